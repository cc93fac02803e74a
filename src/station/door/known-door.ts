/**
 * What one gate knows of its door, in the shape of the roster that the server decides on (core/door): the list it took
 * along, and what it did since. What it cannot know, and what is decided instead:
 *
 * - What happened elsewhere since the list was taken: seats given up, people let in, an activity cancelled. It decides by
 *   the list, and the server keeps what happened (core/door/gate-reports.ts).
 * - Whoever registered since: their ticket is ours, so it is believed (`listed` is false).
 * - Registrations' ids, which the list leaves out: a party is known by its code, and each registration has its own.
 * - When and by whom everybody of a party came: of those in the list it knows how many, the last, to the minute, and who
 *   came by their own ticket. Of a party that gates claim twice it knows no more than that it is all here.
 * - Sign-outs at other gates: whoever signs out again here changes nothing (core/counts/figures.ts).
 */

import { presentAt } from '@core/door/claims';
import type { GatePack } from '@core/door/contract';
import { asOnTicket, type DoorMember, type DoorView } from '@core/door/door';
import type { GateLine } from '@core/door/gate-lines';
import type { WalkInView } from '@core/door/walk-ins';
import { fromIso } from '@core/kernel/dates';
import type { Arrival, Undone } from '@core/roster/door-slice';
import { type Arrive, admissionsOf, type Deed, isVoid, leavesOf, undoneBy } from './record-entries';

/** The list as held: `upTo` is the last deed of this gate that is counted in it. */
export type Held = {
  pack: Omit<GatePack, 'lines'>;
  lines: ReadonlyMap<string, GateLine>;
  upTo: number;
};

/** Who let somebody in, where it was this gate, and where a list does not say who it was. */
export const thisPhone = '这台手机';
export const unsaid = '';

/** The door as it stands for one party, by its code, which is its key and its registration's id here. */
export function knownDoor(held: Held, deeds: readonly Deed[], code: string, party: DoorMember): DoorView {
  const { pack } = held;
  return {
    state: pack.cancelled ? 'cancelled' : 'open',
    sessions: { [pack.sessionId]: hoursOf(held) },
    members: { [code]: withDeeds(party, held, deeds, code) },
    terms: { turning: pack.turning },
  };
}

/** A list from before it named its session's hours has none, and its door is open. */
function hoursOf({ pack }: Held): { opensAt: number; closesAt: number } {
  const session = pack.sessions.find(one => one.sessionId === pack.sessionId);
  return {
    opensAt: session ? fromIso(session.checkInOpensAt) : Number.NEGATIVE_INFINITY,
    closesAt: session ? fromIso(session.checkInClosesAt) : Number.POSITIVE_INFINITY,
  };
}

/** A party as its line has it, without those who came. */
export const onList = ({ code, status, size }: GateLine): DoorMember => ({
  ...{ id: code, code, state: status, size },
  arrivals: {},
});

/** A party with whoever of it came, by the list and by what this gate did. */
function withDeeds(party: DoorMember, held: Held, deeds: readonly Deed[], code: string): DoorMember {
  const sid = held.pack.sessionId;
  const own = admissionsOf(deeds, code)
    .filter(({ seq }) => seq > held.upTo)
    .map(deed => claimOf(deed, sid));
  const leaves = leavesOf(deeds, code).map(({ requestId, at, who }) => [
    requestId,
    { ...{ sid, at, by: thisPhone }, ...(who === undefined ? {} : { who }) },
  ]);
  return {
    ...party,
    arrivals: Object.fromEntries([...listed(held, deeds, code), ...own]),
    undone: undoneHere(deeds),
    leaves: Object.fromEntries(leaves),
  };
}

const claimOf = ({ requestId, at, count, way, who }: Arrive, sid: string): [string, Arrival] => [
  requestId,
  { ...{ sid, k: count, at, by: thisPhone, way }, ...(who === undefined ? {} : { who }) },
];

