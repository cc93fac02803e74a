/** Rosters by the no-show rule they carry: what a change of a rule writes, and what the clock counts. */

import { collection, command } from '@api/store/database';
import type { Presence } from '@core/no-shows/absences';
import type { RosterRule } from '@core/roster/no-shows-slice';
import type { Roster } from '@core/roster/roster';
import { factsOf, view } from '@core/roster/view';
import { readEach } from './store';

const name = 'rosters';

/** Rosters of an area, except below those of its areas that have their own rule, whose last door closes after a moment. */
function within(areaId: string, except: readonly string[], after: number) {
  return command.and([
    { areaPath: areaId },
    { areaPath: command.nin([...except]) },
    { overAt: command.gt(after) },
  ] as unknown as never);
}

type Reach = { areaId: string; except: readonly string[]; after: number };

/** Puts rosters under a rule: those under it already take its numbers, the others begin with it. */
export async function putUnder({ areaId, except, after }: Reach, rule: RosterRule): Promise<void> {
  const { switchedOnAt, count, days, pauseDays } = rule;
  const rosters = collection<Roster>(name);
  await rosters
    .where(command.and([within(areaId, except, after), { 'noShows.areaId': rule.areaId }] as never))
    .update({
      data: {
        'noShows.switchedOnAt': switchedOnAt,
        'noShows.count': count,
        'noShows.days': days,
        'noShows.pauseDays': pauseDays,
      },
    });
  await rosters
    .where(
      command.and([within(areaId, except, after), { 'noShows.areaId': command.neq(rule.areaId) }] as never),
    )
    .update({ data: { noShows: command.set(rule) } });
}

/** Takes rosters out of any rule, unless they are counted already. */
export async function release({ areaId, except, after }: Reach): Promise<void> {
  await collection<Roster>(name)
    .where(command.and([within(areaId, except, after), { 'noShows.state': 'watched' }] as never))
    .update({ data: { noShows: command.remove() } });
}

/** Rosters whose last door closed before a moment and whose no-shows are not counted. */
export async function toCount(before: number, limit: number): Promise<string[]> {
  const { data } = await collection<Roster>(name)
    .where({ 'noShows.state': 'watched', overAt: command.lt(before) })
    .field({ _id: true })
    .orderBy('overAt', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => roster._id);
}

/** Notes how far a roster is counted, or with no key that it all is. */
export async function counted(rosterId: string, upTo?: string): Promise<void> {
  await collection<Roster>(name)
    .where({ _id: rosterId, 'noShows.state': 'watched' })
    .update({ data: upTo === undefined ? { 'noShows.state': 'counted' } : { 'noShows.upTo': upTo } });
}

/** What rosters say now of one person. */
export async function presences(rosterIds: string[], key: string): Promise<Map<string, Presence>> {
  const found = await readEach(rosterIds, view('state', 'startsAt', factsOf([key], ['id', 'state', 'came'])));
  return new Map(
    [...found].map(([id, { state, startsAt, members }]) => [id, { state, startsAt, member: members[key] }]),
  );
}
