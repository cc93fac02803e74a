import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import type { Stage } from '@core/privacy/retention';
import type { Change, Moving, Roster, Test, Write } from '@core/roster/roster';

const name = 'rosters';

/** What every decision about seats reads, one member aside. */
const seating = {
  activityId: true,
  stationId: true,
  state: true,
  opensAt: true,
  closesAt: true,
  startsAt: true,
  cutOffAt: true,
  terms: true,
  waitingMax: true,
  pools: true,
  parties: true,
  joinedAt: true,
  counts: true,
  noShows: true,
};

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

/** Applies a change if all its conditions hold, as one. Returns whether they did. */
export async function applyChange(rosterId: string, change: Change): Promise<boolean> {
  const where: Record<string, unknown> = { _id: rosterId };
  for (const [path, test] of Object.entries(change.when)) where[path] = condition(test);
  const data: Record<string, unknown> = {};
  for (const [path, write] of Object.entries(change.write)) data[path] = operation(write);
  const { stats } = await collection<Roster>(name).where(where).update({ data });
  return stats.updated > 0;
}

/**
 * A roster as seating sees it, with the one member asked about and without its queue. Of two ids the one that
 * exists, and has the session if one is named: nearly every activity has one roster under its own id, so a caller
 * need not know which it is.
 */
export async function readSeating(
  rosterIds: string[],
  key: string,
  sessionId?: string,
): Promise<Roster | undefined> {
  const { data } = await collection<Roster>(name)
    .where({
      _id: command.in(rosterIds),
      ...(sessionId ? { [`sessions.${sessionId}`]: command.exists(true) } : {}),
    })
    .field({ ...seating, [`members.${key}`]: true })
    .limit(1)
    .get();
  const [roster] = data;
  return roster && { ...roster, members: roster.members ?? {} };
}

/** The same with the queue, for what moves a party within it. */
export async function readQueueing(rosterId: string, key: string): Promise<Roster | undefined> {
  const roster = await readOne<Roster>(name, rosterId, {
    ...seating,
    queue: true,
    moving: true,
    [`members.${key}`]: true,
  });
  return roster && { ...roster, members: roster.members ?? {} };
}

/** A roster as the door sees it: its sessions, counters, and the one member named. */
export async function readDoor(rosterId: string, key: string): Promise<Roster | undefined> {
  const roster = await readOne<Roster>(name, rosterId, {
    activityId: true,
    stationId: true,
    areaPath: true,
    state: true,
    sessions: true,
    counts: true,
    terms: true,
    [`members.${key}`]: true,
  });
  return roster && { ...roster, members: roster.members ?? {} };
}

/** What a walk-in is decided on; `request` tells whether it was already counted. */
export async function readWalkIns(rosterId: string, request: string): Promise<Roster | undefined> {
  const roster = await readOne<Roster>(name, rosterId, {
    state: true,
    sessions: true,
    counts: true,
    [`walkIns.${request}`]: true,
    [`undoneWalkIns.${request}`]: true,
  });
  return roster && { ...roster, walkIns: roster.walkIns ?? {} };
}

/** The queue and the free seats, which is all a refill needs. */
export function readQueue(rosterId: string): Promise<Roster | undefined> {
  return readOne<Roster>(name, rosterId, { state: true, cutOffAt: true, pools: true, queue: true });
}

/**
 * The keys behind spoken codes, and how often those named typed wrong ones, from whichever of two ids exists: nearly
 * every activity has one roster under its own id, so this need not wait until the activity is read.
 */
export async function readCodes(
  rosterIds: string[],
  codes: string[],
  typists: string[],
): Promise<Roster | undefined> {
  const paths = [...codes.map(code => `codes.${code}`), ...typists.map(who => `wrongCodes.${who}`)];
  const { data } = await collection<Roster>(name)
    .where({ _id: command.in(rosterIds) })
    .field(Object.fromEntries(['state', ...paths].map(path => [path, true])))
    .limit(1)
    .get();
  const [roster] = data;
  return roster && { ...roster, codes: roster.codes ?? {} };
}

