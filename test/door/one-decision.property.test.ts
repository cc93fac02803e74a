/**
 * The door decides once: whatever is on the roster, whatever the hour and whatever is shown, a gate without a network says
 * what the server says, but for what its list leaves out (station/door/known-door.ts), which is named here case by case.
 */

import { mac } from '@app/services/mac';
import type { OfflineLeave, OfflineVerdict } from '@app/station/door/offline-decision';
import type { ArrivalVerdict, LeavingVerdict } from '@core/door/judging';
import type { Member, Roster } from '@core/roster/roster';
import { turned, turningSecret, writeTicket } from '@core/tickets/ticket';
import { activityKey } from '@test/support/door-cloud';
import { hour } from '@test/support/rosters';
import { laterKey, makeTwoDoors, type TwoDoors } from '@test/support/two-doors';
import fc from 'fast-check';

const parties = { anna: 3, bo: 1, chen: 2, dong: 5 };
type Key = keyof typeof parties;
const keys = Object.keys(parties) as Key[];
const kinds = [
  'ticket',
  'code',
  'turned',
  'picture',
  'forged',
  'other activity',
  'other session',
  'later key',
  'old ticket',
  'old code',
  'nobody’s code',
  'any text',
] as const;
type Kind = (typeof kinds)[number];

type Step =
  | { do: 'come'; key: Key; kind: Kind; who: number | undefined; count: number | undefined; again: boolean }
  | { do: 'go'; key: Key; kind: Kind; who: number | undefined }
  | { do: 'walkIn'; count: number; spare: boolean }
  | { do: 'undo'; which: number }
  | { do: 'let in elsewhere'; key: Key; who: number | undefined; doubly: boolean }
  | { do: 'becomes'; key: Key; state: Member['state'] }
  | { do: 'activity'; is: 'cancelled' | 'open' | 'turning' }
  | { do: 'pass'; minutes: number };

const key = fc.constantFrom(...keys);
const kind = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Kind>('ticket', 'code', 'turned') },
  { weight: 2, arbitrary: fc.constantFrom(...kinds) },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const who = maybe(fc.constantFrom(0, 1, 2, 6));
