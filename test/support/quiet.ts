/** A cloud with much in it and nothing to do: queues that nobody can leave, messages that wait for the morning. */

import type { Message } from '@api/messages/store';
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import type { QueueEntry } from '@core/roster/seats-slice';
import { sealedBefore } from './cloud';

const minute = 60_000;
const day = 1440 * minute;
/** Documents loaded at once. */
const batch = 5000;

type Load = (collection: string, documents: object[]) => void;
type Quiet = {
  /** One activity and its roster, which the others are like; days later each. */
  like: { activity: Activity; roster: Roster };
  activities: number;
  queues: number;
  messages: number;
  now: number;
};

/** A full roster that three parties wait on. */
function withQueue(roster: Roster): Roster {
  const queue = [1, 2, 3].map(
    (i): QueueEntry => ({ id: `g${i}`, key: `m${i}`, n: 1, size: 1, pools: ['open'] }),
  );
  return {
    ...roster,
    pools: { open: { ...roster.pools.open, left: 0 } },
    queue,
    counts: { ...roster.counts, waiting: 3, waitingParties: 3 },
  };
}

const waiting = (i: number, dueAt: number, { _id, stationId }: Activity): Message => ({
  _id: `quiet-message-${i}`,
  kind: 'changed',
  title: '端午诗会',
  startsAt: dueAt + day,
  place: '文化礼堂',
  reason: '',
  key: `m-quiet-${i}`,
  activityId: _id,
  stationId,
  rosterId: _id,
  registrationId: `g-quiet-${i}`,
  createdAt: dueAt - day,
  hearBy: dueAt + day,
  until: dueAt + day,
  dueAt,
  state: 'waiting',
  consent: true,
  unread: true,
  tries: 0,
});

/** Puts all of it in place, with the notes that those who left it have written. */
export function fillQuietly(load: Load, { like, activities, queues, messages, now }: Quiet): void {
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const put = (collection: string, count: number, make: (i: number) => object) => {
    for (let start = 0; start < count; start += batch)
      load(
        collection,
        range(Math.min(batch, count - start)).map(i => make(start + i)),
      );
  };
  const later = (i: number) => (1 + (i % 300)) * day;
  const { activity, roster } = like;
  put('activities', activities, i => ({
    ...activity,
    _id: `quiet${i}`,
    code: `quiet${i}`,
    on: [],
    startsAt: activity.startsAt + later(i),
    endsAt: activity.endsAt + later(i),
  }));
  put('rosters', activities, i => ({
    ...(i < queues ? withQueue(roster) : roster),
    _id: `quiet${i}`,
    activityId: `quiet${i}`,
    startsAt: roster.startsAt + later(i),
    cutOffAt: roster.cutOffAt + later(i),
    overAt: roster.overAt + later(i),
    terms: { ...roster.terms, endsAt: roster.terms.endsAt + later(i) },
  }));
  const morning = Math.floor(now / minute) * minute + day;
  put('messages', messages, i => waiting(i, morning + i * 50, activity));
  load('marks', [sealedBefore]);
  load(
    'due',
    ['deliverMessages', 'sweepMessages'].map((duty, i) => {
      const at = morning + i * day;
      return { _id: `${duty}-${at / minute}`, duty, minute: at };
    }),
  );
}
