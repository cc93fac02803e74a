import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import type { Stage } from '@core/privacy/retention';
import type { Change, Roster, Test, Write } from '@core/roster/roster';
import { completed, pathsOf, type Seen, type View, view } from '@core/roster/view';

import { noteFor, noteReleases } from './noting';

const name = 'rosters';

function condition(test: Test): unknown {
  if ('eq' in test) return command.eq(test.eq);
  if ('not' in test) return command.neq(test.not);
  if ('gte' in test) return command.gte(test.gte);
  if ('lte' in test) return command.lte(test.lte);
  if ('lt' in test) return command.lt(test.lt);
  if ('gt' in test) return command.gt(test.gt);
  if ('same' in test) return command.eq(test.same);
  if ('holds' in test) return command.elemMatch(test.holds);
  if ('empty' in test) return command.size(0);
  return command.exists(false);
}

function operation(write: Write): unknown {
  if ('set' in write) return command.set(write.set);
  if ('inc' in write) return command.inc(write.inc);
  if ('push' in write) return command.push([write.push]);
  if ('remove' in write) return command.remove();
  return command.pull(write.pull);
}

/** Applies a change if all its conditions hold, as one; what it may leave to the clock is noted first. Returns whether they did. */
export async function applyChange(rosterId: string, change: Change): Promise<boolean> {
  await noteFor(change);
  const where: Record<string, unknown> = { _id: rosterId };
  for (const [path, test] of Object.entries(change.when)) where[path] = condition(test);
  const data: Record<string, unknown> = {};
  for (const [path, write] of Object.entries(change.write)) data[path] = operation(write);
  const { stats } = await collection<Roster>(name).where(where).update({ data });
  return stats.updated > 0;
}

/** One roster, as a view has it. */
export async function read<S>(rosterId: string, wanted: View<S>): Promise<S | undefined> {
  const found = await readOne<Roster>(name, rosterId, pathsOf(wanted));
  return found && completed(wanted, found);
}

/**
 * Of several rosters the one that exists, and has the session if one is named: nearly every activity has one roster
 * under its own id, so a caller need not know which it is.
 */
export async function readFirst<S>(
  rosterIds: string[],
  wanted: View<S>,
  sessionId?: string,
): Promise<S | undefined> {
  const { data } = await collection<Roster>(name)
    .where({
      _id: command.in(rosterIds),
      ...(sessionId ? { [`sessions.${sessionId}`]: command.exists(true) } : {}),
    })
    .field(pathsOf(wanted))
    .limit(1)
    .get();
  return data[0] && completed(wanted, data[0]);
}

/** Those there are of some rosters, each once, by their ids. */
export async function readEach<S>(rosterIds: Iterable<string>, wanted: View<S>): Promise<Map<string, S>> {
  const ids = [...new Set(rosterIds)];
  if (ids.length === 0) return new Map();
  const { data } = await collection<Roster>(name)
    .where({ _id: command.in(ids) })
    .field(pathsOf(wanted))
    .limit(queryLimit)
    .get();
  return byId(wanted, data);
}

/** All rosters of an activity, at most one a session, by their ids. */
export async function readOfActivity<S>(activityId: string, wanted: View<S>): Promise<Map<string, S>> {
  const { data } = await collection<Roster>(name)
    .where({ activityId })
    .field(pathsOf(wanted))
    .orderBy('_id', 'asc')
    .limit(100)
    .get();
  return byId(wanted, data);
}

const byId = <S>(wanted: View<S>, found: Roster[]) =>
  new Map(found.map(roster => [roster._id, completed(wanted, roster)]));

/** Puts a new roster in place; one already there is left as it is. */
export async function create(roster: Roster): Promise<boolean> {
  await noteReleases(roster);
  return insertOnce(name, roster);
}

/** Opens what an import staged. */
export async function unstage(activityIds: string[]): Promise<void> {
  for (let start = 0; start < activityIds.length; start += 500) {
    await collection<Roster>(name)
      .where({ activityId: command.in(activityIds.slice(start, start + 500)), state: 'staged' })
      .update({ data: { state: 'open' } });
  }
}

/** Removes the rosters of activities that never came to be. */
export async function removeOf(activityIds: string[]): Promise<void> {
  for (let start = 0; start < activityIds.length; start += 500) {
    await collection<Roster>(name)
      .where({ activityId: command.in(activityIds.slice(start, start + 500)) })
      .remove();
  }
}

/** The queue and the free seats, which is all a refill needs. */
export const queueView = view('state', 'cutOffAt', 'pools', 'queue');
type Queueing = Seen<typeof queueView>;

/** Rosters whose queue may have somebody to seat: for the sweep after a crash between a freed seat and its refill. */
export async function waitingOnes(now: number, limit: number, after?: Queueing): Promise<Queueing[]> {
  const waiting = { state: 'open', 'counts.waitingParties': command.gt(0), cutOffAt: command.gt(now) };
  const next =
    after &&
    command.or([
      { cutOffAt: command.gt(after.cutOffAt) },
      { cutOffAt: after.cutOffAt, _id: command.gt(after._id) },
    ]);
  const { data } = await collection<Roster>(name)
    .where(next ? command.and([waiting, next]) : waiting)
    .field(pathsOf(queueView))
    .orderBy('cutOffAt', 'asc')
    .orderBy('_id', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => completed(queueView, roster));
}

const movesView = view('moving');

/** Rosters that parties were moved to before a moment without having been let go where they were since. */
export async function unfinishedMoves(before: number, limit: number): Promise<Seen<typeof movesView>[]> {
  const { data } = await collection<Roster>(name)
    .where({ 'moving.at': command.gt(0).and(command.lt(before)) })
    .field(pathsOf(movesView))
    .orderBy('moving.at', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => completed(movesView, roster));
}

/** Rosters of activities that ended before a moment and still stand before a stage of forgetting. */
export async function toClear(stage: Stage, endedBefore: number, limit: number): Promise<string[]> {
  const { data } = await collection<Roster>(name)
    .where({
      cleared: command.eq(stage === 'children' ? null : 'children'),
      'terms.endsAt': command.lt(endedBefore),
    })
    .field({ _id: true })
    .orderBy('terms.endsAt', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => roster._id);
}

/** Notes that a stage is done with for all of a roster. */
export async function setCleared(rosterId: string, stage: Stage): Promise<void> {
  await collection<Roster>(name)
    .where({ _id: rosterId })
    .update({ data: { cleared: stage } });
}

/** Some rosters after an id, in the order of ids. */
export async function following<S>(id: string, limit: number, wanted: View<S>): Promise<S[]> {
  const { data } = await collection<Roster>(name)
    .where({ _id: command.gt(id) })
    .field(pathsOf(wanted))
    .orderBy('_id', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => completed(wanted, roster));
}
