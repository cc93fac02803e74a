/** What rosters hold to be told of single parties, and the parties it is told to. */

import { collection, command, readOne } from '@api/store/database';
import type { Member, Roster } from '@core/roster/roster';

const name = 'rosters';

/** A roster with news of its parties. */
export type Source = Pick<Roster, '_id' | 'activityId' | 'stationId' | 'startsAt'> &
  Required<Pick<Roster, 'news'>>;
/** A party as far as telling it something needs. */
type Addressee = Pick<
  Member,
  'id' | 'state' | 'names' | 'phoneTail' | 'size' | 'consent' | 'at' | 'revision' | 'revisions' | 'retriedAt'
>;
/** Some of a roster's parties, and whether it still is open. */
export type Addressees = Pick<Roster, 'state' | 'startsAt'> & { members: Record<string, Addressee> };

/** Rosters with something still to be told, oldest first. */
export async function untold(limit: number): Promise<Source[]> {
  const { data } = await collection<Roster>(name)
    .where({ 'news.at': command.gt(0) })
    .field({ activityId: true, stationId: true, startsAt: true, news: true })
    .orderBy('news.at', 'asc')
    .limit(limit)
    .get();
  return data.map(roster => ({ ...roster, news: roster.news ?? [] }));
}

/** Takes away what messages have been made of. */
export async function clear(rosterId: string, ids: string[]): Promise<void> {
  await collection<Roster>(name)
    .where({ _id: rosterId })
    .update({ data: { news: command.pull({ id: command.in(ids) }) } });
}

const facts = [
  'id',
  'state',
  'names',
  'phoneTail',
  'size',
  'consent',
  'at',
  'revision',
  'revisions',
  'retriedAt',
];

/** Those of one roster with these keys. */
export async function addressees(rosterId: string, keys: string[]): Promise<Addressees | undefined> {
  const fields = keys.flatMap(key => facts.map(fact => [`members.${key}.${fact}`, true]));
  const roster = await readOne<Roster>(name, rosterId, {
    state: true,
    startsAt: true,
    ...Object.fromEntries(fields),
  });
  return roster && { ...roster, members: roster.members ?? {} };
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
