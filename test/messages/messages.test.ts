/** What people are told, through the real clock on the local cloud: at its time, and by whichever way reaches them. */
import { crashAfter } from '@test/support/crash';
import { startTelling, type Telling, templates, week } from '@test/support/messaging';
import { freshRequest, people } from '@test/support/world';

const { resident, neighbour, stranger, editor, manager } = people;

let world: Telling;
async function begin(options: Parameters<typeof startTelling>[0] = {}): Promise<void> {
  world = await startTelling(options);
}
afterEach(() => world.close());

describe('a party whose turn has come', () => {
  it('at 23:00 is seated at once, reads it at once, and gets the message at 8:00', async () => {
    await begin({ now: '2027-06-01T22:50:00+08:00' });
    const activityId = await world.withOneWaiting();
    await world.clock('01T23:00');
    await world.withdraw(activityId, resident);
    await world.clock('01T23:05');
    expect(await world.messagesOf(neighbour)).toMatchObject([
      { heading: '轮到您了，已经报上', unread: true, ticket: true },
    ]);
    expect(await world.sent()).toEqual([]);
    await world.clock('02T07:59');
    expect(await world.sent()).toEqual([]);
    await world.clock('02T08:02');
    expect(await world.sent()).toEqual([`${neighbour} 候补成功`]);
    await world.clock('02T12:00');
    expect(await world.sent()).toHaveLength(1);
  });

  it('gets it in the night where the start is within twelve hours', async () => {
    await begin({ now: '2027-06-08T22:50:00+08:00' });
    const activityId = await world.withOneWaiting();
    await world.clock('08T23:00');
    await world.withdraw(activityId, resident);
    await world.clock('08T23:02');
    expect(await world.sent()).toEqual([`${neighbour} 候补成功`]);
  });

  it('that gives the seat back in the night gets none', async () => {
    await begin({ now: '2027-06-01T22:50:00+08:00' });
    const activityId = await world.withOneWaiting();
    await world.withdraw(activityId, resident);
    await world.clock('01T22:55');
    await world.withdraw(activityId, neighbour);
    await world.clock('02T08:05');
    expect(await world.sent()).toEqual([]);
  });

  it('is not told by message what the answer to their own tap has said', async () => {
    await begin();
    const activityId = await world.publish({ capacity: 3, ...week });
    await world.register(activityId, resident, 2);
    await world.register(activityId, stranger, 3);
    // It passes the three, who do not fit: it joins the queue and is seated from it in the same call.
    expect(await world.register(activityId, neighbour, 1, { consent: true })).toMatchObject({
      status: 'seated',
    });
    await world.clock('01T12:05');
    expect(await world.sent()).toEqual([`${neighbour} 报名成功`]);
    expect(await world.messagesOf(neighbour)).toMatchObject([{ heading: '报上名了', unread: false }]);
  });
});

describe('staff’s decisions', () => {
  it('reach the resident, with the reason', async () => {
    await begin();
    const activityId = await world.publish({ capacity: 1, approval: true, ...week });
    const parties = await Promise.all(
      [resident, neighbour, stranger].map(openid => world.register(activityId, openid, 1, { consent: true })),
    );
    const [first, second, third] = parties.map(party => ({
      activityId,
      registrationId: party.registrationId,
    }));
    await world.ok('roster.accept', { ...first!, requestId: freshRequest() }, manager);
    await world.ok('roster.accept', { ...second!, requestId: freshRequest() }, manager);
    await world.ok('roster.decline', { ...third!, reason: '面向本社区', requestId: freshRequest() }, manager);
    await world.clock('01T12:03');
    expect((await world.sent()).sort()).toEqual(
      [`${neighbour} 进入候补`, `${resident} 报名通过`, `${stranger} 没有通过`].sort(),
    );
    expect((await world.messagesOf(stranger))[0]?.text).toContain('面向本社区');
    await world.ok('roster.withdraw', { ...first!, reason: '本人来电', requestId: freshRequest() }, editor);
    await world.clock('01T12:06');
    expect((await world.sent()).slice(3).sort()).toEqual(
      [`${neighbour} 候补成功`, `${resident} 报名取消`].sort(),
    );
  });

  it('one minute after another are told as the last of them', async () => {
    await begin();
    const activityId = await world.publish({ capacity: 1, approval: true, ...week });
    const [a, b] = [
      await world.register(activityId, resident, 1),
      await world.register(activityId, neighbour, 1, { consent: true }),
    ];
    const party = (one: { registrationId: string }) => ({
      activityId,
      registrationId: one.registrationId,
      requestId: freshRequest(),
    });
    await world.ok('roster.accept', party(a), manager);
    await world.ok('roster.accept', party(b), manager);
    await world.ok('roster.withdraw', { ...party(a), reason: '本人来电' }, manager);
    await world.clock('01T12:03');
    expect(await world.sent()).toEqual([`${neighbour} 候补成功`]);
    expect((await world.messagesOf(neighbour)).map(one => one.kind)).toEqual(['promoted', 'queued']);
  });
});

