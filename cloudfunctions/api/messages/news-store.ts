/** What rosters hold to be told of single parties, and the parties it is told to. */

import * as rosters from '@api/roster/store';
import { collection, command } from '@api/store/database';
import type { Roster } from '@core/roster/roster';
import { completed, factsOf, pathsOf, type Seen, view } from '@core/roster/view';

const name = 'rosters';

/** A roster with news of its parties. */
const source = view('activityId', 'stationId', 'startsAt', 'news');
export type Source = Seen<typeof source>;

/** Some of a roster's parties as far as telling them something needs, and whether it still is open. */
const addressed = (keys: string[]) =>
  view(
    'state',
    'startsAt',
    factsOf(keys, [
      ...(['id', 'state', 'names', 'phoneTail', 'size'] as const),
      ...(['consent', 'at', 'revision', 'revisions', 'retriedAt'] as const),
    ]),
  );
export type Addressees = Seen<typeof addressed>;

/** Rosters with something still to be told, oldest first. */
export async function untold(limit: number): Promise<Source[]> {
  const { data } = await collection<Roster>(name)
    .where({ 'news.at': command.gt(0) })
    .field(pathsOf(source))
    .orderBy('news.at', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => completed(source, roster));
}

/** Takes away what messages have been made of. */
export async function clear(rosterId: string, ids: string[]): Promise<void> {
  await collection<Roster>(name)
    .where({ _id: rosterId })
    .update({ data: { news: command.pull({ id: command.in(ids) }) } });
}

/** Those of one roster with these keys. */
export function addressees(rosterId: string, keys: string[]): Promise<Addressees | undefined> {
  return rosters.read(rosterId, addressed(keys));
}

/** Those that messages are for, by their rosters. */
export async function rostersOf(
  messages: readonly { rosterId: string; key: string }[],
): Promise<Map<string, Addressees>> {
  const found = new Map<string, Addressees>();
  for (const rosterId of new Set(messages.map(one => one.rosterId))) {
    const keys = messages.filter(one => one.rosterId === rosterId).map(one => one.key);
    const roster = await addressees(rosterId, [...new Set(keys)]);
    if (roster) found.set(rosterId, roster);
  }
  return found;
}

/** Takes away what somebody was to be told up to a moment. */
export async function forgetOf(rosterId: string, key: string, until: number): Promise<void> {
  await collection<Roster>(name)
    .where({ _id: rosterId, 'news.key': key })
    .update({ data: { news: command.pull({ key, at: command.lte(until) }) } });
}
