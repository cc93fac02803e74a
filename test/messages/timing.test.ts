/** When a message may go out, what becomes of one that did not, and what it says. */

import { type MessageKind, news } from '@core/contract';
import { accept, decline, promote } from '@core/desk/approval';
import { afterFailure, dueAt, hearBy, reminderDay, stillTrue, unreachable } from '@core/messages/timing';
import { fieldsOf, templateOf, wordsOf } from '@core/messages/words';
import { admit, refill, withdraw } from '@core/registration/seating';
import type { PartyNews } from '@core/roster/news-slice';
import type { Change, Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';
import fc from 'fast-check';

const at = (time: string) => Date.parse(`2027-06-${time}:00+08:00`);
const clock = (ms: number) => new Date(ms + 8 * hour).toISOString().slice(8, 16);

describe('quiet hours', () => {
  test.each([
    // happened       begins           goes out
    ['09T20:59', '12T09:00', '09T20:59'],
    ['09T21:00', '12T09:00', '10T08:00'],
    ['09T23:00', '12T09:00', '10T08:00'],
    ['10T00:00', '12T09:00', '10T08:00'],
    ['10T07:59', '12T09:00', '10T08:00'],
    ['10T08:00', '12T09:00', '10T08:00'],
    // Twelve hours before the start it may not wait, a minute earlier it may.
    ['09T21:30', '10T09:30', '09T21:30'],
    ['09T21:30', '10T09:31', '10T08:00'],
    ['10T03:00', '10T09:00', '10T03:00'],
    ['10T02:00', '10T19:00', '10T08:00'],
    // What has begun is told at once.
    ['09T22:00', '09T21:00', '09T22:00'],
  ])('news of %s about what begins %s goes out %s', (happened, begins, out) => {
    expect(clock(dueAt(at(happened), at(begins)))).toBe(out);
  });

  test('whatever happens when, it waits for the morning or not at all', () => {
    const moment = fc.integer({ min: at('01T00:00'), max: at('20T00:00') });
    fc.assert(
      fc.property(moment, moment, (now, begins) => {
        const due = dueAt(now, begins);
        expect(due === now || clock(due).slice(3) === '08:00').toBe(true);
        expect(due - now).toBeLessThanOrEqual(11 * hour);
        // Asked again when it is due, it goes.
        expect(dueAt(due, begins)).toBe(due);
      }),
    );
  });
});

describe('by when people must have heard', () => {
  const session = (id: string, time: string, text = '礼堂') => ({
    id,
    startsAt: at(time),
    endsAt: at(time) + hour,
    place: { kind: 'venue' as const, text },
  });
  const now = at('09T22:00');

  test.each([
    [
      'the old start, of what moves away',
      [session('s1', '10T09:00')],
      [session('s1', '20T09:00')],
      '10T09:00',
    ],
    [
      'the new start, of what comes nearer',
      [session('s1', '20T09:00')],
      [session('s1', '11T09:00')],
      '11T09:00',
    ],
    [
      'the session that is not as it was, of several',
      [session('s1', '10T09:00'), session('s2', '17T09:00')],
      [session('s1', '10T09:00'), session('s2', '17T09:00', '剧场')],
      '17T09:00',
    ],
    [
      'the next one, of a course that is stopped',
      [session('s1', '02T09:00'), session('s2', '11T09:00')],
      [session('s1', '02T09:00'), session('s2', '11T09:00')],
      '11T09:00',
    ],
    ['its start, of what has begun', [session('s1', '09T21:00')], [session('s1', '09T21:00')], '09T21:00'],
  ])('%s', (_, before, after, expected) => {
    expect(clock(hearBy(before, after, now))).toBe(expected);
  });
});

describe('the eve', () => {
  test.each([
    ['09T16:59', undefined],
    ['09T17:00', '2027-06-10'],
    ['09T19:59', '2027-06-10'],
    ['09T20:00', undefined],
  ])('at %s one reminds of %s', (moment, day) => {
    expect(reminderDay(at(moment))).toBe(day);
  });
});

describe('what WeChat did not take', () => {
  test.each([
    [43101, 1, { verdict: 'refused' }],
    [-1, 1, { verdict: 'retry', wait: 60_000 }],
    [45009, 4, { verdict: 'retry', wait: hour }],
    [45009, 5, { verdict: 'failed' }],
    [43108, 1, { verdict: 'retry', wait: 60_000 }],
    [-501004, 1, { verdict: 'retry', wait: 60_000 }],
    [40003, 1, { verdict: 'failed' }],
    [47003, 1, { verdict: 'failed' }],
    [-604101, 1, { verdict: 'failed' }],
    // The line broke: nobody knows, so it is not sent again.
    [-501001, 1, { verdict: 'unsure' }],
    [-404012, 1, { verdict: 'unsure' }],
    [undefined, 1, { verdict: 'unsure' }],
  ])('error %s at attempt %i', (code, tries, expected) => {
    expect(afterFailure(code, tries)).toEqual(expected);
  });

  test('is phoned where somebody must know, and otherwise only shown', () => {
    const phoned = (Object.keys(news) as MessageKind[]).filter(
      kind => unreachable(news[kind], false) === 'toPhone',
    );
    expect(phoned.sort()).toEqual(
      [
        ...['promoted', 'accepted', 'queued', 'declined', 'removed', 'moved'],
        ...['changed', 'postponed', 'cancelled'],
      ].sort(),
    );
    // Who is registered at the desk can only be taken off because they phoned.
    expect(unreachable(news.removed, true)).toBe('shown');
    expect(unreachable(news.promoted, true)).toBe('toPhone');
  });
});

test.each([
  ['promoted', 'g1', 'seated', 'open', true],
  ['promoted', 'g1', 'withdrawn', 'open', false],
  ['promoted', 'g2', 'seated', 'open', false],
  ['tomorrow', 'g1', 'seated', 'cancelled', false],
  ['queued', 'g1', 'seated', 'open', false],
  ['postponed', 'g1', 'waiting', 'open', true],
  ['cancelled', 'g1', 'seated', 'cancelled', true],
  ['cancelled', 'g1', 'withdrawn', 'cancelled', false],
  ['declined', 'g1', 'declined', 'open', true],
] as const)('%s, for %s, of a party that is %s on a roster that is %s: still true is %s', (...facts) => {
  const [kind, id, state, roster, expected] = facts;
  expect(stillTrue(news[kind], id, { id: 'g1', state }, { state: roster })).toBe(expected);
});

describe('templates', () => {
  test.each([
    ['T-1_x', { id: 'T-1_x', fields: ['thing1', 'phrase2', 'time3', 'thing4', 'thing5'] }],
    ['T1|thing2,-,date5, thing7', { id: 'T1', fields: ['thing2', '-', 'date5', 'thing7'] }],
    ['', undefined],
    [undefined, undefined],
    ['no id', undefined],
  ])('“%s” is read', (setting, expected) => {
    expect(templateOf(setting)).toEqual(expected);
  });

  test('are filled with what WeChat takes, whatever staff wrote', () => {
    const words = fc.string({ unit: 'binary', maxLength: 300 });
    const kinds = Object.keys(news) as MessageKind[];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), words, words, words, (kind, title, place, reason) => {
        const facts = { title: `会${title}`, place, reason, startsAt: start };
        const fields = fieldsOf(news[kind], facts, templateOf('T1')!);
        for (const field of ['thing1', 'thing4', 'thing5']) {
          expect(fields[field]).toMatch(/^[^\n\r]+$/u);
          expect([...fields[field]!].length).toBeLessThanOrEqual(20);
        }
        expect(fields.phrase2).toMatch(/^\p{Script=Han}{1,5}$/u);
        expect(fields.time3).toBe('2027年6月9日 09:00');
      }),
    );
  });

  test('leave out what the station’s own does not have', () => {
    const facts = {
      title: '诗会',
      place: '礼堂',
      reason: '大雨',
      startsAt: start,
    };
    expect(fieldsOf(news.cancelled, facts, templateOf('T1|thing2,-,date5')!)).toEqual({
      thing2: '诗会',
      date5: '2027年6月9日 09:00',
    });
  });
});