describe('a change of the activity', () => {
  it('at 22:00 of what begins next week waits; of what would have begun in the morning it does not', async () => {
    await begin({ now: '2027-06-08T21:50:00+08:00' });
    const [near, far] = [
      await world.publish(week),
      await world.publish({
        title: '夏至雅集',
        startsAt: '2027-06-21T09:00:00+08:00',
        endsAt: '2027-06-21T11:00:00+08:00',
      }),
    ];
    for (const activityId of [near, far]) await world.register(activityId, resident, 1, { consent: true });
    await world.postpone(near, '20T09:00');
    await world.postpone(far, '28T09:00');
    await world.clock('08T22:05');
    const titles = async () => (await world.outbox()).map(one => one.data.thing1!.value);
    expect(await titles()).toEqual(['端午诗会']);
    await world.clock('09T08:05');
    expect(await titles()).toEqual(['端午诗会', '夏至雅集']);
  });

  it('that came twice in a night is told once, as it ended: one agreement is one message', async () => {
    await begin({ now: '2027-06-01T22:00:00+08:00' });
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1);
    await world.agree(resident, ['change']);
    await world.postpone(activityId, '12T09:00');
    await world.clock('01T22:10');
    await world.cancel(activityId);
    await world.clock('02T08:05');
    expect(await world.sent()).toEqual([`${resident} 活动取消`]);
    expect((await world.messagesOf(resident)).map(one => one.kind)).toEqual([
      'cancelled',
      'postponed',
      'seated',
    ]);
  });

  it('is told once, whether or not the call died before the word was left', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1, { consent: true });
    for (let writes = 0; writes < 4; writes++) {
      const on = (time: string) => world.postpone(activityId, `1${writes}T${time}`).catch(() => undefined);
      await crashAfter(world, writes, () => on('09:00'));
      await world.clock(`01T12:${10 + 5 * writes}`);
    }
    const all = await world.outbox();
    expect(new Set(all.map(one => one.data.time3!.value)).size).toBe(all.length);
    const { startsAt } = await world.ok('activity.view', { activityId });
    expect(all[all.length - 1]?.data.time3?.value).toContain(`日 ${startsAt.slice(11, 16)}`);
  });
});

describe('without a way to send', () => {
  it('no template: the page shows it, staff phone, nothing is sent', async () => {
    await begin({
      env: { YUEYUE_TEMPLATE_SEATED: '', YUEYUE_TEMPLATE_CHANGE: '', YUEYUE_TEMPLATE_REMINDER: '' },
    });
    expect(await world.ok('message.status', {}, resident)).toEqual({ unread: 0, templates: {} });
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1, { consent: true });
    expect(await world.cancel(activityId)).toMatchObject({ told: 0, toPhone: [{ name: '王*兰' }] });
    await world.clock('01T12:05');
    expect(await world.sent()).toEqual([]);
    expect(await world.messagesOf(resident)).toMatchObject([{ heading: '活动取消了', unread: true }]);
    expect(await world.calls()).toHaveLength(1);
  });

  it('no agreement: staff see who is to be phoned as soon as they have cancelled', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1);
    const said = await world.cancel(activityId);
    expect(said).toMatchObject({ told: 0, toPhone: [{}] });
    expect(await world.calls()).toHaveLength(1);
    expect(await world.cancel(activityId)).toEqual(said);
  });

  it('no app: who was registered at the desk is phoned; taken off at their own call, they are not', async () => {
    await begin();
    const activityId = await world.publish({ capacity: 1, ...week });
    await world.register(activityId, resident, 1);
    const desk = { activityId, party: [{ name: '李建国', phone: '13812345678' }], requestId: freshRequest() };
    const { registrationId } = await world.ok('roster.register', desk, editor);
    await world.withdraw(activityId, resident);
    await world.clock('01T12:02');
    expect(await world.calls()).toMatchObject([
      { heading: '轮到您了，已经报上', name: '李*国', phone: '*******5678' },
    ]);
    await world.ok(
      'roster.withdraw',
      { activityId, registrationId, reason: '本人来电', requestId: freshRequest() },
      editor,
    );
    await world.clock('01T12:04');
    expect(await world.calls()).toEqual([]);
  });
});

