/** What the calendar shows of a day, and what an activity's digits find. */
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { resident, editor, manager } = people;
const at = (from: string, to: string) => ({ startsAt: `${from}:00+08:00`, endsAt: `${to}:00+08:00` });
const dayOf = async (date: string, open?: true) =>
  (await world.ok('calendar.day', { date, ...(open ? { open } : {}) })).activities;
const daysOf = async (month: string) =>
  (await world.ok('calendar.month', { month })).days.filter(day => day.count > 0).map(day => day.date);

describe('a day', () => {
  it('shows the session that is on it, not the end of the evening before', async () => {
    await world.publish({
      sessions: [at('2027-12-30T20:00', '2027-12-31T00:30'), at('2027-12-31T20:00', '2028-01-01T00:30')],
    });
    expect(await daysOf('2027-12')).toEqual(['2027-12-30', '2027-12-31']);
    expect(await daysOf('2028-01')).toEqual([]);
    const starts = async (date: string) => (await dayOf(date)).map(card => card.startsAt);
    expect(await starts('2027-12-30')).toEqual(['2027-12-30T20:00:00+08:00']);
    expect(await starts('2027-12-31')).toEqual(['2027-12-31T20:00:00+08:00']);
    expect(await starts('2028-01-01')).toEqual([]);
  });

  it('that ends at midnight has no next day', async () => {
    await world.publish({ ...at('2028-02-10T00:00', '2028-02-11T00:00'), allDay: true });
    expect(await daysOf('2028-02')).toEqual(['2028-02-10']);
  });

  it('of a year’s exhibition is any of its 366, and one of 367 is refused', async () => {
    await world.publish({ ...at('2028-03-01T00:00', '2029-03-02T00:00'), kind: 'exhibition' });
    expect(await daysOf('2028-03')).toHaveLength(31);
    expect(await daysOf('2029-02')).toHaveLength(28);
    expect(await daysOf('2029-03')).toEqual(['2029-03-01']);
    await expect(world.publish(at('2028-03-01T00:00', '2029-03-03T00:00'))).rejects.toThrow('input.invalid');
  });

  it('counts as open what has a free session on it, and shows that one', async () => {
    const activityId = await world.publish({
      enrolment: 'session',
      capacity: 1,
      sessions: [at('2029-06-01T09:00', '2029-06-01T10:00'), at('2029-06-01T14:00', '2029-06-01T15:00')],
    });
    await world.register(activityId, resident, 1, { sessionId: 's1' });
    expect(await dayOf('2029-06-01')).toMatchObject([{ sessionId: 's1', left: 0 }]);
    expect(await dayOf('2029-06-01', true)).toMatchObject([{ sessionId: 's2', left: 1 }]);
    await world.register(activityId, resident, 1, { sessionId: 's2' });
    expect(await dayOf('2029-06-01', true)).toEqual([]);
  });

  it('leaves out of the open what is over, closed, by group or by submission', async () => {
    const when = at('2027-06-09T06:00', '2027-06-09T07:00');
    await world.publish({ ...when, title: '已结束' });
    await world.publish({ title: '已截止', closesAt: '2027-06-09T07:30:00+08:00' });
    await world.publish({ title: '团体', mode: 'group' });
    await world.publish({ title: '投稿', mode: 'submission' });
    await world.publish({ title: '直接来', mode: 'open', capacity: null });
    await world.publish({ title: '可报名' });
    expect((await dayOf('2027-06-09', true)).map(card => card.title).sort()).toEqual(
      ['可报名', '直接来'].sort(),
    );
  });
});

describe('an activity’s digits', () => {
  it('find what is public, also once it is cancelled, and nothing else', async () => {
    const activityId = await world.publish();
    const { code } = await world.ok('activity.view', { activityId });
    expect(await world.ok('activity.find', { code })).toEqual({ activityId });
    await world.ok('activity.cancel', { activityId, reason: '大雨' }, manager);
    expect(await world.ok('activity.find', { code })).toEqual({ activityId });
    const draft = {
      title: '草稿',
      kind: 'reading' as const,
      capacity: 5,
      ...at('2027-06-20T09:00', '2027-06-20T10:00'),
    };
    const { activityId: hidden } = await world.ok('activity.save', { draft }, editor);
    const stored = world.dump<{ _id: string; code: string }>('activities').find(one => one._id === hidden)!;
    expect(await world.call('activity.find', { code: stored.code })).toMatchObject({
      code: 'activity.not-found',
    });
    await world.ok('activity.cancel', { activityId: hidden, reason: '不办了' }, manager);
    expect(await world.call('activity.find', { code: stored.code })).toMatchObject({
      code: 'activity.not-found',
    });
  });
});

it('what is not public answers no resident, whatever is asked of it', async () => {
  const { activityId } = await world.ok(
    'activity.save',
    { draft: { title: '草稿', kind: 'reading', capacity: 5, ...at('2027-06-20T09:00', '2027-06-20T10:00') } },
    editor,
  );
  const party = [{ name: '王秀兰' }];
  const replies = [
    await world.call('activity.view', { activityId }, resident),
    await world.call('registration.create', { activityId, party, requestId: freshRequest() }, resident),
    await world.call('registration.withdraw', { activityId, requestId: freshRequest() }, resident),
  ];
  for (const reply of replies) expect(reply).toMatchObject({ ok: false, code: 'activity.not-found' });
  expect(await dayOf('2027-06-20')).toEqual([]);
});
