/**
 * What a gate that could not ask let in, told afterwards. It has happened, so nothing of it is refused: the same party
 * at two gates is kept twice and counted once (claims.ts), people whose seat was no longer theirs are walk-ins, and
 * what was taken back meanwhile stays taken back. All of a report is one change of the roster.
 */

import type { Arrival, CheckInWay, Leave, Undone, WalkIn } from '@core/roster/door-slice';
import type { Change, Member, Roster } from '@core/roster/roster';
import { isDisputed } from './claims';
import { asTurn } from './door';
import { moveSums } from './gate-sums';
import { leavesUntil } from './signing-out';

/** One thing a gate did. `request` is its id, safe as a field's name; `at` when, by the server's clock as the gate knew it. */
export type Deed = { request: string; at: number } & (
  | {
      what: 'arrive';
      key: string;
      /** The registration its ticket or its line was of. */
      id: string;
      k: number;
      who?: number;
      way: CheckInWay;
    }
  | { what: 'walkIn'; count: number; names?: string[]; ages?: WalkIn['ages'] }
  | { what: 'undo'; of: string; key?: string; reason?: string }
  /** A party, or one named member of it, signed out where hours count. */
  | { what: 'leave'; key: string; who?: number }
);

/**
 * What became of a deed: counted, known from before in another way (its own call, or somebody else's undo), kept though
 * another gate let the same people in, counted among the walk-ins since they have no seat, or taken back. A deed told
 * again is answered as it was the first time: whoever lost that answer must still hear that staff should look.
 */
export type Outcome = 'counted' | 'known' | 'disputed' | 'walkIn' | 'undone';

export type ReportView = Pick<Roster, 'sessions' | 'members' | 'walkIns' | 'undoneWalkIns'>;

/** A roster as one report leaves it step by step, with the writes that bring the stored one there. */
type Progress = {
  members: Record<string, Member>;
  walkIns: Roster['walkIns'];
  undoneWalkIns: Record<string, Undone>;
  change: Change;
};

/**
 * Takes a report in. Times outside the door's hours, or those of signing out, are a wrong clock's: they are drawn to the
 * nearest moment within, and never into the future.
 * @returns one outcome for each deed, and the change, absent where nothing is new
 */
export function takeReport(
  roster: ReportView,
  { sid, by, deeds }: { sid: string; by: string; deeds: readonly Deed[] },
  now: number,
): { outcomes: Outcome[]; change?: Change } {
  const session = roster.sessions[sid];
  if (!session) return { outcomes: [] };
  const progress: Progress = {
    members: { ...roster.members },
    walkIns: { ...roster.walkIns },
    undoneWalkIns: { ...roster.undoneWalkIns },
    change: { when: {}, write: {} },
  };
  const outcomes = deeds.map(deed => {
    const until = deed.what === 'leave' ? leavesUntil(session) : session.closesAt;
    const at = Math.min(now, Math.max(session.opensAt, Math.min(until, deed.at)));
    return take(roster, progress, { ...deed, at }, { sid, by, now });
  });
  const { change } = progress;
  if (Object.keys(change.write).length === 0) return { outcomes };
  moveSums(roster, progress, change.write);
  return { outcomes, change };
}

type Told = { sid: string; by: string; now: number };

function take(roster: ReportView, progress: Progress, deed: Deed, told: Told): Outcome {
  switch (deed.what) {
    case 'walkIn':
      return countWalkIn(progress, deed.request, walkInOf(deed, told), told.sid);
    case 'undo':
      return deed.key === undefined ? undoWalkIn(progress, deed, told) : undo(roster, progress, deed, told);
    case 'arrive':
      return admit(roster, progress, deed, told);
    case 'leave':
      return leave(progress, deed, told);
  }
}

function admit(
  roster: ReportView,
  progress: Progress,
  deed: Deed & { what: 'arrive' },
  { sid, by, now }: Told,
): Outcome {
  const { request, key, id, k, who, way, at } = deed;
  const member = progress.members[key];
  const known = member?.arrivals[request] ?? progress.walkIns[request];
  if (known) return firstAnswer(known);
  if (member?.id !== id || member.state !== 'seated') {
    const entry = { sid, count: k, total: 0, at, by, syncedAt: now, party: id };
    const early = member?.undone?.[request];
    if (early && !progress.undoneWalkIns[request])
      undoWalkIn(progress, { ...early, of: request }, { by: early.by, now });
    if (member) watch(roster, progress.change, key, sid);
    return countWalkIn(progress, request, entry, sid) === 'counted' ? 'walkIn' : 'undone';
  }
  const path = `members.${key}`;
  const arrival: Arrival = { sid, k, at, by, way, ...(who === undefined ? {} : { who }), syncedAt: now };
  const next = turned({ ...member, arrivals: { ...member.arrivals, [request]: arrival } }, sid);
  const answered = member.undone?.[request] ? 'undone' : isDisputed(next, sid) ? 'disputed' : undefined;
  if (answered) arrival.answered = answered;
  watch(roster, progress.change, key, sid);
  progress.change.when[`${path}.arrivals.${request}`] = { absent: true };
  progress.change.write[`${path}.arrivals.${request}`] = { set: arrival };
  progress.members[key] = next;
  return answered ?? 'counted';
}

