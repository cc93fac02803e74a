/** The appeal against a no-show: in the resident's own words, sealed, decided once, and told. */
import type { NoShow } from '@api/no-shows/store';
import { type Absences, startAbsences } from '@test/support/absences';
import { crashAfter } from '@test/support/crash';
import { freshRequest, people } from '@test/support/world';

const { resident, neighbour, editor, manager, managerElsewhere } = people;

let world: Absences;
let ids: string[];
let restore: () => Promise<void>;
beforeAll(async () => {
  world = await startAbsences();
  await world.rule();
  await world.missing(3);
  ids = (await world.mine()).noShows.map(one => one.noShowId);
  restore = world.keep('noShows', 'messages', 'audits', 'rosters', 'registrations');
});
afterEach(async () => {
  await restore();
});
afterAll(() => world.close());

const appeal = (noShowId: string, text = '那天住院了', openid: string = resident) =>
  world.call('noshow.appeal', { noShowId, text, requestId: freshRequest() }, openid);
const open = (by: string = manager) => world.ok('noshow.appeals', { stationId: 'hall' }, by);
const told = async () =>
  (await world.ok('message.list', {}, resident)).messages.filter(one => one.kind.startsWith('appeal'));
const stored = (id: string) => world.noShows().find(one => one._id === id)!;

it('is one’s own to make, once, and its words are stored sealed', async () => {
  expect(await appeal(ids[0]!, '不是我的', neighbour)).toMatchObject({ code: 'noshow.not-found' });
  expect(await appeal(ids[0]!)).toMatchObject({ ok: true, data: { state: 'open' } });
  expect(await appeal(ids[0]!, '另一个说法')).toMatchObject({ ok: true, data: { state: 'open' } });
  expect(JSON.stringify(world.noShows())).not.toMatch(/住院|说法/);
  const { noShows } = await world.mine();
  expect(noShows.find(one => one.noShowId === ids[0])).toMatchObject({
    state: 'counts',
    appeal: { state: 'open', text: '那天住院了' },
  });
  expect((await world.ok('privacy.export', {}, resident)).noShows).toContainEqual(
    expect.objectContaining({ appeal: '那天住院了' }),
  );
});

it('is read by the station’s manager, with the name masked', async () => {
  await appeal(ids[0]!);
  expect((await open()).lines).toMatchObject([
    { noShowId: ids[0], name: '王*兰', size: 1, text: '那天住院了', takenBack: false },
  ]);
  for (const other of [editor, managerElsewhere, resident]) {
    expect(await world.call('noshow.appeals', { stationId: 'hall' }, other)).toMatchObject({
      code: 'caller.forbidden',
    });
    const asked = { noShowId: ids[0]!, requestId: freshRequest() };
    expect(await world.call('noshow.accept', asked, other)).toMatchObject({ code: 'caller.forbidden' });
  }
});

it('accepted, lifts the pause at once; sent again it is answered alike and told once', async () => {
  expect(await world.asks(resident)).toMatchObject({ code: 'registration.paused' });
  await appeal(ids[0]!);
  const asked = { noShowId: ids[0]!, requestId: freshRequest() };
  expect(await world.ok('noshow.accept', asked, manager)).toEqual({ state: 'accepted' });
  expect(await world.ok('noshow.accept', asked, manager)).toEqual({ state: 'accepted' });
  expect((await world.asks(resident)).ok).toBe(true);
  expect((await world.mine()).noShows.find(one => one.noShowId === ids[0])).toMatchObject({
    state: 'excused',
  });
  expect((await open()).lines).toEqual([]);
  await world.minute();
  expect(await told()).toMatchObject([{ heading: '申诉通过了', unread: true }]);
  const { lines } = await world.ok('audit.list', { stationId: 'hall' }, manager);
  expect(lines.filter(line => line.what === 'appealAccept')).toMatchObject([{ name: '王*兰' }]);
});

it('declined, says why, and the pause stays', async () => {
  await appeal(ids[0]!);
  const asked = { noShowId: ids[0]!, reason: '签到表上没有', requestId: freshRequest() };
  expect(await world.ok('noshow.decline', asked, manager)).toEqual({ state: 'declined' });
  expect(await world.asks(resident)).toMatchObject({ code: 'registration.paused' });
  expect(await told()).toMatchObject([
    { heading: '申诉没有通过', text: expect.stringContaining('签到表上没有') },
  ]);
  expect((await world.mine()).noShows.find(one => one.noShowId === ids[0])).toMatchObject({
    appeal: { state: 'declined', reason: '签到表上没有' },
  });
  const late = { noShowId: ids[0]!, requestId: freshRequest() };
  expect(await world.call('noshow.accept', late, manager)).toMatchObject({ code: 'noshow.decided' });
});

it('of two managers who decide at once one decides', async () => {
  await appeal(ids[0]!);
  const replies = await Promise.all([
    world.call('noshow.accept', { noShowId: ids[0]!, requestId: freshRequest() }, manager),
    world.call('noshow.decline', { noShowId: ids[0]!, reason: '没有', requestId: freshRequest() }, manager),
  ]);
  expect(replies.filter(reply => reply.ok)).toHaveLength(1);
  expect(replies.find(reply => !reply.ok)).toMatchObject({ code: 'noshow.decided' });
  expect(await told()).toHaveLength(1);
});

it('cannot be decided before it was made', async () => {
  const asked = { noShowId: ids[0]!, requestId: freshRequest() };
  expect(await world.call('noshow.accept', asked, manager)).toMatchObject({ code: 'noshow.not-found' });
});

it.each([0, 1, 2, 3, 4])('decided by a call that dies after %i writes, it is told once', async writes => {
  await appeal(ids[0]!);
  const asked = { noShowId: ids[0]!, requestId: freshRequest() };
  await crashAfter(world, writes, () => world.call('noshow.accept', asked, manager));
  await world.ok('noshow.accept', asked, manager);
  await world.minute();
  expect(stored(ids[0]!)).toMatchObject({ appeal: { state: 'accepted' } });
  expect(stored(ids[0]!)).not.toHaveProperty('untold');
  expect(await told()).toHaveLength(1);
  expect(world.dump<{ what: string }>('audits').filter(one => one.what === 'appealAccept')).toHaveLength(1);
});

it('is told by the clock where nobody asks again', async () => {
  await appeal(ids[0]!);
  const asked = { noShowId: ids[0]!, requestId: freshRequest() };
  // The trail's line and the decision; the message is not written any more.
  await crashAfter(world, 2, () => world.call('noshow.accept', asked, manager));
  expect(await told()).toEqual([]);
  await world.minute();
  expect(await told()).toHaveLength(1);
});

it('shows staff what has come in since', async () => {
  await appeal(ids[0]!);
  const { rosterId, key } = stored(ids[0]!) satisfies NoShow;
  const roster = world
    .dump<{ _id: string; members: Record<string, object> }>('rosters')
    .find(one => one._id === rosterId)!;
  const member = { ...roster.members[key]!, came: 1 };
  world.load('rosters', [{ ...roster, members: { ...roster.members, [key]: member } }]);
  expect((await open()).lines).toMatchObject([{ takenBack: true }]);
});
