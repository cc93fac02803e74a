/** A gate that works without a network: what it takes along, and what it tells afterwards. */

import type { Context } from '@api/context';
import { sessionView } from '@api/programme/activity';
import { persist } from '@api/roster/deciding';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import { titlesOf } from '@api/staff/signing';
import { gateKeys, type TicketFacts } from '@api/tickets/tickets';
import type { Output, Parsed } from '@core/contract';
import { type DeedResult, type GatePack, peopleIn } from '@core/door/contract';
import { keptFor, lineOf, writeLines } from '@core/door/gate-lines';
import { type Deed, takeReport } from '@core/door/gate-reports';
import { fromIso, iso } from '@core/kernel/dates';
import { maskName } from '@core/kernel/masking';
import { AppError } from '@core/refusal';
import { doorOf } from '@core/registration/enrolment';
import { type Seen, some, view } from '@core/roster/view';
import { doorClosed } from './check-in';
import { readShown, type Shown } from './presented-ticket';
import { keysOfCodes } from './typed-codes';

/** Everybody on a roster, for what a gate takes along. */
const packed = view('state', 'sessions', 'terms', 'pools', 'counts', 'members');

/** What a gate's report is judged on: the parties it names, and what is known of its requests already. */
export const reported = (keys: string[], requests: string[]) =>
  view(
    'sessions',
    'terms',
    some('members', keys),
    some('walkIns', requests),
    some('undoneWalkIns', requests),
  );
type Reported = Seen<typeof reported>;

export async function pack(input: Parsed<'gate.pack'>, context: Context<'gate.run'>): Promise<GatePack> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  const wipeAt = doorOf(activity, session).closesAt + keptFor;
  if (context.now > wipeAt) throw doorClosed(activity, session.id);
  const roster = await rosters.read(rosterId, packed);
  const here = roster?.sessions[session.id];
  if (!roster || !here) throw new AppError('activity.not-found');
  const seats = new Map([[rosterId, roster]]);
  const members = Object.values(roster.members);
  const title = await titlesOf(members.flatMap(one => Object.values(one.arrivals).map(({ by }) => by)));
  return {
    activityId: activity._id,
    sessionId: session.id,
    title: activity.title,
    sessions: activity.sessions.map(one => sessionView(activity, one, seats)),
    turning: roster.terms.turning ?? false,
    room: here.room,
    seated: roster.counts.seated,
    arrived: here.arrived,
    walkIns: here.walkIns,
    ...(roster.state === 'cancelled' ? { cancelled: true as const } : {}),
    lines: writeLines(members.map(member => lineOf(member, session.id, title))),
    keys: gateKeys(activity._id),
    packedAt: iso(context.now),
    wipeAt: iso(wipeAt),
  };
}

type Told = Parsed<'checkin.sync'>['deeds'][number];

/**
 * Takes a report in as one write, however long ago it happened. The gate has decided; here it is only told whose
 * party each was. A ticket that is not this roster's counts nobody, and holds up nothing else.
 */
export async function sync(
  { deeds, ...input }: Parsed<'checkin.sync'>,
  context: Context<'gate.report'>,
): Promise<Output<'checkin.sync'>> {
  // The session that was at the door when it happened, not now.
  const { session, rosterId } = await sessionFor(context, input, fromIso(deeds[0]!.at));
  const { signed } = await context.person();
  const sid = session.id;
  const shown = deeds.map(told => shownAt(told, rosterId));
  const codes = [...shown.map(one => one?.typed?.code), ...deeds.map(codeOf)];
  const keys = await keysOfCodes(rosterId, distinct(codes), 'listed', context);
  const parties = distinct([...shown.map(one => one?.ticket?.key), ...keys.values()]);
  const requests = deeds.map(({ requestId }) => requestField(requestId));
  const undone = deeds.flatMap(told => (told.what === 'undo' ? requestField(told.of) : []));
  const read = () => rosters.read(rosterId, reported(parties, distinct([...requests, ...undone])));
  const first = await read();
  if (!first?.sessions[sid]) throw new AppError('activity.not-found');

  const { taken, outcomes } = await persist(rosterId, first, read, roster => {
    const read = deeds.map((told, i) => deedOf(told, shown[i], keys, roster));
    const report = { sid, by: signed, deeds: read.flatMap(deed => deed ?? []) };
    return { verdict: 'taken', taken: read, ...takeReport(roster, report, context.now) };
  });
  const became = outcomes[Symbol.iterator]();
  const results = taken.map(
    (deed, i): DeedResult => ({
      requestId: deeds[i]!.requestId,
      outcome: deed ? (became.next().value ?? 'refused') : 'refused',
    }),
  );
  return { results };
}

