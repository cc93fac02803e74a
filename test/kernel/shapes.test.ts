/** The data of every promised action, called once with a valid input. Fields may be added; none of these may go. */

import type { Action, Input } from '@core/contract';
import { kinds } from '@core/programme/activity';
import { planFile } from '@test/support/plan-files';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';
import * as v from 'valibot';

const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/, 'no Beijing time'),
);
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, 'no date'));
const number = v.pipe(v.number(), v.integer(), v.minValue(0));
const unlimited = v.nullable(number);
const kind = v.picklist(Object.keys(kinds));
const status = v.picklist(['applied', 'seated', 'waiting', 'withdrawn', 'declined']);
const ticket = v.looseObject({ code: v.pipe(v.string(), v.regex(/^\d{6}$/)), qr: v.string() });
const position = v.optional(v.pipe(number, v.minValue(1)));
const told = v.looseObject({
  told: number,
  toPhone: v.array(v.looseObject({ name: v.string(), phone: v.string() })),
});
const some = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.minLength(1));

const shapes = {
  'calendar.month': v.looseObject({
    theme: v.looseObject({ title: v.string() }),
    days: v.pipe(
      v.array(
        v.looseObject({
          date: day,
          lunar: v.pipe(
            v.string(),
            v.regex(/^闰?[正二三四五六七八九十冬腊]月(?:[初十廿][一二三四五六七八九]|初十|二十|三十)$/u),
          ),
          festivals: v.array(v.string()),
          periods: v.optional(some(v.looseObject({ name: v.string(), from: day, to: day }))),
          term: v.optional(v.string()),
          dayOff: v.nullable(v.picklist(['休', '班', '未公布'])),
          count: number,
        }),
      ),
      v.length(30),
    ),
  }),
  'calendar.day': v.looseObject({
    activities: some(
      v.looseObject({
        activityId: v.string(),
        title: v.string(),
        kind,
        startsAt: time,
        endsAt: time,
        place: v.string(),
        stationName: v.string(),
        left: unlimited,
      }),
    ),
    next: v.optional(v.string()),
  }),
  'activity.view': v.looseObject({
    activityId: v.string(),
    title: v.string(),
    kind,
    startsAt: time,
    endsAt: time,
    capacity: unlimited,
    left: unlimited,
    sessions: some(v.looseObject({ sessionId: v.string(), startsAt: time, endsAt: time, left: unlimited })),
    mine: v.looseObject({ status, position }),
  }),
  'activity.publish': v.looseObject({ activityId: v.string() }),
  'activity.cancel': told,
  'activity.postpone': told,
  'registration.create': v.looseObject({ status: v.literal('seated'), ticket }),
  'registration.withdraw': v.looseObject({ status: v.literal('withdrawn') }),
  'registration.mine': v.looseObject({
    registrations: some(
      v.looseObject({
        registration: v.looseObject({ status, position, ticket: v.optional(ticket) }),
        activity: v.looseObject({ activityId: v.string(), title: v.string(), startsAt: time }),
      }),
    ),
  }),
  'checkin.scan': v.looseObject({
    name: v.pipe(v.string(), v.includes('*')),
    size: number,
    arrived: number,
    repeated: v.boolean(),
    at: time,
    by: v.string(),
    way: v.string(),
  }),
  'checkin.walkIn': v.looseObject({ walkIns: number }),
  'attendance.live': v.looseObject({
    capacity: unlimited,
    seated: number,
    waiting: number,
    withdrawn: number,
    arrived: number,
    walkIns: number,
  }),
  'publishing.preview': v.looseObject({
    rows: some(
      v.looseObject({
        row: number,
        reading: v.nullable(
          v.looseObject({
            title: v.string(),
            capacity: unlimited,
            occurrences: some(v.looseObject({ startsAt: time, endsAt: time })),
          }),
        ),
        problems: v.array(v.looseObject({ cell: v.string(), problem: v.string(), write: v.string() })),
      }),
    ),
  }),
  'publishing.import': v.looseObject({ created: number, unchanged: number, changed: number }),
  'almanac.daysOff': v.looseObject({
    year: number,
    state: v.picklist(['stored', 'released', 'unannounced']),
    off: some(v.string()),
    work: some(v.string()),
    version: number,
  }),
  'almanac.previewDaysOff': v.looseObject({
    off: some(v.string()),
    work: v.array(v.string()),
    problems: some(v.looseObject({ phrase: v.string(), problem: v.string(), write: v.string() })),
    notes: v.array(v.string()),
    changes: v.array(v.looseObject({ date: day, from: v.nullable(v.string()), to: v.nullable(v.string()) })),
  }),
  'almanac.setDays': v.looseObject({
    areaId: v.string(),
    areaName: v.string(),
    days: some(v.looseObject({ name: v.string(), when: v.string(), next: some(day) })),
    above: v.array(v.looseObject({ areaName: v.string(), name: v.string(), when: v.string() })),
    version: number,
  }),
} satisfies { [A in Action]?: v.GenericSchema };
type Promised = keyof typeof shapes;

