/** Whatever is sent: a refusal in words, never a failure, and nothing written. */

import { type Action, actions, refusals } from '@core/contract';
import { everything } from '@test/support/snapshot';
import { makeDraft, people, startWorld, type World } from '@test/support/world';
import fc from 'fast-check';
import * as v from 'valibot';

let world: World;
let activityId: string;
let valid: { [A in Action]: Record<string, unknown> };
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish();
  await world.register(activityId, people.resident, 2);
  // By then the clock has told the resident, and writes nothing more by itself.
  await world.setClock('2027-06-09T08:03:00+08:00');
  const { code } = await world.ok('activity.view', { activityId });
  const inActivity = { activityId, sessionId: 's1' };
  valid = {
    'calendar.month': { areaId: 'root', month: '2027-06', kind: 'film' },
    'calendar.day': { areaId: 'root', date: '2027-06-09', kind: 'film', open: true, cursor: '1_a' },
    'area.list': {},
    'activity.view': inActivity,
    'activity.find': { code },
    'me.view': {},
    'registration.create': {
      ...inActivity,
      party: [{ name: '王秀兰', phone: '13812345678', ageBand: 'elder', accompanying: true }],
      answers: { q1: '一', q2: 2, q3: ['三'] },
      guardian: true,
      consent: true,
      forFamily: true,
      pool: 'audience',
      declares: true,
      requestId: 'r1',
    },
    'registration.revise': {
      ...inActivity,
      party: [{ name: '王秀兰', phone: '13812345678', ageBand: 'elder', accompanying: true }],
      answers: { q1: '一' },
      requeue: true,
      requestId: 'r1',
    },
    'registration.withdraw': { ...inActivity, requestId: 'r1' },
    'registration.mine': { cursor: '1' },
    'noshow.mine': {},
    'noshow.appeal': { noShowId: 'n1', text: '那天住院了', requestId: 'r1' },
    'noshow.appeals': { stationId: 'hall', cursor: '1_a' },
    'noshow.accept': { noShowId: 'n1', requestId: 'r1' },
    'noshow.decline': { noShowId: 'n1', reason: '签到表上没有', requestId: 'r1' },
    'area.noShowRule': { areaId: 'east' },
    'area.setNoShowRule': {
      areaId: 'east',
      rule: { on: true, count: 3, days: 90, pauseDays: 14 },
      version: 0,
    },
    'family.list': {},
    'family.save': {
      personId: 'f1',
      name: '小明',
      phone: '13812345678',
      ageBand: 'elder',
      guardian: true,
      version: 0,
      requestId: 'r1',
    },
    'family.remove': { personId: 'f1', version: 0, requestId: 'r1' },
    'privacy.export': { cursor: '1_a' },
    'privacy.delete': { confirm: '删除', requestId: 'r1' },
    'roster.export': { ...inActivity, full: true, reason: '核对', requestId: 'r1' },
    'audit.list': { stationId: 'hall', cursor: '1_a' },
    'keys.status': {},
    'checkin.scan': { ...inActivity, ticket: '123456', count: 1, way: 'typed', requestId: 'r1' },
    'checkin.walkIn': {
      ...inActivity,
      count: 2,
      names: ['王秀兰'],
      ages: { elder: 1 },
      spare: true,
      requestId: 'r1',
    },
    'checkin.undo': { ...inActivity, of: 'r1', party: '123456', reason: '扫错了', requestId: 'r2' },
    'gate.pack': inActivity,
    'checkin.sync': {
      ...inActivity,
      deeds: [
        { what: 'arrive', requestId: 'r1', at: now, ticket: '123456-2', count: 1, way: 'ticked' },
        { what: 'walkIn', requestId: 'r2', at: now, count: 2, names: ['王秀兰'], ages: { elder: 1 } },
        { what: 'undo', requestId: 'r3', at: now, of: 'r1', party: '123456', reason: '扫错了' },
      ],
    },
    'checkin.disputes': inActivity,
    'checkin.settle': {
      ...inActivity,
      what: 'takeBack',
      registrationId: 'g1',
      claimId: 'r1',
      reason: '重复签到',
      requestId: 'r1',
    },
    'attendance.live': inActivity,
    'wall.open': inActivity,
    'wall.code': { token: 'W1.k.a.s1.1.x' },
    'venue.code': { venueId: 'stage' },
    'venue.locate': { venueId: 'shelf', at: { lat: 31.3, lng: 120.6 } },
    'checkin.self': {
      ...inActivity,
      code: '000000',
      count: 1,
      where: { lat: 31.3, lng: 120.6 },
      requestId: 'r1',
    },
    'wall.live': { token: 'W1.k.a.s1.1.x' },
    'poster.code': inActivity,
    'checkin.signOut': { ...inActivity, ticket: '123456', requestId: 'r1' },
    'counts.view': { activityId },
    'counts.correct': {
      ...inActivity,
      figure: 'walkIns',
      from: 0,
      to: 3,
      why: '门口又数了一遍',
      requestId: 'r1',
    },
    'counts.close': { ...inActivity, requestId: 'r1' },
    'counts.reopen': { ...inActivity, why: '补登', requestId: 'r1' },
    'roster.list': { ...inActivity, status: 'seated', search: '王', cursor: 'g1' },
    'roster.person': { ...inActivity, registrationId: 'g1', reason: '核对' },
    'roster.register': {
      ...inActivity,
      party: [{ name: '王秀兰', phone: '13812345678', ageBand: 'elder', accompanying: true }],
      answers: { q1: '一' },
      pool: 'audience',
      declares: true,
      requestId: 'r1',
    },
    'roster.withdraw': { ...inActivity, registrationId: 'g1', reason: '本人来电', requestId: 'r1' },
    'roster.accept': { ...inActivity, registrationId: 'g1', requestId: 'r1' },
    'roster.decline': { ...inActivity, registrationId: 'g1', reason: '本人来电', requestId: 'r1' },
    'roster.promote': { ...inActivity, registrationId: 'g1', reason: '本人来电', requestId: 'r1' },
    'roster.move': {
      ...inActivity,
      registrationId: 'g1',
      to: 's2',
      queue: true,
      reason: '本人来电',
      requestId: 'r1',
    },
    'message.status': {},
    'message.list': { cursor: '1_a' },
    'message.read': { messageIds: ['x1'] },
    'message.consent': { results: { 'demo-template-seated': 'accept' }, requestId: 'r1' },
    'helper.list': { activityId },
    'helper.invite': { activityId, most: 2, hours: 1, requestId: 'r1' },
    'helper.remove': { activityId, helperId: 'm1', requestId: 'r1' },
    'invitation.code': { activityId, invitationId: 'i1' },
    'invitation.close': { activityId, invitationId: 'i1', requestId: 'r1' },
    'invitation.view': { code: 'ACDEFGHJ' },
    'invitation.accept': { code: 'ACDEFGHJ', name: '小何', requestId: 'r1' },
    'calls.list': { stationId: 'hall', cursor: '1_a' },
    'calls.number': { messageId: 'x1' },
    'calls.tick': { messageId: 'x1', outcome: 'reached', requestId: 'r1' },
    'station.activities': { stationId: 'hall', state: 'draft', from: '2027-06-09', cursor: '1_a' },
    'station.venues': { stationId: 'hall' },
    'gate.activities': {},
    'activity.draft': { activityId },
    'activity.save': { stationId: 'hall', activityId, draft: wholeDraft, requestId: 'r1' },
    'activity.publish': { stationId: 'hall', activityId, draft: wholeDraft, requestId: 'r1' },
    'activity.cancel': { activityId, reason: '大雨' },
    'activity.postpone': {
      activityId,
      reason: '大雨',
      startsAt: '2027-06-12T09:00:00+08:00',
      endsAt: '2027-06-12T11:00:00+08:00',
    },
    'almanac.daysOff': { year: 2027 },
    'almanac.previewDaysOff': { year: 2027, text: '一、元旦：1月1日放假。', off: ['2027-01-01'], work: [] },
    'almanac.setDaysOff': {
      year: 2027,
      off: ['2027-01-01/2027-01-03'],
      work: ['2027-01-09'],
      source: '国办发明电〔2026〕7号',
      version: 0,
    },
    'almanac.withdrawDaysOff': { year: 2027, version: 0 },
    'almanac.days': { areaId: 'east' },
    'almanac.readDay': { areaId: 'east', when: '6月9日' },
    'almanac.setDays': {
      areaId: 'east',
      days: [
        { name: '东街日', rule: { fixed: [6, 9] }, since: 2027, until: 2030, solemn: true },
        { name: '庙会', rule: { period: { from: [4, 20], to: [4, 26] } } },
      ],
      version: 0,
    },
    'publishing.preview': { fileId: 'cloud://x', year: 2027 },
    'publishing.import': {
      fileId: 'cloud://x',
      accept: [3],
      year: 2027,
      expectedIsCapacity: [3],
      keepDrafts: true,
    },
  };
});
afterAll(() => world.close());