test('a message says what, when, where and why', () => {
  const facts = { title: '诗会', place: '礼堂', reason: '大雨', startsAt: start };
  expect(wordsOf(news.postponed, facts)).toEqual({
    heading: '活动改期了',
    text: '《诗会》新的时间：6月9日 周三 9:00，礼堂。原因：大雨。您的报名还在，来不了可以让出来。',
  });
  expect(wordsOf(news.cancelled, { ...facts, reason: '' }).text).toBe('《诗会》原定6月9日 周三 9:00，礼堂。');
});

describe('whoever decides on a party leaves word of it in the same write', () => {
  const begin = start - 5 * hour;
  const told = (roster: Roster) => (roster.news ?? []).map(({ key, what }: PartyNews) => [key, what]);
  function carriedOut(roster: Roster, decision: object): Roster {
    const { roster: next, took } = applied(roster, (decision as { change: Change }).change);
    expect(took).toBe(true);
    return next;
  }
  const joined = (roster: Roster, ...parties: [string, number][]) =>
    parties.reduce((now, [key, n]) => carriedOut(now, admit(now, makeParty(key, n), begin)), roster);

  test('a seat taken at once is its own answer', () => {
    expect(told(joined(makeRoster({ capacity: 3 }), ['anna', 2]))).toEqual([]);
  });

  test('a seat that was waited for', () => {
    const full = joined(makeRoster({ capacity: 2 }), ['anna', 2], ['bo', 1], ['chen', 1]);
    const freed = carriedOut(full, withdraw(full, 'anna', 'w1', begin));
    const first = carriedOut(freed, refill(freed, begin)!);
    const second = carriedOut(first, refill(first, begin)!);
    expect(told(second)).toEqual([
      ['bo', 'promoted'],
      ['chen', 'promoted'],
    ]);
  });

  test('a seat that staff gave, an acceptance, a place in the queue, a refusal, a removal', () => {
    const roster = joined(makeRoster({ capacity: 1, approval: true }), ['anna', 1], ['bo', 1], ['chen', 1]);
    const seated = carriedOut(roster, accept(roster, 'anna', begin));
    const queued = carriedOut(seated, accept(seated, 'bo', begin));
    const declined = carriedOut(queued, decline(queued, 'chen', 'd1', '人已满', begin));
    const removed = carriedOut(declined, withdraw(declined, 'anna', 'w1', begin, '本人来电'));
    const promoted = carriedOut(removed, promote(removed, 'bo', 'p1', begin));
    expect(told(promoted)).toEqual([
      ['anna', 'accepted'],
      ['bo', 'queued'],
      ['chen', 'declined'],
      ['anna', 'removed'],
      ['bo', 'promoted'],
    ]);
    expect(promoted.news?.[3]).toMatchObject({ reason: '本人来电' });
  });

  test('one’s own withdrawal is told to nobody', () => {
    const roster = joined(makeRoster({ capacity: 1 }), ['anna', 1]);
    expect(told(carriedOut(roster, withdraw(roster, 'anna', 'w1', begin)))).toEqual([]);
  });
});
