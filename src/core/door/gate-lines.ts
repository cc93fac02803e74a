/** The gate's slim roster as text: one party a line, some 30 characters each, so that 3,000 travel in one reply. */

import type { RosterLine } from '@core/desk/contract';
import { hour, minute } from '@core/kernel/dates';
import { maskTitle } from '@core/kernel/masking';
import type { Arrival, ArrivalWay } from '@core/roster/door-slice';
import type { Member } from '@core/roster/roster';
import { claimsAt, isDisputed } from './claims';

/**
 * Milliseconds after its door has closed for which a gate keeps a session's roster: six hours, in which its phone comes
 * home to a network, and what it queued can still be told and taken back with a name beside it. The queue itself needs
 * no roster, and is kept until it is told.
 */
export const keptFor = 6 * hour;

/** The last admission of a party: when, in ms to the minute, by which way, and by whom, masked. */
type LastIn = { at: number; by: string; way: ArrivalWay };
/**
 * A party as the gate knows it. `disputed`: two gates claim more of it than there are, and staff should look. `named`: the
 * places of members who came by tickets of their own, which let in nobody a second time.
 */
export type GateLine = RosterLine & { disputed: boolean; last?: LastIn; named?: number[] };

/** What the gate is told of a party; `title` is who stands behind what is stored beside an arrival. Whoever is out is found by name or code, so that the door can say why; nobody asks for their phone any more. */
export function lineOf(
  member: Member,
  sessionId: string,
  title: (by: string) => string = by => by,
): GateLine {
  const out = member.state === 'withdrawn' || member.state === 'declined';
  const claims = claimsAt(member, sessionId);
  const last = claims[claims.length - 1];
  const named = [...new Set(claims.flatMap(({ who }) => (who === undefined ? [] : [who])))];
  return {
    code: member.code,
    name: member.names[0] ?? '*',
    ...(member.phoneTail && !out ? { phoneTail: member.phoneTail } : {}),
    size: member.size,
    status: member.state,
    arrived: member.arrived[sessionId] ?? 0,
    disputed: isDisputed(member, sessionId),
    ...(last ? { last: lastIn({ ...last, by: title(last.by) }) } : {}),
    ...(named.length > 0 ? { named } : {}),
  };
}

const lastIn = ({ at, by, way }: Arrival): LastIn => ({
  at: Math.floor(at / minute) * minute,
  by: way === 'self' ? by : maskTitle(by),
  way,
});

const letters = { applied: 'a', seated: 's', waiting: 'w', withdrawn: 'x', declined: 'd' } as const;
const statuses = Object.fromEntries(
  Object.entries(letters).map(([status, letter]) => [letter, status]),
) as Record<string, RosterLine['status']>;
/** Capitals, so that they stand apart from the numbers to either side, which are in base 36. */
const wayLetters = { scanned: 'S', typed: 'T', ticked: 'L', self: 'O' } as const;
const ways = Object.fromEntries(Object.entries(wayLetters).map(([way, letter]) => [letter, way])) as Record<
  string,
  ArrivalWay
>;

const clean = (text: string) => text.replace(/[|\n]/g, ' ');

/**
 * The lines as text. Where somebody has come, the first line is `#`, the minute from which admissions are counted, and
 * everybody who let somebody in, once; an admission is then its minute, its way and the place of that name. Members who
 * came by their own tickets follow, a character each.
 */
export function writeLines(lines: readonly GateLine[]): string {
  const came = lines.flatMap(({ last }) => last ?? []);
  const from = Math.min(...came.map(({ at }) => at)) / minute;
  const names = [...new Set(came.map(({ by }) => by))];
  const places = new Map(names.map((name, i) => [name, i.toString(36)]));
  const lastText = ({ at, by, way }: LastIn) =>
    `${(at / minute - from).toString(36)}${wayLetters[way]}${places.get(by)}`;
  return [
    ...(came.length > 0 ? [['#', from.toString(36), ...names.map(clean)].join('|')] : []),
    ...lines.map(({ code, name, phoneTail, size, status, arrived, disputed, last, named }) =>
      [
        code,
        clean(name),
        phoneTail ?? '',
        size,
        letters[status],
        arrived || '',
        disputed ? '!' : '',
        ...(last ? [lastText(last)] : []),
        ...(last && named ? [named.map(who => who.toString(36)).join('')] : []),
      ].join('|'),
    ),
  ].join('\n');
}

export function readLines(text: string): GateLine[] {
  const all = text.split('\n');
  const [, from = '', ...names] = all[0]?.startsWith('#') ? all[0].split('|') : [];
  const lastOf = (written: string | undefined): LastIn | undefined => {
    const [, at = '', letter = '', place = ''] = /^([0-9a-z]+)([A-Z])([0-9a-z]+)$/.exec(written ?? '') ?? [];
    const by = names[Number.parseInt(place, 36)];
    const way = ways[letter];
    if (by === undefined || !way) return undefined;
    return { at: (Number.parseInt(from, 36) + Number.parseInt(at, 36)) * minute, by, way };
  };
  return all.flatMap((line): GateLine[] => {
    const [code, name = '', phoneTail, size, letter = '', arrived, disputed, written, own] = line.split('|');
    const status = statuses[letter];
    if (!code || code === '#' || !status) return [];
    const last = lastOf(written);
    return [
      {
        code,
        name,
        ...(phoneTail ? { phoneTail } : {}),
        size: Number(size),
        status,
        arrived: Number(arrived || 0),
        disputed: disputed === '!',
        ...(last ? { last } : {}),
        ...(own ? { named: [...own].map(who => Number.parseInt(who, 36)) } : {}),
      },
    ];
  });
}
