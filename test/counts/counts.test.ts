/** Figures that staff can defend: by provenance, put right with a reason, closed, opened again. */
import type { Input } from '@core/contract';
import type { SessionCounts } from '@core/counts/contract';
import { crashAfter } from '@test/support/crash';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
let activityId: string;
beforeEach(async () => {
  world = await startWorld();
  activityId = await world.publish();
});
afterEach(() => world.close());

const { helper, manager, resident, neighbour } = people;
const counted = async (): Promise<SessionCounts> =>
  (await world.ok('counts.view', { activityId }, manager)).sessions[0]!;
const correct = (overrides: Partial<Input<'counts.correct'>> = {}) =>
  world.call(
    'counts.correct',
    {
      activityId,
      sessionId: 's1',
      figure: 'walkIns',
      from: 0,
      to: 4,
      why: '门口又数了一遍',
      requestId: freshRequest(),
      ...overrides,
    },
    manager,
  );
const afterwards = () => world.setClock('2027-06-09T11:30:00+08:00');

test('registered arrivals, desk registrations and walk-ins stand apart', async () => {
  const own = await world.register(activityId, resident, 2);
  const desk = await world.ok(
    'roster.register',
    { activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() },
    manager,
  );
  for (const { ticket } of [own, desk])
    await world.ok('checkin.scan', { activityId, ticket: ticket!.qr, requestId: freshRequest() }, helper);
  await world.ok('checkin.walkIn', { activityId, count: 3, requestId: freshRequest() }, helper);
  const view = await world.ok('counts.view', { activityId }, manager);
  expect(view.sessions[0]!.figures).toMatchObject({
    seated: 3,
    scanned: 2,
    onBehalf: 1,
    arrived: 3,
    walkIns: 3,
    personTimes: 6,
    noShows: null,
  });
  expect(view.total).toEqual({ personTimes: 6, people: 6, exact: true });
});

test('a correction keeps the old value, who, when and why, and a replay corrects nothing twice', async () => {
  const requestId = freshRequest();
  expect(await correct({ requestId })).toMatchObject({ data: { figures: { walkIns: 4, corrected: 4 } } });
  expect(await correct({ requestId })).toMatchObject({ data: { figures: { walkIns: 4 } } });
  const { corrections, figures } = await counted();
  expect(figures.personTimes).toBe(4);
  expect(corrections).toEqual([
    expect.objectContaining({ figure: 'walkIns', from: 0, to: 4, why: '门口又数了一遍', by: '站长 老王' }),
  ]);
  const { lines } = await world.ok('audit.list', { stationId: 'hall' }, manager);
  expect(lines[0]).toMatchObject({ what: 'correct', reason: '门口又数了一遍', by: '站长 老王' });
});

test('two who correct the same figure at once are taken one after the other: the second is shown the first', async () => {
  const replies = await Promise.all([correct({ to: 4 }), correct({ to: 5 })]);
  expect(replies.filter(one => one.ok)).toHaveLength(1);
  expect(replies.find(one => !one.ok)).toMatchObject({ code: 'counts.changed' });
});

test('what is counted after a correction is counted on top of it', async () => {
  await correct();
  await world.ok('checkin.walkIn', { activityId, count: 2, requestId: freshRequest() }, helper);
  expect((await counted()).figures).toMatchObject({ walkIns: 6, corrected: 4 });
});

test('an estimate for an activity one just comes to stands beside the head-count', async () => {
  activityId = await world.publish({ mode: 'open', capacity: null });
  await world.ok('checkin.walkIn', { activityId, count: 7, requestId: freshRequest() }, helper);
  await correct({ figure: 'estimate', from: null, to: 300, why: '数了一个角，按面积推算' });
  expect((await counted()).figures).toMatchObject({ walkIns: 7, estimate: 300, personTimes: 7 });
});

test('figures close by themselves a day after the door; reopening needs a reason and is kept', async () => {
  await world.setClock('2027-06-10T13:01:00+08:00');
  expect(await counted()).toMatchObject({ closed: true, closesAt: '2027-06-10T13:00:00+08:00' });
  expect(await correct()).toMatchObject({ code: 'counts.closed' });
  const reopen = { activityId, sessionId: 's1', why: '纸质签到表补登', requestId: freshRequest() };
  await world.ok('counts.reopen', reopen, manager);
  expect(await world.call('counts.reopen', reopen, manager)).toMatchObject({ ok: true });
  expect(await correct()).toMatchObject({ ok: true });
  expect(await counted()).toMatchObject({
    closed: false,
    closings: [expect.objectContaining({ what: 'reopen', why: '纸质签到表补登', by: '站长 老王' })],
  });
});

test('staff close early, once it is over, and what comes later is told as a difference', async () => {
  const session = { activityId, sessionId: 's1', requestId: freshRequest() };
  expect(await world.call('counts.close', session, manager)).toMatchObject({ code: 'counts.too-early' });
  await afterwards();
  await world.ok('checkin.walkIn', { activityId, count: 2, requestId: freshRequest() }, helper);
  await world.ok('counts.close', session, manager);
  await world.setClock('2027-06-09T11:31:00+08:00');
  await world.ok('checkin.walkIn', { activityId, count: 3, requestId: freshRequest() }, helper);
  expect(await counted()).toMatchObject({
    closed: true,
    figures: { walkIns: 2, personTimes: 2 },
    late: { walkIns: 3, personTimes: 3 },
  });
});

test('a correction that died between the trail and the figure is made by its retry, with one line in the trail', async () => {
  const requestId = freshRequest();
  expect(await crashAfter(world, 1, () => correct({ requestId }))).toBe(true);
  expect((await counted()).corrections).toEqual([]);
  expect(await correct({ requestId })).toMatchObject({ ok: true });
  const { lines } = await world.ok('audit.list', { stationId: 'hall' }, manager);
  expect(lines.filter(line => line.what === 'correct')).toHaveLength(1);
});

describe('where hours count', () => {
  const signOut = (ticket: string) =>
    world.call('checkin.signOut', { activityId, ticket, requestId: freshRequest() }, helper);

  test('people sign out with the ticket that let them in, and a repeat says when they did', async () => {
    activityId = await world.publish({ signOut: true });
    const { ticket } = await world.register(activityId, neighbour, 2);
    expect(await signOut(ticket!.qr)).toMatchObject({ code: 'checkin.not-here' });
    await world.ok('checkin.scan', { activityId, ticket: ticket!.qr, requestId: freshRequest() }, helper);
    await world.setClock('2027-06-09T10:30:00+08:00');
    expect(await signOut(ticket!.code)).toMatchObject({ data: { repeated: false } });
    expect(await signOut(ticket!.qr)).toMatchObject({ data: { repeated: true, by: '志愿者 小李' } });
    expect((await counted()).figures).toMatchObject({ hours: 5, notSignedOut: 0 });
  });

  test('elsewhere there is nothing to sign out of', async () => {
    const { ticket } = await world.register(activityId, neighbour, 1);
    expect(await signOut(ticket!.qr)).toMatchObject({ code: 'checkin.no-hours' });
  });
});
