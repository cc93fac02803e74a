/** A resident has everything deleted: at once, once, and to the end whatever dies on the way. */
import type { Roster } from '@core/roster/roster';
import { crashAfter } from '@test/support/crash';
import { everything } from '@test/support/snapshot';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { neighbour, stranger, helper, manager } = people;
const lines: string[] = [];
let world: World;
beforeAll(async () => {
  world = await startWorld({ log: line => lines.push(line) });
});
afterAll(() => world.close());

type Stored = { _id: string; key: string; activityId: string; openid: string; holds: string };
let drawn = 0;
const party = [{ name: '司马相如', phone: '13912345678' }, { name: '卓文君' }];
const confirm = '删除' as const;
const rosterOf = (id: string) => world.dump<Roster>('rosters').find(one => one._id === id)!;
const stored = (id: string) => world.dump<Stored>('registrations').find(one => one._id === id)!;
const memberOf = (activityId: string, registrationId: string) =>
  Object.values(rosterOf(activityId).members).find(one => one.id === registrationId)!;

/** Somebody with a family, a seat for tomorrow that another waits for, a seat today they came to, and a door they help at. */
async function somebody() {
  const openid = `u-erased-${++drawn}`;
  const tomorrow = await world.publish({
    capacity: 2,
    startsAt: '2027-06-10T09:00:00+08:00',
    endsAt: '2027-06-10T11:00:00+08:00',
    questions: [{ id: 'q1', label: '过敏吗', type: 'text' }],
  });
  const today = await world.publish({ capacity: 5 });
  const ahead = await world.register(tomorrow, openid, [], { party, answers: { q1: '对花生过敏' } });
  const waiting = await world.register(tomorrow, neighbour, 2);
  const here = await world.register(today, openid, [], { party });
  const scan = { activityId: today, ticket: here.ticket!.qr, requestId: freshRequest() };
  await world.ok('checkin.scan', scan, helper);
  await world.ok('family.save', { name: '司马相如', version: 0, requestId: freshRequest() }, openid);
  const wanted = { activityId: tomorrow, most: 1, hours: 24, requestId: freshRequest() };
  const { code } = await world.ok('helper.invite', wanted, manager);
  await world.ok('invitation.accept', { code, name: '琴挑', requestId: freshRequest() }, openid);
  const { templates } = await world.ok('message.status', {}, openid);
  const results = Object.fromEntries(Object.values(templates).map(id => [id, 'accept']));
  await world.ok('message.consent', { results, requestId: freshRequest() }, openid);
  return { openid, tomorrow, today, ahead, waiting, here };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

async function expectGone({ openid, tomorrow, today, ahead, waiting, here }: Somebody): Promise<void> {
  expect(memberOf(tomorrow, ahead.registrationId)).toMatchObject({ state: 'withdrawn', names: ['*', '*'] });
  expect(memberOf(tomorrow, waiting.registrationId)).toMatchObject({ state: 'seated' });
  expect(rosterOf(tomorrow)).toMatchObject({
    counts: { seated: 2, waiting: 0, waitingParties: 0, withdrawn: 2 },
    pools: { open: { left: 0 } },
  });
  const member = memberOf(today, here.registrationId);
  expect(member).toMatchObject({ state: 'seated', came: 2, size: 2, names: ['*', '*'] });
  expect(member.phoneTail).toBeUndefined();
  for (const { registrationId } of [ahead, here])
    expect(stored(registrationId)).toMatchObject({ holds: 'nothing', openid: '' });
  expect(await world.ok('family.list', {}, openid)).toEqual({ people: [], version: 0 });
  const copy = await world.ok('privacy.export', {}, openid);
  expect(copy.family).toBeUndefined();
  expect(copy.agreed).toEqual([]);
  expect(copy.helping).toBeUndefined();
  expect(JSON.stringify(everything(world))).not.toContain(`"${openid}"`);
  const { key } = stored(here.registrationId);
  expect(world.dump<{ key: string }>('messages').filter(one => one.key === key)).toEqual([]);
  for (const one of copy.registrations)
    expect(one).toMatchObject({ people: [{ name: '*' }, { name: '*' }], answers: [] });
  expect(world.dump<{ state: string }>('erasures').every(one => one.state === 'done')).toBe(true);
}

it('everything personal goes, seats ahead are passed on, what was counted stays counted', async () => {
  const them = await somebody();
  await world.setClock('2027-06-09T08:02:00+08:00');
  const { key } = stored(them.here.registrationId);
  expect(world.dump<{ key: string }>('messages').some(one => one.key === key)).toBe(true);
  const { arrived } = await world.ok('attendance.live', { activityId: them.today }, helper);
  expect(await world.ok('privacy.delete', { confirm, requestId: freshRequest() }, them.openid)).toEqual({
    state: 'done',
  });
  await expectGone(them);
  expect(await world.ok('attendance.live', { activityId: them.today }, helper)).toMatchObject({ arrived });
  const everywhere = JSON.stringify(everything(world)) + lines.join('\n');
  for (const secret of ['司马相如', '司**如', '卓文君', '13912345678', '5678', '花生'])
    expect(everywhere).not.toContain(secret);
});

it('whoever it is nobody’s business of keeps theirs', async () => {
  const them = await somebody();
  const before = memberOf(them.tomorrow, them.waiting.registrationId).names;
  await world.ok('privacy.delete', { confirm, requestId: freshRequest() }, them.openid);
  expect(memberOf(them.tomorrow, them.waiting.registrationId).names).toEqual(before);
  expect(stored(them.waiting.registrationId)).toMatchObject({ holds: 'people', openid: neighbour });
});

it('without the word nothing is deleted', async () => {
  const them = await somebody();
  const before = everything(world);
  for (const word of ['', '删', 'delete', true]) {
    const input = { confirm: word, requestId: freshRequest() };
    expect(await world.raw({ action: 'privacy.delete', input }, them.openid)).toMatchObject({
      code: 'input.invalid',
    });
  }
  expect(everything(world)).toEqual(before);
});

it('sent again, or late, it deletes nothing of what came since', async () => {
  const them = await somebody();
  const wish = { confirm, requestId: freshRequest() };
  await world.ok('privacy.delete', wish, them.openid);
  await world.setClock('2027-06-09T08:05:00+08:00');
  await world.ok('family.save', { name: '卓文君', version: 0, requestId: freshRequest() }, them.openid);
  const again = await world.register(them.tomorrow, them.openid, 1);
  expect(await world.ok('privacy.delete', wish, them.openid)).toEqual({ state: 'done' });
  expect((await world.ok('family.list', {}, them.openid)).people).toMatchObject([{ name: '卓文君' }]);
  expect(stored(again.registrationId).holds).toBe('people');
  await world.setClock('2027-06-09T08:00:00+08:00');
});

it('twice at once it is one deletion', async () => {
  const them = await somebody();
  const wish = { confirm, requestId: freshRequest() };
  const replies = await Promise.all([1, 2].map(() => world.call('privacy.delete', wish, them.openid)));
  expect(replies.every(reply => reply.ok)).toBe(true);
  await expectGone(them);
});

it('a registration sent again after it is not seated anew', async () => {
  const activityId = await world.publish();
  const input = { activityId, party, requestId: freshRequest() };
  await world.ok('registration.create', input, stranger);
  await world.ok('privacy.delete', { confirm, requestId: freshRequest() }, stranger);
  expect(await world.ok('registration.create', input, stranger)).toMatchObject({ status: 'withdrawn' });
  expect(rosterOf(activityId).counts).toMatchObject({ seated: 0 });
});

it('after a crash at any of its writes the clock finishes it', async () => {
  let writes = 0;
  let crashed = true;
  for (; crashed; writes++) {
    const them = await somebody();
    const wish = { confirm, requestId: freshRequest() };
    crashed = await crashAfter(world, writes, () => world.call('privacy.delete', wish, them.openid));
    if (writes > 0) await world.setClock(`2027-06-09T08:${String(10 + 2 * writes)}:00+08:00`);
    // Of a call that died before its first write nothing is known; its caller was told so and asks again.
    else await world.ok('privacy.delete', wish, them.openid);
    await expectGone(them);
  }
  expect(writes).toBeGreaterThan(12);
}, 240_000);
