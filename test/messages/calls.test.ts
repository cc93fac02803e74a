/** 待电话: whom no message reaches, phoned one by one. */
import { startTelling, type Telling, week } from '@test/support/messaging';
import { freshRequest, people } from '@test/support/world';

const { resident, neighbour, editor, manager, editorElsewhere } = people;

let world: Telling;
beforeEach(async () => {
  world = await startTelling();
});
afterEach(() => world.close());

const phones = [{ name: '欧阳慧敏', phone: '13812345678' }, { name: '王小明' }];
async function cancelled(): Promise<string> {
  const activityId = await world.publish(week);
  await world.register(activityId, resident, [], { party: phones });
  await world.cancel(activityId);
  return activityId;
}
const tick = (messageId: string, outcome: 'reached' | 'notReached', requestId = freshRequest()) =>
  world.ok('calls.tick', { messageId, outcome, requestId }, editor);

test('the list shows nobody in full, and says what to tell them', async () => {
  await cancelled();
  const lines = await world.calls();
  expect(lines).toMatchObject([
    {
      name: '欧**敏',
      phone: '*******5678',
      size: 2,
      heading: '活动取消了',
      text: '《端午诗会》原定6月9日 周三 9:00，文化礼堂。原因：大雨。',
      calls: 0,
      unsure: false,
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/欧阳慧敏|138/);
});

test('a number is shown one at a time, each time with a line in the trail', async () => {
  const activityId = await cancelled();
  const [line] = await world.calls();
  const { messageId } = line!;
  expect(await world.ok('calls.number', { messageId }, editor)).toEqual({
    name: '欧阳慧敏',
    phone: '13812345678',
  });
  await world.ok('calls.number', { messageId }, manager);
  const trail = world.dump<{ what: string; by: string; activityId: string }>('audits');
  expect(trail.filter(one => one.what === 'call').map(one => [one.by, one.activityId])).toEqual(
    expect.arrayContaining([
      [editor, activityId],
      [manager, activityId],
    ]),
  );
  expect(await world.call('calls.number', { messageId }, editorElsewhere)).toMatchObject({
    code: 'caller.forbidden',
  });
});

test('a number that was changed since is the one shown; who left none has none', async () => {
  const activityId = await world.publish(week);
  await world.register(activityId, resident, [], { party: phones });
  const party = [{ name: '欧阳慧敏', phone: '13900001111' }];
  await world.ok('registration.revise', { activityId, party, requestId: freshRequest() }, resident);
  await world.register(activityId, neighbour, ['李建国']);
  await world.cancel(activityId);
  const shown = await Promise.all(
    (await world.calls()).map(({ messageId }) => world.ok('calls.number', { messageId }, editor)),
  );
  expect(shown.map(one => one.phone).sort()).toEqual(['13900001111', null]);
});

test('a call that reached them takes them off the list, one that did not is noted', async () => {
  await cancelled();
  const messageId = (await world.calls())[0]!.messageId;
  expect(await tick(messageId, 'notReached', 'tap')).toEqual({ done: false });
  expect(await tick(messageId, 'notReached', 'tap')).toEqual({ done: false });
  expect(await world.calls()).toMatchObject([{ calls: 1, lastCall: { by: '编辑 小吴' } }]);
  expect(await tick(messageId, 'reached', 'tap-2')).toEqual({ done: true });
  expect(await tick(messageId, 'reached', 'tap-2')).toEqual({ done: true });
  // Two of the staff phoned the same person: the second finds it done.
  expect(await tick(messageId, 'notReached')).toEqual({ done: true });
  expect(await world.calls()).toEqual([]);
  expect(await world.call('calls.number', { messageId }, editor)).toMatchObject({ code: 'calls.not-found' });
  expect(world.stored('cancelled')).toMatchObject([{ state: 'phoned' }]);
});

test('what begins first is in front; what is over, or was given up, is gone', async () => {
  const late = await world.publish({
    title: '夏至雅集',
    startsAt: '2027-06-21T09:00:00+08:00',
    endsAt: undefined,
  });
  const soon = await world.publish(week);
  for (const activityId of [late, soon]) await world.register(activityId, resident, 1);
  await world.postpone(late, '28T09:00');
  await world.postpone(soon, '10T09:00');
  const titles = async () => (await world.calls()).map(line => line.activity);
  expect(await titles()).toEqual(['端午诗会', '夏至雅集']);
  await world.withdraw(late, resident);
  expect(await titles()).toEqual(['端午诗会']);
  await world.clock('11T09:05');
  expect(await titles()).toEqual([]);
  expect(
    world.stored('postponed').every(message => message.state === 'shown' || message.activityId === late),
  ).toBe(true);
});

test('a newer piece of news is one call, not two', async () => {
  const activityId = await world.publish(week);
  await world.register(activityId, resident, 1);
  await world.postpone(activityId, '12T09:00');
  await world.cancel(activityId);
  expect((await world.calls()).map(line => line.kind)).toEqual(['cancelled']);
});

test('a long list comes in pages, without a gap', async () => {
  const activityId = await world.publish({ capacity: null, ...week });
  for (let i = 0; i < 45; i++) await world.register(activityId, `u-${i}`, 1);
  await world.cancel(activityId);
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await world.ok('calls.list', { stationId: 'hall', ...(cursor ? { cursor } : {}) }, editor);
    seen.push(...page.lines.map(line => line.messageId));
    if (!page.next) break;
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(45);
  expect(seen).toHaveLength(45);
});
