/** Schedules that broke a promise once, found by roster.property.test.ts; each is here because a guard was missing. */
import { holdSchedule } from '@test/support/promise';
import type { Planned } from '@test/support/schedules';

const at = (step: Planned['step'], more: Partial<Planned> = {}): Planned => ({
  step,
  stale: 0,
  fate: 'answered',
  minutes: 0,
  ...more,
});
const key = 'anna';
const joins = (who: 'anna' | 'bo' | 'chen', size: number) =>
  at({ step: 'register', key: who, size, elder: false });
const edit = (capacity: number | null, pool = false) =>
  ({ step: 'edit', capacity, pool, approval: false, waitingMax: null }) as const;
/** A request sent again, so many before the last. */
const late = (back: number, more: Partial<Planned> = {}) => at({ step: 'replay', back }, more);
const unfilled = { fate: 'dies before refill' } as const;

test.each<[string, Planned[]]>([
  [
    'a limit that comes back counts released seats once',
    [at({ step: 'refill' }, { minutes: 15 }), at(edit(null)), at(edit(5))],
  ],
  [
    'seats of a pool no longer wanted are not given by everybody’s before the refill',
    [at({ step: 'refill' }, { minutes: 15 }), at(edit(2), unfilled), joins(key, 3)],
  ],
  [
    'a pool set up where its seats are given already has only what is left',
    [
      at(edit(4)),
      joins(key, 3),
      at(edit(4, true), unfilled),
      at({ step: 'register', key: 'chen', size: 2, elder: true }),
    ],
  ],
  [
    'seats that come back to a pool are not given while everybody’s are short',
    [
      at(edit(4, true)),
      at({ step: 'register', key: 'chen', size: 2, elder: true }),
      joins(key, 2),
      at(edit(2, true)),
      at({ step: 'withdraw', key: 'chen' }, unfilled),
      at({ step: 'register', key: 'dai', size: 2, elder: true }, unfilled),
    ],
  ],
  [
    'who read it before it was called off changes nothing',
    [
      joins(key, 1),
      at({ step: 'cancel' }),
      at({ step: 'revise', key, size: 1, requeue: false }, { stale: 1 }),
    ],
  ],
  [
    'who read it before it was moved forward withdraws no more',
    [
      joins(key, 1),
      at({ step: 'postpone', minutes: -20 }, { minutes: 45 }),
      at({ step: 'withdraw', key }, { stale: 2 }),
    ],
  ],
  [
    'an edit sent twice is made once, though both read the same',
    [joins(key, 1), at({ step: 'revise', key, size: 1, requeue: false }), late(0, { stale: 1 })],
  ],
  [
    'an edit of a party since given up does not touch the next one',
    [
      joins(key, 1),
      at({ step: 'revise', key, size: 1, requeue: false }),
      at({ step: 'withdraw', key }),
      joins(key, 1),
      late(2),
    ],
  ],
  [
    'a second withdrawal sent again late does not undo a new registration',
    [joins(key, 1), at({ step: 'withdraw', key }), at({ step: 'withdraw', key }), joins(key, 1), late(1)],
  ],
  [
    'a second tap answered with the seat already held seats nobody once that is given up',
    [joins(key, 1), joins(key, 1), at({ step: 'withdraw', key }), late(1)],
  ],
  [
    'staff’s decision sent again late does not touch the next party',
    [at(edit(3)), joins(key, 3), joins('bo', 1), at({ step: 'promote', key: 'bo' }), late(0)],
  ],
  [
    'staff’s decision is about the party they saw, whatever it is by then',
    [joins(key, 1), at({ step: 'withdraw', key }), joins(key, 1), at({ step: 'remove', key }, { stale: 2 })],
  ],
  [
    'a seat given by staff is not given again to a party that went back to the queue',
    [
      at(edit(3)),
      joins(key, 3),
      joins('bo', 2),
      joins('chen', 1),
      at({ step: 'withdraw', key }, unfilled),
      at({ step: 'promote', key: 'bo' }, unfilled),
      at({ step: 'revise', key: 'bo', size: 4, requeue: true }, unfilled),
      at(edit(5), unfilled),
      late(2, unfilled),
    ],
  ],
])('%s', (_, planned) => holdSchedule({ capacity: 3, approval: false }, planned));
