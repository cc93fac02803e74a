/** The figures of an activity's sessions: by how they are known, put right with a reason, closed and opened again. */

import type { Context } from '@api/context';
import { pause, tries } from '@api/roster/deciding';
import { activityFor, rosterFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { Output, Parsed } from '@core/contract';
import type { SessionCounts } from '@core/counts/contract';
import {
  type Closing,
  type Correction,
  closingOf,
  differences,
  type Figures,
  figuresAt,
  type Tally,
  totalsOf,
} from '@core/counts/figures';
import { iso } from '@core/kernel/dates';
import type { Activity, Session } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { doorOf } from '@core/registration/enrolment';
import { rosterIdOf } from '@core/roster/identity';
import { type Seen, view as viewOf } from '@core/roster/view';
import * as tallies from './store';

/** All that figures are derived from. */
const counted = viewOf('counts', 'members', 'walkIns', 'undoneWalkIns');
type Counted = Seen<typeof counted>;

/** Corrections of one session: far more than anybody needs, and the document stays small. */
const most = 100;

type Asked = { activityId: string; sessionId: string; requestId: string };

export async function view(
  input: Parsed<'counts.view'>,
  context: Context<'attendance.read'>,
): Promise<Output<'counts.view'>> {
  const activity = await activityFor(context, input.activityId);
  const known = await tallies.ofSessions(
    activity._id,
    activity.sessions.map(one => one.id),
  );
  const read = new Map<string, Counted | undefined>();
  const sessions: { id: string; counts: SessionCounts; roster: Counted }[] = [];
  for (const session of activity.sessions) {
    const rosterId = rosterIdOf(activity, session.id);
    if (!read.has(rosterId)) read.set(rosterId, await rosters.read(rosterId, counted));
    const roster = read.get(rosterId);
    const tally = known.get(session.id);
    if (roster && tally)
      sessions.push({
        id: session.id,
        roster,
        counts: countsOf(activity, session, roster, tally, context.now),
      });
  }
  return {
    title: activity.title,
    mode: activity.mode,
    signOut: activity.signOut ?? false,
    sessions: sessions.map(one => one.counts),
    total: totalsOf(sessions.map(({ id, counts, roster }) => ({ id, roster, figures: counts.figures }))),
  };
}

function countsOf(
  activity: Activity,
  session: Session,
  roster: Counted,
  tally: Tally,
  now: number,
): SessionCounts {
  const closing = closingOf(doorOf(activity, session), tally, now);
  const current = figuresAt(roster, session, tally, now);
  const figures = closing.closed ? figuresAt(roster, session, tally, closing.at) : current;
  return {
    sessionId: session.id,
    startsAt: iso(session.startsAt),
    endsAt: iso(session.endsAt),
    allDay: session.allDay ?? false,
    place: session.place.text,
    closed: closing.closed,
    closesAt: iso(closing.at),
    figures,
    late: closing.closed ? differences(figures, current) : {},
    corrections: tally.corrections.map(({ figure, from, to, why, by, at }) => ({
      figure,
      from,
      to,
      why,
      by,
      at: iso(at),
    })),
    closings: tally.closings.map(({ what, at, by, why }) => ({
      what,
      at: iso(at),
      by,
      ...(why ? { why } : {}),
    })),
  };
}

export function correct(
  input: Parsed<'counts.correct'>,
  context: Context<'counts.correct'>,
): Promise<Output<'counts.correct'>> {
  const { figure, from, to, why } = input;
  return changed('correct', input, context, why, ({ tally, closed, figures, entry }) => {
    if (closed) throw new AppError('counts.closed');
    if (tally.corrections.length >= most) throw new AppError('counts.too-many');
    const now = figures[figure];
    if (now !== from) throw new AppError('counts.changed', { now: now ?? 0 });
    const correction: Correction = { ...entry, figure, from, to, why };
    return { ...tally, corrections: [...tally.corrections, correction] };
  });
}

export function close(
  input: Parsed<'counts.close'>,
  context: Context<'counts.correct'>,
): Promise<Output<'counts.close'>> {
  return changed('close', input, context, undefined, ({ tally, closed, session, entry }) => {
    if (closed) return tally;
    if (context.now < session.endsAt) throw new AppError('counts.too-early');
    const closing: Closing = { ...entry, what: 'close' };
    return { ...tally, closings: [...tally.closings, closing] };
  });
}

export function reopen(
  input: Parsed<'counts.reopen'>,
  context: Context<'counts.correct'>,
): Promise<Output<'counts.reopen'>> {
  return changed('reopen', input, context, input.why, ({ tally, closed, entry }) => {
    if (!closed) throw new AppError('counts.open');
    if (tally.closings.length >= most) throw new AppError('counts.too-many');
    const closing: Closing = { ...entry, what: 'reopen', why: input.why };
    return { ...tally, closings: [...tally.closings, closing] };
  });
}

type Standing = {
  tally: tallies.TallyDocument;
  session: Session;
  closed: boolean;
  figures: Figures;
  /** What a new entry says of itself. */
  entry: { id: string; by: string; at: number };
};

/** Changes a tally on the version read, once for a request, with a line in the trail before it. */
async function changed(
  what: audits.Audit['what'],
  { activityId, sessionId, requestId }: Asked,
  context: Context<'counts.correct'>,
  reason: string | undefined,
  change: (standing: Standing) => tallies.TallyDocument,
): Promise<SessionCounts> {
  const { activity, session, roster } = await rosterFor(context, { activityId, sessionId }, counted);
  const { title } = await context.person();
  const entry = { id: digest([what, requestId].join('|')), by: title, at: context.now };
  for (let attempt = 1; attempt <= tries; attempt++) {
    const tally = (await tallies.ofSessions(activityId, [sessionId])).get(sessionId)!;
    const shown = () => countsOf(activity, session, roster, tally, context.now);
    if ([...tally.corrections, ...tally.closings].some(one => one.id === entry.id)) return shown();
    const { closed, figures } = shown();
    const next = change({ tally, session, closed, figures, entry });
    if (next === tally) return shown();
    await audits.note({
      _id: digest([what, activityId, sessionId, entry.id].join('|')),
      at: context.now,
      by: context.openid,
      title,
      what,
      stationId: activity.stationId,
      activityId,
      ...(reason ? { reason } : {}),
    });
    if (await tallies.replace(next)) return countsOf(activity, session, roster, next, context.now);
    await pause(attempt);
  }
  throw new AppError('system.busy');
}