let world: World;
let activityId: string;
let unlimitedId: string;
let fileId: string;
beforeAll(async () => {
  world = await startWorld();
  world.appoint('u-root', [{ role: 'admin', areaId: 'root' }]);
  world.load('themes', [
    { _id: 'root_2027-06', areaId: 'root', areaName: '江城区', month: '2027-06', title: '粽叶飘香' },
  ]);
  activityId = await world.publish();
  unlimitedId = await world.publish({ capacity: null });
  fileId = await world.upload(
    planFile({ 主办单位: '东街文化站' }, { 主办单位: '没有的站', 活动时间: '改日再说' }),
    'plan.csv',
    people.editor,
  );
  await world.register(unlimitedId, people.resident, 2);
});
afterAll(() => world.close());

async function expectShape<A extends Promised>(action: A, input: Input<A>, openid: string): Promise<void> {
  const data = await world.ok(action, input, openid);
  const { issues } = v.safeParse(shapes[action] as v.GenericSchema, data);
  expect(issues?.map(issue => `${v.getDotPath(issue)}: ${issue.message}`)).toBeUndefined();
  expectBeijing(data, action);
}

/** Every time anywhere in a reply carries Beijing's offset, and none is a bare number of milliseconds. */
function expectBeijing(value: unknown, path: string): void {
  if (typeof value === 'number' && Math.abs(value) > 1e10)
    throw new Error(`${path} is ${value}: a bare time?`);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !value.endsWith('+08:00')) {
    throw new Error(`${path} is ${value}: not in Beijing’s offset`);
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) expectBeijing(part, `${path}.${key}`);
  }
}

const party = [
  { name: '王秀兰', phone: '138 1234 5678', ageBand: 'elder' as const },
  { name: '王小明', accompanying: true },
];

it('calendar.month', () => expectShape('calendar.month', { month: '2027-06' }, people.resident));
it('calendar.month of an area', () =>
  expectShape('calendar.month', { areaId: 'east', month: '2027-06' }, people.resident));
it('calendar.day', () =>
  expectShape('calendar.day', { date: '2027-06-09', kind: 'performance', open: true }, people.resident));
it('activity.view', () => expectShape('activity.view', { activityId: unlimitedId }, people.resident));
it('activity.view of a session', () =>
  expectShape('activity.view', { activityId: unlimitedId, sessionId: 's1' }, people.resident));
it('activity.publish with no more than the contract asks for', () => {
  const { title, kind, capacity, startsAt, endsAt } = makeDraft();
  return expectShape(
    'activity.publish',
    { draft: { title, kind, capacity, startsAt, endsAt } as Input<'activity.publish'>['draft'] },
    people.editor,
  );
});
it('registration.create', () =>
  expectShape('registration.create', { activityId, party, answers: {}, requestId: 'one' }, people.neighbour));
it('registration.mine', () => expectShape('registration.mine', {}, people.neighbour));
it('checkin.scan', async () => {
  const { registrations } = await world.ok('registration.mine', {}, people.neighbour);
  const { qr } = registrations[0]!.registration.ticket!;
  await expectShape('checkin.scan', { activityId, ticket: qr, count: 1, requestId: 'one' }, people.helper);
});
it('checkin.walkIn', () =>
  expectShape('checkin.walkIn', { activityId, count: 3, requestId: 'one' }, people.helper));
it('attendance.live', () => expectShape('attendance.live', { activityId }, people.reviewer));
it('registration.withdraw', () =>
  expectShape('registration.withdraw', { activityId: unlimitedId, requestId: 'one' }, people.resident));
it('activity.postpone', () =>
  expectShape(
    'activity.postpone',
    { activityId, reason: '大雨', startsAt: '2027-06-12T09:00+08:00', endsAt: '2027-06-12T11:00+08:00' },
    people.manager,
  ));
it('activity.cancel', () => expectShape('activity.cancel', { activityId, reason: '大雨' }, people.manager));
it('publishing.preview', () => expectShape('publishing.preview', { fileId }, people.editor));
it('almanac.daysOff', () => expectShape('almanac.daysOff', { year: 2026 }, 'u-root'));
it('almanac.previewDaysOff', () =>
  expectShape('almanac.previewDaysOff', { year: 2027, text: '一、元旦：1月1日（周四）放假。' }, 'u-root'));
it('almanac.setDays', () =>
  expectShape(
    'almanac.setDays',
    { areaId: 'east', days: [{ name: '东街日', rule: { lunar: [5, 5] } }], version: 0 },
    'u-root',
  ));
it('publishing.import', () => expectShape('publishing.import', { fileId, accept: [3] }, people.editor));

it('unlimited is null, wherever it is told', async () => {
  expect(await world.ok('activity.view', { activityId: unlimitedId })).toMatchObject({
    capacity: null,
    left: null,
  });
  expect(await world.ok('attendance.live', { activityId: unlimitedId }, people.helper)).toMatchObject({
    capacity: null,
  });
  const { activities } = await world.ok('calendar.day', { date: '2027-06-09' });
  expect(activities.find(card => card.activityId === unlimitedId)).toMatchObject({ left: null });
});

it('a registrant counts only if listed', async () => {
  const own = await world.publish();
  await world.ok(
    'registration.create',
    { activityId: own, party: [{ name: '王小明' }], requestId: freshRequest() },
    people.stranger,
  );
  expect(await world.ok('attendance.live', { activityId: own }, people.helper)).toMatchObject({ seated: 1 });
});