describe('the eve', () => {
  it('reminds whoever is seated between 17:00 and 20:00, once for every session', async () => {
    await begin({ now: '2027-06-08T16:50:00+08:00' });
    const activityId = await world.publish({
      capacity: 2,
      ...week,
      sessions: [week, { startsAt: '2027-06-10T09:00:00+08:00', endsAt: '2027-06-10T11:00:00+08:00' }],
      enrolment: 'activity',
    });
    await world.register(activityId, resident, 1, { consent: true });
    await world.register(activityId, stranger, 1, { consent: true });
    await world.register(activityId, neighbour, 1, { consent: true });
    await world.withdraw(activityId, stranger);
    const reminded = async () => (await world.sent()).filter(line => line.endsWith('活动提醒')).sort();
    await world.clock('08T16:59');
    expect(await reminded()).toEqual([]);
    await world.clock('08T17:10');
    const both = [`${neighbour} 活动提醒`, `${resident} 活动提醒`];
    expect(await reminded()).toEqual(both);
    await world.clock('09T16:00');
    expect(await reminded()).toEqual(both);
    await world.clock('09T18:00');
    expect(await reminded()).toEqual([both[0], both[0], both[1], both[1]]);
  });

  it('reminds nobody of what was cancelled, and needs no telephone', async () => {
    await begin({ now: '2027-06-08T16:50:00+08:00' });
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1);
    await world.clock('08T17:05');
    expect(world.stored('tomorrow')).toMatchObject([{ state: 'shown' }]);
    const other = await world.publish(week);
    await world.register(other, neighbour, 1, { consent: true });
    await world.cancel(other);
    await world.clock('08T17:30');
    expect((await world.sent()).filter(line => line.endsWith('活动提醒'))).toEqual([]);
  });
});

describe('agreements', () => {
  it('are counted once for every request, also when it is sent again or twice at once', async () => {
    await begin();
    await Promise.all([
      world.agree(resident, ['change'], 'tap-1'),
      world.agree(resident, ['change'], 'tap-1'),
    ]);
    await world.agree(resident, ['change'], 'tap-1');
    await world.agree(resident, ['change'], 'tap-2');
    const results = { [templates.change]: 'reject', other: 'accept' };
    expect(await world.ok('message.consent', { results, requestId: 'tap-3' }, resident)).toEqual({
      counted: 1,
    });
    expect(world.dump('consents')).toMatchObject([
      { template: templates.change, left: 2, given: 2, spent: 0 },
    ]);
  });

  it('of which nothing is left send nothing, whatever was said at registering', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.ok(
      'message.consent',
      { results: { [templates.change]: 'reject' }, requestId: 'tap' },
      resident,
    );
    await world.register(activityId, resident, 1, { consent: true });
    expect(await world.cancel(activityId)).toMatchObject({ told: 0, toPhone: [{}] });
    await world.clock('01T12:05');
    expect((await world.sent()).filter(line => line.endsWith('活动取消'))).toEqual([]);
  });
});

describe('the page 消息', () => {
  it('shows one’s own only, newest first; what is read need not be phoned any more', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1);
    await world.clock('01T12:03');
    await world.cancel(activityId);
    const mine = await world.messagesOf(resident);
    expect(mine.map(one => [one.kind, one.unread])).toEqual([
      ['cancelled', true],
      ['seated', false],
    ]);
    expect(await world.messagesOf(neighbour)).toEqual([]);
    expect(await world.ok('message.status', {}, resident)).toMatchObject({ unread: 1 });
    const messageIds = mine.map(one => one.messageId);
    // Another's tap changes nothing of it.
    await world.ok('message.read', { messageIds }, neighbour);
    expect(await world.calls()).toHaveLength(1);
    expect(await world.ok('message.read', { messageIds }, resident)).toEqual({ unread: 0 });
    expect(await world.calls()).toEqual([]);
  });
});
