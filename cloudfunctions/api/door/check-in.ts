/** The door: tickets, codes and walk-ins. */

import type { Context } from '@api/context';
import { persist } from '@api/roster/deciding';
import { cancelled, sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import { titleBehind } from '@api/staff/signing';
import type { TicketFacts } from '@api/tickets/tickets';
import type { Output, Parsed } from '@core/contract';
import type { ScanResult } from '@core/door/contract';
import { type ArriveRequest, arrive, walkIn as countIn, firstArrival } from '@core/door/door';
import { iso, spanText } from '@core/kernel/dates';
import { maskName } from '@core/kernel/masking';
import { type Activity, isPublic } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { doorOf } from '@core/registration/enrolment';
import type { CheckInWay } from '@core/roster/door-slice';
import { some, view } from '@core/roster/view';
import {
  movedOn,
  nameShown,
  partyShown,
  readShown,
  type Shown,
  shownRefusal,
  turnedAway,
} from './presented-ticket';

type Scan = Parsed<'checkin.scan'>;

const notIn = {
  applied: '站点还没有通过这次报名',
  waiting: '还在候补',
  withdrawn: '报名已取消',
  declined: '报名没有通过',
} as const;

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
  const sid = input.sessionId ?? ticket.sessionId ?? 's1';
  if (ticket.activityId !== input.activityId || (ticket.turning && !ticket.shownNow)) return undefined;
  const { title, signed, grants } = await context.person();
  const { stationIds, activityIds } = await context.reach();
  if (
    grants.length === 0 ||
    (!stationIds.includes(ticket.stationId) && !activityIds.includes(ticket.activityId))
  ) {
    return undefined;
  }
  const request = arrivalRequest(input, ticket.key, sid, signed, 'scanned', ticket.who);
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
      ...(input.sessionId || ticket.sessionId ? {} : { 'sessions.s2': { absent: true } as const }),
    },
  };
  if (!(await rosters.applyChange(ticket.rosterId, change))) return undefined;
  const said = { ...request, by: title };
  return admitted(ticket.name, ticket.size, decision.k, decision.arrived, said, context.now);
}

async function scanByReading(
  input: Scan,
  shown: Shown | undefined,
  context: Context<'gate.run'>,
): Promise<ScanResult> {
  const how = input.way === 'ticked' ? 'listed' : 'typed';
  const party = await partyShown(input, shown, how, context);
  const { activity, session, key, who, title, signed } = party;
  const request = arrivalRequest(input, key, session.id, signed, party.ticket ? 'scanned' : 'typed', who);
  const result = await persist(party.rosterId, party.first, party.read, roster => {
    const verdict = turnedAway(party, roster);
    return verdict ? { verdict } : arrive(roster, request, context.now);
  });
  const member = result.roster.members[key];
  const name = nameShown(party, result.roster);
  switch (result.verdict) {
    case 'admit':
      return admitted(
        name,
        member?.size ?? result.k,
        result.k,
        result.arrived,
        { ...request, by: title },
        context.now,
      );
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
    case 'unknown':
    case 'superseded':
    case 'picture':
      throw shownRefusal(result.verdict);
    case 'undone':
      throw new AppError('checkin.undone');
    case 'not-seated':
      if (member?.movedTo) throw movedOn(activity, member.movedTo.sid);
      throw new AppError('ticket.not-seated', {
        why: notIn[result.state],
      });
    case 'too-many':
      throw new AppError('checkin.count-too-many', { left: result.left, asked: input.count ?? 1 });
    case 'cancelled':
      throw cancelled(activity);
    case 'door-closed':
      throw doorClosed(activity, session.id);
  }
}

function arrivalRequest(
  input: Scan,
  key: string,
  sid: string,
  by: string,
  way: CheckInWay,
  who: number | undefined,
): ArriveRequest {
  return {
    key,
    sid,
    request: requestField(input.requestId),
    by,
    way: input.way ?? way,
    ...(input.count === undefined ? {} : { count: input.count }),
    ...(who === undefined ? {} : { who }),
  };
}

function admitted(
  name: string,
  size: number,
  k: number,
  arrived: number,
  request: ArriveRequest,
  now: number,
): ScanResult {
  const { by, way, sid } = request;
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

/** What people without a registration are decided on; `request` tells whether they were counted already. */
export const walkInOf = (request: string) =>
  view('state', 'sessions', 'counts', some('walkIns', [request]), some('undoneWalkIns', [request]));

export async function walkIn(
  input: Parsed<'checkin.walkIn'>,
  context: Context<'gate.run'>,
): Promise<Output<'checkin.walkIn'>> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  if (!isPublic(activity)) throw new AppError('activity.not-found');
  const { signed } = await context.person();
  const request = requestField(input.requestId);
  const { count, names = [], ages, spare } = input;
  const asked = {
    ...{ sid: session.id, request, count, by: signed, names: names.map(maskName) },
    ...(ages ? { ages } : {}),
    ...(spare ? { spare } : {}),
  };
  const read = () => rosters.read(rosterId, walkInOf(request));
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const result = await persist(rosterId, first, read, roster => countIn(roster, asked, context.now));
  switch (result.verdict) {
    case 'count':
    case 'repeat':
      return { walkIns: result.total };
    case 'room-full':
      throw new AppError('checkin.room-full', { left: result.left, spare: result.spare });
    default:
      throw doorRefusal(result.verdict, activity, session.id);
  }
}
