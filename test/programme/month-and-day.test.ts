/** The calendar at the door: every day of a month, and each activity once a day. */
import { seedWorld } from '@demo/seed';
import { people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function month(name: string, areaId?: string) {
  return world.ok('calendar.month', { month: name, ...(areaId ? { areaId } : {}) });
}

async function countsOf(name: string, areaId?: string): Promise<Record<string, number>> {
  const { days } = await month(name, areaId);
  return Object.fromEntries(days.filter(day => day.count > 0).map(day => [day.date, day.count]));
}

it.each([
  ['2027-02', 28],
  ['2028-02', 29],
  ['2027-06', 30],
  ['2027-12', 31],
])('%s has each of its %d days, in order', async (name, length) => {
  const { days } = await month(name);
  expect(days.map(day => day.date)).toEqual(
    Array.from({ length }, (_, i) => `${name}-${String(i + 1).padStart(2, '0')}`),
  );
});

it('a day says its lunar day, festivals, term, and whether it is off', async () => {
  const day = async (date: string) => (await month(date.slice(0, 7))).days.find(one => one.date === date);
  expect(await day('2027-06-09')).toMatchObject({
    lunar: '五月初五',
    festivals: [expect.stringContaining('端午')],
    dayOff: '未公布',
  });
  expect(await day('2027-02-06')).toMatchObject({ lunar: '正月初一', festivals: ['春节'] });
  expect(await day('2027-06-21')).toMatchObject({ term: '夏至' });
  expect(await day('2026-10-01')).toMatchObject({ dayOff: '休' });
  expect(await day('2026-10-10')).toMatchObject({ dayOff: '班' });
  expect(await day('2026-10-12')).toMatchObject({ dayOff: null });
});

it('an activity with several sessions counts once on each of its days', async () => {
  await world.publish({
    title: '三天四场',
    sessions: [
      { startsAt: '2027-07-01T09:00:00+08:00', endsAt: '2027-07-01T11:00:00+08:00' },
      { startsAt: '2027-07-01T14:00:00+08:00', endsAt: '2027-07-01T16:00:00+08:00' },
      { startsAt: '2027-07-02T09:00:00+08:00', endsAt: '2027-07-02T11:00:00+08:00' },
      { startsAt: '2027-07-04T09:00:00+08:00', endsAt: '2027-07-04T11:00:00+08:00' },
    ],
  });
  expect(await countsOf('2027-07')).toEqual({ '2027-07-01': 1, '2027-07-02': 1, '2027-07-04': 1 });
  const { activities } = await world.ok('calendar.day', { date: '2027-07-01' });
  expect(activities.map(card => [card.title, card.startsAt])).toEqual([
    ['三天四场', '2027-07-01T09:00:00+08:00'],
  ]);
});

it('an exhibition counts on every day it runs, across the month’s end', async () => {
  await world.publish({
    kind: 'exhibition',
    startsAt: '2027-08-30T09:00:00+08:00',
    endsAt: '2027-09-02T17:00:00+08:00',
  });
  expect(await countsOf('2027-08')).toEqual({ '2027-08-30': 1, '2027-08-31': 1 });
  expect(await countsOf('2027-09')).toEqual({ '2027-09-01': 1, '2027-09-02': 1 });
});

it('an area counts what is in it and below, and the root counts all', async () => {
  const when = { startsAt: '2027-10-05T09:00:00+08:00', endsAt: '2027-10-05T11:00:00+08:00' };
  await world.publish(when);
  await world.publish(when, people.editorElsewhere);
  const day = { '2027-10-05': 1 };
  expect(await countsOf('2027-10')).toEqual({ '2027-10-05': 2 });
  expect(await countsOf('2027-10', 'east')).toEqual(day);
  expect(await countsOf('2027-10', 'qiao')).toEqual(day);
  expect(await countsOf('2027-10', 'west')).toEqual(day);
  expect(await countsOf('2027-10', 'no-such-area')).toEqual({});
});

it('late in a Beijing evening is that day, whatever day it is in UTC', async () => {
  await world.publish({ startsAt: '2027-11-02T00:30:00+08:00', endsAt: '2027-11-02T01:30:00+08:00' });
  expect(await countsOf('2027-11')).toEqual({ '2027-11-02': 1 });
});

it('a day’s list is handed out in pages that miss nothing and repeat nothing', async () => {
  const when = { startsAt: '2027-12-20T09:00:00+08:00', endsAt: '2027-12-20T11:00:00+08:00' };
  for (let i = 0; i < 45; i++) await world.publish({ ...when, title: `第 ${i} 场` });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.ok('calendar.day', { date: '2027-12-20', ...(cursor ? { cursor } : {}) });
    seen.push(...page.activities.map(card => card.activityId));
    cursor = page.next;
  } while (cursor);
  expect(seen).toHaveLength(45);
  expect(new Set(seen).size).toBe(45);
  expect((await countsOf('2027-12'))['2027-12-20']).toBe(45);
});

it('can be narrowed to a kind, and to what can still be joined', async () => {
  const date = '2028-01-05';
  const when = { startsAt: `${date}T09:00:00+08:00`, endsAt: `${date}T11:00:00+08:00` };
  await world.publish({ ...when, title: '电影', kind: 'film', capacity: 1 });
  const full = await world.publish({ ...when, title: '满了', kind: 'film', capacity: 1 });
  await world.publish({ ...when, title: '讲座', kind: 'lecture' });
  await world.register(full, people.resident, 1);
  const titles = async (narrowed: { kind?: 'film'; open?: boolean }) =>
    (await world.ok('calendar.day', { date, ...narrowed })).activities.map(card => card.title).sort();
  expect(await titles({})).toEqual(['满了', '电影', '讲座'].sort());
  expect(await titles({ kind: 'film' })).toEqual(['满了', '电影'].sort());
  expect(await titles({ kind: 'film', open: true })).toEqual(['电影']);
});

it('the demonstration has somebody of every role, each with where it reaches', async () => {
  await seedWorld(world, 'an-activity');
  const listed = (await (await fetch(`${world.url}/__inspect/people`)).json()) as {
    openid: string;
    title: string;
    roles: { role: string; areaId?: string; stationId?: string; activityId?: string }[];
  }[];
  const roles = listed.flatMap(person => person.roles);
  const reach = {
    editor: 'stationId',
    manager: 'stationId',
    reviewer: 'areaId',
    admin: 'areaId',
    helper: 'activityId',
  };
  expect(roles.some(({ role }) => role === 'resident')).toBe(true);
  for (const [role, place] of Object.entries(reach)) {
    expect(roles.filter(one => one.role === role)).toContainEqual(
      expect.objectContaining({ [place]: expect.any(String) }),
    );
  }
  for (const { openid, title } of listed)
    expect([openid, title]).toEqual([expect.any(String), expect.any(String)]);
});