const now = '2027-06-09T08:00:00+08:00';

const wholeDraft = makeDraft({
  mode: 'registration',
  unit: 'group',
  perGroup: 2,
  sessions: [
    { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T11:00:00+08:00', venueId: 'stage' },
  ],
  enrolment: 'activity',
  expected: 50,
  partyMax: 5,
  waitingMax: 10,
  opensAt: null,
  closesAt: '2027-06-09T08:30:00+08:00',
  checkInBefore: 60,
  turning: true,
  phoneRequired: true,
  approval: true,
  pools: [{ id: 'elders', name: '长者席', seats: 2, for: 'ages', ages: ['elder'], releasesAt: null }],
  questions: [{ id: 'q1', label: '衣服尺码', type: 'choice', choices: ['大', '小'], required: true }],
  ages: ['senior', 'elder'],
  residentsOf: '石桥社区',
  coHosts: ['区图书馆'],
  audience: '全体居民',
  summary: '简介',
});

const operators = [
  { $gt: '' },
  { $ne: null },
  { $in: ['a'] },
  { $exists: true },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { $tcb_server_date: { offset: 0 } },
  { $date: { $numberLong: '0' } },
  { $oid: '000000000000000000000000' },
  { $set: { state: 'published' } },
  { __type: 'Date', value: 1 },
];

/** Values that a schema of text, numbers and lists has no place for, or has too little place for. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(...operators),
  fc.constantFrom<unknown>([], {}, [[]], [{}], [null], { a: 1 }, { toString: 1 }, { length: 3 }),
  fc.constantFrom<unknown>(-1, 0.5, 1e21, -1e308, 2 ** 53, 'NaN', 'Infinity', '1e3'),
  fc.constantFrom<unknown>('', ' ', '\u0000', '\ud800', '../../etc', "'; drop table", '<script>', '{{x}}'),
  fc.constantFrom<unknown>('__proto__', 'constructor', 'a.b', '$gt', 'members.m1.state', '_id'),
  fc.constantFrom('字'.repeat(100_000), '0'.repeat(20_000), '[['.repeat(5_000)),
  fc.jsonValue({ maxDepth: 3 }),
);

/**
 * The operators tried at one of so many places. What is at a place refuses them all by one rule, so four places after each
 * other share them out: each place takes some of them, and each of them is sent to every action.
 */
function inTurn(place: number, places: number): unknown[] {
  return places < 4 ? operators : operators.filter((_, nth) => nth % 4 === place % 4);
}

/** A place inside an input: the fields and indexes on the way to it. */
type Place = (string | number)[];

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...at, key]))];
}