/** What was answered when this was first told. What came by a call of its own was never told. */
function firstAnswer(known: Arrival | WalkIn | Leave): Outcome {
  if (known.syncedAt === undefined) return 'known';
  if ('answered' in known && known.answered) return known.answered;
  return 'party' in known ? 'walkIn' : 'counted';
}

/**
 * Kept whatever is known of the party by now: another gate may still have to tell that it let it in, and a second leaving
 * changes nothing, since the first after an arrival ends it (figures.ts).
 */
function leave(
  progress: Progress,
  { request, key, who, at }: Deed & { what: 'leave' },
  { sid, by, now }: Told,
): Outcome {
  const member = progress.members[key];
  const known = member?.leaves?.[request];
  if (!member) return 'known';
  if (known) return firstAnswer(known);
  const left: Leave = { sid, at, by, ...(who === undefined ? {} : { who }), syncedAt: now };
  const path = `members.${key}`;
  progress.change.when[`${path}.id`] = { eq: member.id };
  progress.change.when[`${path}.leaves.${request}`] = { absent: true };
  progress.change.write[`${path}.leaves.${request}`] = { set: left };
  progress.members[key] = { ...member, leaves: { ...member.leaves, [request]: left } };
  return 'counted';
}

function undo(
  roster: ReportView,
  progress: Progress,
  { request, key, of, at, reason }: Deed & { what: 'undo' },
  { sid, by, now }: Told,
): Outcome {
  const member = key === undefined ? undefined : progress.members[key];
  // Its people had no seat and were counted as walk-ins.
  if (progress.walkIns[of]) return undoWalkIn(progress, { request, of, at, reason }, { by, now });
  if (key === undefined || !member) return 'known';
  if (member.undone?.[of]) return byRequest(member.undone[of], request);
  const { when, write } = progress.change;
  when[`walkIns.${of}`] = { absent: true };
  const undone: Undone = { at, by, ...(reason ? { reason } : {}), syncedAt: now, request };
  const known = member.arrivals[of];
  // It may have been let in at another session than the one this gate stands at by now.
  const where = known?.sid ?? sid;
  if (!known) when[`members.${key}.arrivals.${of}`] = { absent: true };
  watch(roster, progress.change, key, where);
  write[`members.${key}.undone.${of}`] = { set: undone };
  progress.members[key] = turned({ ...member, undone: { ...member.undone, [of]: undone } }, where);
  return 'undone';
}

function walkInOf(deed: Deed & { what: 'walkIn' }, { sid, by, now }: Told): WalkIn {
  const { count, at, names, ages } = deed;
  return {
    sid,
    count,
    total: 0,
    at,
    by,
    syncedAt: now,
    ...(names?.length ? { names } : {}),
    ...(ages ? { ages } : {}),
  };
}

function countWalkIn(progress: Progress, request: string, entry: WalkIn, sid: string): Outcome {
  const known = progress.walkIns[request];
  if (known) return firstAnswer(known);
  const { when, write } = progress.change;
  when[`walkIns.${request}`] = { absent: true };
  const taken = progress.undoneWalkIns[request] !== undefined;
  if (!taken) when[`undoneWalkIns.${request}`] = { absent: true };
  progress.walkIns[request] = { ...entry, sid, ...(taken ? { answered: 'undone' } : {}) };
  write[`walkIns.${request}`] = { set: progress.walkIns[request] };
  return taken ? 'undone' : 'counted';
}

function undoWalkIn(
  progress: Progress,
  { request, of, at, reason }: { request?: string; of: string; at: number; reason?: string | undefined },
  { by, now }: Pick<Told, 'by' | 'now'>,
): Outcome {
  const known = progress.undoneWalkIns[of];
  if (known) return byRequest(known, request);
  const { when, write } = progress.change;
  const undone: Undone = {
    ...{ at, by, syncedAt: now },
    ...(reason ? { reason } : {}),
    ...(request ? { request } : {}),
  };
  when[`undoneWalkIns.${of}`] = { absent: true };
  if (!progress.walkIns[of]) when[`walkIns.${of}`] = { absent: true };
  write[`undoneWalkIns.${of}`] = { set: undone };
  progress.undoneWalkIns[of] = undone;
  return 'undone';
}

/** Whether it was this request that took something back, or somebody else's. */
function byRequest(undone: Undone, request: string | undefined): Outcome {
  return undone.request !== undefined && undone.request === request ? 'undone' : 'known';
}

/** What is decided of a party rests on how it was read. */
function watch(roster: ReportView, change: Change, key: string, sid: string): void {
  const member = roster.members[key];
  if (!member) return;
  const at = `members.${key}`;
  change.when[`${at}.id`] = { eq: member.id };
  change.when[`${at}.state`] = { eq: member.state };
  change.when[`${at}.size`] = { eq: member.size };
  change.when[`${at}.turns.${sid}`] = asTurn(member.turns?.[sid]);
}

function turned(member: Member, sid: string): Member {
  return { ...member, turns: { ...member.turns, [sid]: (member.turns?.[sid] ?? 0) + 1 } };
}