const count = maybe(fc.integer({ min: 1, max: 6 }));
const doing = <D extends Step['do']>(what: D) => ({ do: fc.constant(what) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ ...doing('come'), key, kind, who, count, again: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ ...doing('go'), key, kind, who }) },
  {
    weight: 2,
    arbitrary: fc.record({ ...doing('walkIn'), count: fc.integer({ min: 1, max: 6 }), spare: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ ...doing('undo'), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ ...doing('let in elsewhere'), key, who, doubly: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...doing('becomes'),
      key,
      state: fc.constantFrom<Member['state']>('applied', 'seated', 'waiting', 'withdrawn', 'declined'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...doing('activity'),
      is: fc.constantFrom('cancelled' as const, 'open' as const, 'turning' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ ...doing('pass'), minutes: fc.constantFrom(1, 7, 60, 300, 1500) }) },
);

/** The text somebody shows. */
function shown(
  doors: TwoDoors,
  { key, kind, who }: { key: Key; kind: Kind; who: number | undefined },
): string {
  const member = doors.roster().members[key]!;
  const { id, code, size } = member;
  const named = who === undefined ? {} : { who };
  const facts = {
    ...{ keyId: 'k1', activityId: 'a1', session: '', stationId: 'st1', key, id, size, code },
    ...{ turning: false, name: '546L', ...named },
  };
  const turning = writeTicket({ ...facts, turning: true }, activityKey, mac);
  const secret = turningSecret(turning, activityKey, mac);
  const tail = who === undefined ? '' : `-${who + 1}`;
  const old = { id: 'g-before', code: String(200_001 + keys.indexOf(key)) };
  switch (kind) {
    case 'ticket':
      return writeTicket(facts, activityKey, mac);
    case 'code':
      return code + tail;
    case 'turned':
      return turned(turning, secret, doors.now(), mac);
    case 'picture':
      return turned(turning, secret, doors.now() - hour, mac);
    case 'forged':
      return writeTicket(facts, 'ff'.repeat(32), mac);
    case 'other activity':
      return writeTicket({ ...facts, activityId: 'a2' }, laterKey, mac);
    case 'other session':
      return writeTicket({ ...facts, session: 's2' }, activityKey, mac);
    case 'later key':
      return writeTicket({ ...facts, keyId: 'k2' }, laterKey, mac);
    case 'old ticket':
      return writeTicket({ ...facts, ...old }, activityKey, mac);
    case 'old code':
      return old.code + tail;
    case 'nobody’s code':
      return '999999';
    case 'any text':
      return 'https://example.org';
  }
}

const brief = (verdict: ArrivalVerdict | LeavingVerdict) => {
  switch (verdict.verdict) {
    case 'admit':
      return { verdict: 'admit', k: verdict.k, arrived: verdict.arrived };
    case 'repeat':
      if (!('arrival' in verdict)) return { verdict: verdict.replay ? 'leave' : 'repeat' };
      return verdict.replay
        ? { verdict: 'admit', k: verdict.arrival.k, arrived: verdict.arrived }
        : { verdict: 'repeat', arrived: verdict.arrived };
    case 'too-many':
      return { verdict: 'too-many', left: verdict.left };
    case 'not-seated':
      return { verdict: 'not-seated', state: verdict.state };
    case 'not-here':
      // Whoever with a seat stands here leaving has come, by a gate that did not tell it yet.
      return verdict.state === 'seated'
        ? { verdict: expect.stringMatching(/^(leave|repeat)$/) }
        : { verdict: 'not-seated', state: verdict.state };
    default:
      return { verdict: verdict.verdict };
  }
};

/** What the list cannot know, by what was shown. */
const otherwise: Partial<Record<Kind, (verdict: string) => object | undefined>> = {
  'later key': () => ({ verdict: 'unknown-key' }),
  // A registration given up since has another code, which the list leaves out: its ticket is believed as a newer one's.
  'old ticket': verdict => (verdict === 'superseded' ? {} : undefined),
  'old code': verdict => (verdict === 'superseded' ? { verdict: 'unknown' } : undefined),
};

function expectSame(
  kind: Kind,
  server: ArrivalVerdict | LeavingVerdict,
  phone: OfflineVerdict | OfflineLeave,
): void {
  expect(phone).toMatchObject(otherwise[kind]?.(server.verdict) ?? brief(server));
}

function play(steps: Step[], room: number | null): void {
  const doors = makeTwoDoors(parties, room);
  const registerAnew = (roster: Roster): Roster => ({
    ...roster,
    codes: { ...roster.codes, ...Object.fromEntries(keys.map((one, i) => [String(200_001 + i), one])) },
  });
  doors.elsewhere(registerAnew);
  const asked = new Map<string, string>();
  for (const one of steps) {
    if (one.do === 'come') {
      const text = shown(doors, one);
      const { server, phone, line } = doors.come(text, one.count, one.again ? asked.get(text) : undefined);
      const last = doors.deeds()[doors.deeds().length - 1];
      if (last?.what === 'arrive') asked.set(last.ticket, last.requestId);
      // Of a party that gates claim twice, the list does not say how many are left once one claim is taken back.
      if (!(line.disputed && line.undone)) expectSame(one.kind, server, phone);
    } else if (one.do === 'go') {
      const { server, phone, line } = doors.go(shown(doors, one));
      if (line.disputed && line.undone) continue;
      expectSame(one.kind, server, phone);
    } else if (one.do === 'walkIn') {
      const { server, phone } = doors.walkIn(one.count, one.spare);
      if (server.verdict === 'count') expect(phone).toEqual({ verdict: 'count', total: server.total });
      else expect(phone).toEqual(server);
    } else if (one.do === 'undo') {
      const mine = doors.deeds().filter(deed => deed.what === 'arrive' || deed.what === 'walkIn');
      const undone = new Set(doors.deeds().flatMap(deed => (deed.what === 'undo' ? [deed.of] : [])));
      const left = mine.filter(deed => !undone.has(deed.requestId));
      if (left.length > 0) doors.undo(left[one.which % left.length]!.requestId);
    } else if (one.do === 'let in elsewhere') doors.elsewhere(doors.letIn(one.key, one.who, one.doubly));
    else if (one.do === 'becomes')
      doors.elsewhere(roster => {
        roster.members[one.key]!.state = one.state;
        return roster;
      });
    else if (one.do === 'activity')
      doors.elsewhere(roster => ({
        ...roster,
        state: one.is === 'cancelled' ? 'cancelled' : 'open',
        terms: { ...roster.terms, turning: one.is === 'turning' },
      }));
    else doors.pass(one.minutes);
  }
}

test('a gate without a network says what the server says, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
      fc.constantFrom(null, 8, 14),
      play,
    ),
    { numRuns: 200 },
  );
});