/** Those of a party whom the list counts, less whom this gate has taken back since; its own by their requests. */
function listed(held: Held, deeds: readonly Deed[], code: string): [string, Arrival][] {
  const line = held.lines.get(code);
  if (!line) return [];
  const sid = held.pack.sessionId;
  const taken = takenBack(held, deeds, code);
  const named = new Set((line.named ?? []).filter(who => !taken.some(deed => deed.who === who)));
  let others = line.arrived - taken.reduce((sum, { count }) => sum + count, 0) - named.size;
  const own = admissionsOf(deeds, code)
    .filter(({ seq }) => seq <= held.upTo)
    .filter(({ who, count }) => {
      if (who !== undefined) return named.delete(who);
      // More than the list counts: somebody else has taken them back.
      if (count > others) return false;
      others -= count;
      return true;
    })
    .map(deed => claimOf(deed, sid));
  const last = line.last ?? { at: fromIso(held.pack.packedAt), by: unsaid, way: 'ticked' as const };
  return [
    ...own,
    ...[...named].map((who): [string, Arrival] => [`list|${who}`, { ...{ sid, k: 1, ...last }, who }]),
    ...(others > 0 ? [['list|', { sid, k: others, ...last }] as [string, Arrival]] : []),
  ];
}

/** People of a party who are here as far as this gate knows. */
export function presentHere(held: Held, deeds: readonly Deed[], code: string): number {
  const line = held.lines.get(code);
  const size = Math.max(0, ...admissionsOf(deeds, code).map(deed => deed.size));
  const party = line ? onList(line) : asOnTicket({ id: code, size });
  return presentAt(withDeeds(party, held, deeds, code), held.pack.sessionId);
}

/** The parties with which this gate had to do since the list was taken. */
export const touchedSince = ({ upTo }: Held, deeds: readonly Deed[]): Set<string> =>
  new Set(
    deeds.flatMap(deed => (deed.seq > upTo && 'code' in deed && deed.code !== undefined ? deed.code : [])),
  );

/** By how many more people are here than the list says. */
function arrivedSince(held: Held, deeds: readonly Deed[]): number {
  return [...touchedSince(held, deeds)].reduce(
    (sum, code) => sum + presentHere(held, deeds, code) - (held.lines.get(code)?.arrived ?? 0),
    0,
  );
}

type TakenBack = { count: number; who?: number };

/** What this gate has taken back since the list, of what the list counts of a party, or without one of the walk-ins. */
function takenBack({ upTo }: Held, deeds: readonly Deed[], code?: string): TakenBack[] {
  return deeds.flatMap((deed): TakenBack[] => {
    if (deed.what !== 'undo' || deed.seq <= upTo || deed.code !== code) return [];
    const old = deeds.find(one => one.requestId === deed.of);
    if (old && (old.seq > upTo || isVoid(old))) return [];
    const who = old?.what === 'arrive' ? old.who : undefined;
    return [{ count: deed.count, ...(who === undefined ? {} : { who }) }];
  });
}

/** The requests that were taken back, here or, as this gate has heard, by others. */
export function undoneHere(deeds: readonly Deed[]): Record<string, Undone> {
  const others = deeds.filter(deed => deed.told?.outcome === 'undone' && deed.what !== 'undo');
  const requests = [...undoneBy(deeds), ...others.map(({ requestId }) => requestId)];
  return Object.fromEntries(requests.map(request => [request, { at: 0, by: thisPhone }]));
}

/** The door as it stands for people without a registration. */
export function knownWalkIns(held: Held, deeds: readonly Deed[]): WalkInView {
  const { pack, upTo } = held;
  const undoneWalkIns = undoneHere(deeds);
  const since = deeds.flatMap(deed =>
    deed.what === 'walkIn' && deed.seq > upTo && !isVoid(deed) ? deed : [],
  );
  const counted = since.filter(({ requestId }) => !undoneWalkIns[requestId]);
  const back = takenBack(held, deeds);
  const total = (parts: readonly { count: number }[]) => parts.reduce((sum, { count }) => sum + count, 0);
  const hours = hoursOf(held);
  return {
    state: pack.cancelled ? 'cancelled' : 'open',
    sessions: {
      [pack.sessionId]: {
        ...hours,
        room: pack.room,
        arrived: pack.arrived + arrivedSince(held, deeds),
        walkIns: Math.max(0, pack.walkIns + total(counted) - total(back)),
      },
    },
    counts: { seated: pack.seated },
    walkIns: Object.fromEntries(
      since.map(({ requestId, count, at }) => [
        requestId,
        { sid: pack.sessionId, count, total: 0, at, by: thisPhone },
      ]),
    ),
    undoneWalkIns,
  };
}