/** What a gate's report is judged on: the parties it names, and what is known of its requests already. */
export async function readReport(
  rosterId: string,
  keys: string[],
  requests: string[],
): Promise<Roster | undefined> {
  const paths = [
    ...keys.map(key => `members.${key}`),
    ...requests.flatMap(request => [`walkIns.${request}`, `undoneWalkIns.${request}`]),
  ];
  const roster = await readOne<Roster>(name, rosterId, {
    state: true,
    sessions: true,
    terms: true,
    ...Object.fromEntries(paths.map(path => [path, true])),
  });
  return roster && { ...roster, members: roster.members ?? {}, walkIns: roster.walkIns ?? {} };
}

/** Everybody on a roster and everything at its door, for what a gate takes along and for what staff settle. */
export function readGate(rosterId: string): Promise<Roster | undefined> {
  return readOne<Roster>(name, rosterId, {
    state: true,
    sessions: true,
    terms: true,
    pools: true,
    counts: true,
    members: true,
    walkIns: true,
    undoneWalkIns: true,
  });
}

/** Everything of one roster: for the gate's list and for telling everybody. */
export async function readWhole(rosterId: string): Promise<Roster | undefined> {
  return readOne<Roster>(name, rosterId);
}

/** Counters and seats, without anybody's name. */
export async function readCounts(rosterId: string): Promise<Roster | undefined> {
  return readOne<Roster>(name, rosterId, {
    activityId: true,
    stationId: true,
    areaPath: true,
    pools: true,
    counts: true,
    sessions: true,
  });
}

/** Seats and waiting parties of many rosters at once, for lists; with a key, that member too. */
export async function readMany(rosterIds: string[], key?: string): Promise<Map<string, Roster>> {
  if (rosterIds.length === 0) return new Map();
  const { data } = await collection<Roster>(name)
    .where({ _id: command.in(rosterIds) })
    .field({ pools: true, counts: true, ...(key ? { queue: true, [`members.${key}`]: true } : {}) })
    .limit(queryLimit)
    .get();
  return new Map(data.map(roster => [roster._id, { ...roster, members: roster.members ?? {} }]));
}

/** All rosters of an activity, at most one a session, with the caller's own member. */
export async function readOfActivity(activityId: string, key?: string): Promise<Map<string, Roster>> {
  const { data } = await collection<Roster>(name)
    .where({ activityId })
    .field({ ...seating, queue: true, sessions: true, ...(key ? { [`members.${key}`]: true } : {}) })
    .orderBy('_id', 'asc')
    .limit(100)
    .get();
  return new Map(data.map(roster => [roster._id, { ...roster, members: roster.members ?? {} }]));
}

/** Puts a new roster in place; one already there is left as it is. */
export async function create(roster: Roster): Promise<boolean> {
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

/** Rosters whose queue may have somebody to seat: for the sweep after a crash between a freed seat and its refill. */
export async function waitingOnes(now: number, limit: number): Promise<string[]> {
  const { data } = await collection<Roster>(name)
    .where({ state: 'open', 'counts.waitingParties': command.gt(0), cutOffAt: command.gt(now) })
    .field({ _id: true })
    .orderBy('cutOffAt', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => roster._id);
}

/** Rosters that parties were moved to before a moment without having been let go where they were since. */
export async function unfinishedMoves(
  before: number,
  limit: number,
): Promise<{ rosterId: string; moving: Moving[] }[]> {
  const { data } = await collection<Roster>(name)
    .where({ 'moving.at': command.gt(0).and(command.lt(before)) })
    .field({ moving: true })
    .orderBy('moving.at', 'asc')
    .limit(limit)
    .get();
  return data.map(({ _id, moving = [] }) => ({ rosterId: _id, moving }));
}

/** One roster's members by their keys, for what is told of a few of them. */
export async function readMembers(rosterId: string, keys: string[]): Promise<Roster['members']> {
  const fields = Object.fromEntries(keys.map(key => [`members.${key}`, true]));
  return (await readOne<Pick<Roster, 'members'>>(name, rosterId, fields))?.members ?? {};
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
