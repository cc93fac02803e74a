/** The door: tickets and codes. */

import type { Context } from '@api/context';
import { persist } from '@api/roster/deciding';
import { cancelled } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import { titleBehind } from '@api/staff/signing';
import type { TicketFacts } from '@api/tickets/tickets';
import type { Parsed } from '@core/contract';
import type { ScanResult } from '@core/door/contract';
import { type ArriveRequest, firstArrival } from '@core/door/door';
import { type ArrivalVerdict, judgeArrival } from '@core/door/judging';
import { iso, spanText } from '@core/kernel/dates';
import type { Activity } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { doorOf } from '@core/registration/enrolment';
import type { CheckInWay } from '@core/roster/door-slice';
import type { Member } from '@core/roster/roster';
import {
  awayRefusal,
  movedOn,
  nameShown,
  notSeated,
  type PartyShown,
  partyShown,
  readShown,
  type Shown,
} from './presented-ticket';

type Scan = Parsed<'checkin.scan'>;

/**
 * A signed ticket is tried at once: one conditional write that takes only if the party has not come and this
 * helper may let it in. Whatever else it is — a repeat, a part, another session, a typed code — is then read.
 */
export async function scan(input: Scan, context: Context<'gate.run'>): Promise<ScanResult> {
  const shown = readShown(input.ticket, context.now);
  return (
    (shown?.ticket && (await scanAtOnce(input, shown.ticket, context))) ??
    scanByReading(input, shown, context)
  );
}

async function scanAtOnce(
  input: Scan,
  ticket: TicketFacts,
  context: Context<'gate.run'>,
): Promise<ScanResult | undefined> {
  const sid = input.sessionId ?? (ticket.session || 's1');
  if (ticket.activityId !== input.activityId || (ticket.turning && !ticket.shownNow)) return undefined;
  const { title, signed, grants } = await context.person();
  const { stationIds, activityIds } = await context.reach();
  if (
    grants.length === 0 ||
    (!stationIds.includes(ticket.stationId) && !activityIds.includes(ticket.activityId))
  ) {
    return undefined;
  }
  const request = {
    ...{ ...asked(input, signed, 'scanned'), key: ticket.key, sid },
    ...(ticket.who === undefined ? {} : { who: ticket.who }),
  };
  const decision = firstArrival(ticket, request, context.now);
  if (decision.verdict !== 'admit') return undefined;
  const change = {
    ...decision.change,
    // The ticket is ours, but the document has the last word on whose roster this is.
    when: {
      ...decision.change.when,
      stationId: { eq: ticket.stationId },
      activityId: { eq: ticket.activityId },
      ...(ticket.turning ? {} : { 'terms.turning': { not: true } as const }),
      // With no session named there must be one only; among several the door's hours choose.
      ...(input.sessionId || ticket.session ? {} : { 'sessions.s2': { absent: true } as const }),
    },
  };
  if (!(await rosters.applyChange(ticket.rosterId, change))) return undefined;
  return admitted(ticket, decision, { ...request, by: title }, context.now);
}

async function scanByReading(
  input: Scan,
  shown: Shown | undefined,
  context: Context<'gate.run'>,
): Promise<ScanResult> {
  const how = input.way === 'ticked' ? 'listed' : 'typed';
  const party = await partyShown(input, shown, how, context);
  const { at, session, title, signed } = party;
  const request = asked(input, signed, at.shown.ticket ? 'scanned' : 'typed');
  const result = await persist(party.rosterId, party.first, party.read, roster =>
    judgeArrival(roster, at, request, context.now),
  );
  const name = nameShown(party, result.roster);
  const member = result.roster.members[at.key];
  switch (result.verdict) {
    case 'admit': {
      const whose = { name, size: member?.size ?? result.k };
      return admitted(whose, result, { ...request, by: title, sid: session.id }, context.now);
    }
    case 'repeat':
      return {
        name,
        size: member?.size ?? result.arrived,
        arrived: result.arrived,
        admitted: result.replay ? result.arrival.k : 0,
        // The same request again is answered as it was the first time; anything else is somebody here already.
        repeated: !result.replay,
        at: iso(result.arrival.at),
        by: await titleBehind(result.arrival.by, context),
        way: result.arrival.way,
        sessionId: session.id,
      };
    default:
      throw arrivalRefusal(result, party, member, input.count);
  }
}

/** The refusal for each verdict that lets nobody in. */
function arrivalRefusal(
  result: Exclude<ArrivalVerdict, { verdict: 'admit' | 'repeat' }>,
  { activity, session }: PartyShown,
  member: Pick<Member, 'names' | 'size'> | undefined,
  count: number | undefined,
): AppError {
  switch (result.verdict) {
    case 'not-seated':
      return result.movedTo ? movedOn(activity, member, result.movedTo) : notSeated(result.state, member);
    case 'too-many':
      return new AppError('checkin.count-too-many', { left: result.left, asked: count ?? 1 });
    case 'undone':
    case 'cancelled':
    case 'door-closed':
      return doorRefusal(result.verdict, activity, session.id);
    default:
      return awayRefusal(result.verdict);
  }
}

/** What is asked of the door, by whom. */
function asked({ requestId, way, count }: Scan, by: string, usual: CheckInWay) {
  return {
    ...{ request: requestField(requestId), by, way: way ?? usual },
    ...(count === undefined ? {} : { count }),
  };
}

function admitted(
  { name, size }: { name: string; size: number },
  { k, arrived }: { k: number; arrived: number },
  { by, way, sid }: Pick<ArriveRequest, 'by' | 'way' | 'sid'>,
  now: number,
): ScanResult {
  return { name, size, arrived, admitted: k, repeated: false, at: iso(now), by, way, sessionId: sid };
}

export function doorClosed(activity: Activity, sessionId: string): AppError {
  const session = activity.sessions.find(one => one.id === sessionId)!;
  const { opensAt, closesAt } = doorOf(activity, session);
  return new AppError('checkin.closed', { window: spanText(opensAt, closesAt), sessionId });
}

/** The refusal for each verdict that turns people away whichever way they came to the door. */
export function doorRefusal(
  verdict: 'undone' | 'cancelled' | 'unknown' | 'door-closed',
  activity: Activity,
  sessionId: string,
): AppError {
  switch (verdict) {
    case 'undone':
      return new AppError('checkin.undone');
    case 'cancelled':
      return cancelled(activity);
    case 'unknown':
      return new AppError('activity.not-found');
    case 'door-closed':
      return doorClosed(activity, sessionId);
  }
}