/** What was shown at a gate at a moment of its own; a ticket of another roster is nothing here. */
function shownAt(told: Told, rosterId: string): Shown | undefined {
  if (told.what !== 'arrive' && told.what !== 'leave') return undefined;
  const shown = readShown(told.ticket, fromIso(told.at));
  return shown?.ticket && shown.ticket.rosterId !== rosterId ? undefined : shown;
}

const codeOf = (told: Told) => (told.what === 'undo' ? told.party : undefined);

/** One thing a gate told, with its party found; nothing where there is none of this roster's. */
function deedOf(
  told: Told,
  shown: Shown | undefined,
  keys: ReadonlyMap<string, string>,
  roster: Reported,
): Deed | undefined {
  const said = { request: requestField(told.requestId), at: fromIso(told.at) };
  switch (told.what) {
    case 'walkIn': {
      const { count, names = [], ages } = told;
      return {
        ...said,
        ...{ what: 'walkIn', count, names: names.slice(0, count).map(maskName) },
        // They came, whatever is wrong with their ages.
        ...(ages && peopleIn(ages) <= count ? { ages } : {}),
      };
    }
    case 'undo': {
      const { of, party, reason } = told;
      const key = party === undefined ? undefined : keys.get(party);
      if (party !== undefined && key === undefined) return undefined;
      return {
        ...said,
        ...{ what: 'undo', of: requestField(of) },
        ...(key === undefined ? {} : { key }),
        ...(reason ? { reason } : {}),
      };
    }
    case 'arrive': {
      const { ticket, typed, who } = shown ?? {};
      const key = keyShown(shown, keys, roster);
      if (key === undefined) return undefined;
      const member = roster.members[key];
      const held = member?.code === typed?.code ? member?.id : undefined;
      return {
        ...said,
        ...{ what: 'arrive', key, way: told.way, k: who === undefined ? told.count : 1 },
        // A code of a registration given up since: its own id is known no more, so it goes by the code.
        id: ticket?.id ?? held ?? typed?.code ?? '',
        ...(who === undefined ? {} : { who }),
      };
    }
    case 'leave': {
      const key = keyShown(shown, keys, roster);
      if (key === undefined || !roster.members[key]) return undefined;
      const who = shown?.who;
      return { ...said, what: 'leave', key, ...(who === undefined ? {} : { who }) };
    }
  }
}

/** Whose it is that was shown, as far as it may be shown so. */
function keyShown(
  { ticket, typed }: Shown = {},
  keys: ReadonlyMap<string, string>,
  roster: Reported,
): string | undefined {
  if (ticket && isPicture(ticket, roster)) return undefined;
  return ticket?.key ?? (typed && keys.get(typed.code));
}

/** Whether a ticket that must be shown on its phone was not. One written before that was asked of it is taken: so was the gate's list. */
function isPicture(ticket: TicketFacts, { terms }: Reported): boolean {
  return Boolean(terms.turning) && ticket.turning && !ticket.shownNow;
}

function distinct(values: Iterable<string | undefined>): string[] {
  return [...new Set([...values].filter(value => value !== undefined))];
}
