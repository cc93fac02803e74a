/** Personal parts go by themselves: children's thirty days after the end, everybody's after 180, counts never. */
import type { Roster } from '@core/roster/roster';
import { crashAfter } from '@test/support/crash';
import { everything } from '@test/support/snapshot';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, helper, manager } = people;
type Stored = { _id: string; key: string; holds: string; openid: string };
let world: World;
let activityId: string;
let now: number;
const rosterOf = () => world.dump<Roster>('rosters').find(one => one._id === activityId)!;
const memberOf = (openid: string) => {
  const { key } = world.dump<Stored>('registrations').find(one => one.openid === openid)!;
  return rosterOf().members[key]!;
};
const copyOf = async (openid: string) => (await world.ok('privacy.export', {}, openid)).registrations[0]!;

/** A family with a child, and a neighbour, at an activity that ends at eleven on the ninth of June 2027. */
async function begin(env: Record<string, string> = {}): Promise<void> {
  world = await startWorld({ env });
  await gather();
}

async function gather(): Promise<void> {
  now = Date.parse('2027-06-09T08:00:00+08:00');
  await world.setClock(new Date(now).toISOString());
  activityId = await world.publish({ questions: [{ id: 'q1', label: '过敏吗', type: 'text' }] });
  const family = await world.register(activityId, resident, [], {
    party: [
      { name: '司马相如', phone: '13912345678' },
      { name: '小核桃', ageBand: 'child' },
    ],
    guardian: true,
    answers: { q1: '对花生过敏' },
  });
  await world.register(activityId, neighbour, [], {
    party: [{ name: '卓文君', phone: '13887654321' }],
    answers: { q1: '没有' },
  });
  const scan = { activityId, ticket: family.ticket!.qr, requestId: freshRequest() };
  await world.ok('checkin.scan', scan, helper);
}
afterEach(() => world.close());

/** Some days after the end, when the clock has gone round: the roster's activity is dated back, which is the same. */
async function pass(days: number): Promise<void> {
  const { terms, ...roster } = rosterOf();
  now += 120_000;
  world.load('rosters', [{ ...roster, terms: { ...terms, endsAt: now - days * 86_400_000 } }]);
  world.everyDutyNext();
  await world.setClock(new Date(now).toISOString());
}

it('nothing goes before its time', async () => {
  await begin();
  const before = everything(world).registrations;
  await pass(29.9);
  expect(everything(world).registrations).toEqual(before);
  expect(memberOf(resident).names).toEqual(['司**如', '小*桃']);
});

it('after thirty days nothing is left of the child, and the parent is as before', async () => {
  await begin();
  await pass(30.1);
  expect(memberOf(resident).names).toEqual(['司**如', '*']);
  expect(memberOf(resident).phoneTail).toBe('5678');
  expect(await copyOf(resident)).toMatchObject({
    people: [{ name: '司马相如', phone: '13912345678' }, { name: '*' }],
    answers: [],
  });
  expect(await copyOf(neighbour)).toMatchObject({
    people: [{ name: '卓文君' }],
    answers: [{ answer: '没有' }],
  });
  expect(JSON.stringify(everything(world))).not.toContain('小*桃');
});

it('after 180 days masked names and counts are left, and nothing that tells who it was', async () => {
  await begin();
  await pass(179.9);
  expect((await copyOf(neighbour)).people).toMatchObject([{ name: '卓文君' }]);
  await pass(180.1);
  expect(rosterOf()).toMatchObject({ counts: { seated: 3 }, cleared: 'people' });
  const members = Object.values(rosterOf().members);
  expect(members.map(one => one.names)).toEqual(expect.arrayContaining([['司**如', '*'], ['卓*君']]));
  for (const member of members) expect(member.phoneTail).toBeUndefined();
  for (const one of world.dump<Stored>('registrations'))
    expect(one).toMatchObject({ holds: 'nothing', openid: '' });
  expect(await copyOf(neighbour)).toMatchObject({ people: [{ name: '*' }], answers: [] });
  expect(await world.ok('attendance.live', { activityId }, manager)).toMatchObject({ arrived: 2, seated: 3 });
});

it('the environment may say another number of days, for children thirty at most', async () => {
  await begin({ YUEYUE_RETENTION_DAYS: '10' });
  await pass(10.1);
  for (const one of world.dump<Stored>('registrations')) expect(one.holds).toBe('nothing');
});

it('what is no number of days removes nothing', async () => {
  await begin({ YUEYUE_RETENTION_DAYS: '1e9' });
  await pass(1000);
  for (const one of world.dump<Stored>('registrations')) expect(one.holds).not.toBe('nothing');
});

it('a crash of the clock at any write is made good in its next round', async () => {
  await begin();
  let writes = 0;
  for (let crashed = true; crashed; writes++) {
    if (writes > 0) await gather();
    crashed = await crashAfter(world, writes, () => pass(181));
    await pass(181);
    expect(rosterOf()).toMatchObject({ cleared: 'people', counts: { seated: 3 } });
    for (const one of world.dump<Stored>('registrations')) expect(one).toMatchObject({ holds: 'nothing' });
    expect(JSON.stringify(everything(world))).not.toMatch(/小\*桃|phoneTail/);
  }
  expect(writes).toBeGreaterThan(5);
});