function withValue(input: unknown, [first, ...rest]: Place, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(input)) {
    return input.map((part, i) => (String(i) === String(first) ? withValue(part, rest, value) : part));
  }
  const fields = input as Record<string, unknown>;
  return { ...fields, [first]: withValue(fields[first], rest, value) };
}

/** Whether the contract's schema takes an input as it arrives: JSON, and nothing at all for an empty one. */
function allowed(action: Action, input: unknown): boolean {
  return v.safeParse(actions[action].input, JSON.parse(JSON.stringify(input ?? {}))).success;
}

/** Sends an input as somebody who may do everything at `hall`, and expects it to be refused in words. */
async function expectRefused(action: Action, input: unknown): Promise<void> {
  const reply = await world.raw({ action, input }, people.manager);
  if (reply.ok) throw new Error(`${action} took it`);
  expect(Object.keys(refusals)).toContain(reply.code);
  expect(reply.code).not.toBe('system.failure');
  expect(reply.code).not.toBe('system.busy');
  expect(reply.message).toMatch(/\p{Script=Han}/u);
}

const everyAction = Object.keys(actions) as Action[];

describe.each(everyAction)('%s', action => {
  it('refuses what its schema does not allow, wherever it stands', async () => {
    const before = everything(world);
    const input = valid[action];
    expect(allowed(action, input)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...placesIn(input)), hostile, async (place, value) => {
        const broken = withValue(input, place, value);
        // Some of what is drawn is allowed after all: other tests show what becomes of that.
        fc.pre(!allowed(action, broken));
        await expectRefused(action, broken);
      }),
      { numRuns: 60, maxSkipsPerRun: 400 },
    );
    expect(everything(world)).toEqual(before);
  });

  it('refuses an operator in any of its fields', async () => {
    const input = valid[action];
    const before = everything(world);
    const places = placesIn(input).filter(place => place.length > 0);
    for (const [nth, place] of places.entries()) {
      for (const operator of inTurn(nth, places.length)) {
        const broken = withValue(input, place, operator);
        // Answers may be named freely, so what looks like a type is an answer called `__type`, and no more.
        if (!allowed(action, broken)) await expectRefused(action, broken);
      }
    }
    expect(everything(world)).toEqual(before);
  });
});

/** Everything but how often somebody tried, which is what a refusal may leave behind. */
function facts(): Record<string, unknown[]> {
  // A note says where to look for work, and where none is that costs a look.
  const { allowances, due, rosters = [], ...others } = everything(world);
  return { ...others, rosters: rosters.map(roster => ({ ...(roster as object), wrongCodes: undefined })) };
}

describe('what a schema does allow', () => {
  it.each(everyAction)(
    'fails nothing, however odd, and where it is refused writes nothing: %s',
    async action => {
      const input = valid[action];
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...placesIn(input)), hostile, async (place, value) => {
          const before = facts();
          const reply = await world.raw({ action, input: withValue(input, place, value) }, people.manager);
          expect(reply).not.toMatchObject({ code: 'system.failure' });
          if (!reply.ok) expect({ code: reply.code, ...facts() }).toEqual({ code: reply.code, ...before });
        }),
        { numRuns: 60 },
      );
    },
  );
});
