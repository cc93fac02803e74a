/** Putting an activity before the public, stopping it and moving it. */
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { resident, neighbour, stranger, editor, manager, helper } = people;

async function titlesOn(date: string): Promise<string[]> {
  return (await world.ok('calendar.day', { date })).activities.map(card => card.title);
}

async function outbox(): Promise<unknown[]> {
  return (await (await fetch(`${world.url}/__inspect/outbox`)).json()) as unknown[];
}

/** An activity with three parties: one who agreed to messages, one who left a phone, one who waits. */
async function withThreeParties(): Promise<string> {
  const activityId = await world.publish({ title: '河边放灯', capacity: 3 });
  await world.register(activityId, resident, 2, { consent: true });
  await world.register(activityId, neighbour, [], { party: [{ name: '李建国', phone: '13812345678' }] });
  await world.register(activityId, stranger, ['赵一诺']);
  return activityId;
}

describe('publishing', () => {
  it('by a trusted station is at once', async () => {
    const input = { stationId: 'hall', draft: makeDraft({ title: '门前舞龙' }) };
    const data = await world.ok('activity.publish', input, editor);
    expect(data.submitted).toBeUndefined();
    expect(await titlesOn('2027-06-09')).toContain('门前舞龙');
  });

  it('by a station not trusted is submitted, and no resident sees it', async () => {
    const input = { draft: makeDraft({ title: '书屋夜话' }) };
    const data = await world.ok('activity.publish', input, people.editorUntrusted);
    expect(data).toMatchObject({ activityId: expect.any(String), submitted: true });
    expect(await titlesOn('2027-06-09')).not.toContain('书屋夜话');
    const { activityId } = data;
    expect(await world.call('activity.view', { activityId })).toMatchObject({ code: 'activity.not-found' });
    expect(
      await world.call('registration.create', { activityId, party: [{ name: '王秀兰' }], requestId: 'r' }),
    ).toMatchObject({ code: 'activity.not-found' });
  });

  it('sent again with its request makes no second activity', async () => {
    const input = { draft: makeDraft({ title: '一次就好' }), requestId: 'lost-reply' };
    const first = await world.ok('activity.publish', input, editor);
    expect(await world.ok('activity.publish', input, editor)).toEqual(first);
    expect((await titlesOn('2027-06-09')).filter(title => title === '一次就好')).toHaveLength(1);
  });

  it('of words that WeChat’s check does not pass waits for a person', async () => {
    const data = await world.ok('activity.publish', { draft: makeDraft({ summary: '违规测试' }) }, editor);
    const { state } = await world.ok('activity.draft', { activityId: data.activityId }, editor);
    expect([data.submitted, state]).toEqual([true, 'submitted']);
  });
});

describe('new words for what is public already', () => {
  it('are shown once they pass WeChat’s check, and refused when they do not', async () => {
    const activityId = await world.publish({ title: '读诗' });
    const save = (summary: string) =>
      world.call('activity.save', { activityId, draft: makeDraft({ title: '读诗', summary }) }, editor);
    expect(await save('带上你喜欢的一首')).toMatchObject({ ok: true, data: { state: 'published' } });
    expect(await save('违规测试')).toMatchObject({ ok: false, code: 'activity.words-refused' });
    const publish = { activityId, draft: makeDraft({ title: '违规测试' }) };
    expect(await world.call('activity.publish', publish, editor)).toMatchObject({
      code: 'activity.words-refused',
    });
    expect(await world.ok('activity.view', { activityId })).toMatchObject({
      title: '读诗',
      summary: '带上你喜欢的一首',
    });
  });
});

describe('cancelling', () => {
  let activityId: string;
  let qr: string;
  beforeAll(async () => {
    activityId = await withThreeParties();
    const { mine } = await world.ok('activity.view', { activityId }, resident);
    qr = mine!.ticket!.qr;
  });

  it('counts who is told and lists who must be phoned, masked', async () => {
    const data = await world.ok('activity.cancel', { activityId, reason: '大雨' }, manager);
    expect(data).toEqual({
      told: 1,
      toPhone: [
        { registrationId: expect.any(String), name: '李*国', phone: '*******5678', size: 1 },
        { registrationId: expect.any(String), name: '赵*诺', phone: '—', size: 1 },
      ],
    });
  });

  it('sent again says the same, and tells nobody twice', async () => {
    const data = await world.ok('activity.cancel', { activityId, reason: '大雨' }, manager);
    expect([data.told, data.toPhone.length]).toEqual([1, 2]);
    await world.setClock('2027-06-09T08:05:00+08:00');
    expect(await outbox()).toHaveLength(1);
  });

  it('takes it from the calendar, and says why to whoever still comes', async () => {
    expect(await titlesOn('2027-06-09')).not.toContain('河边放灯');
    expect(await world.ok('activity.view', { activityId }, resident)).toMatchObject({
      state: 'cancelled',
      stoppedReason: '大雨',
    });
    const { registrations } = await world.ok('registration.mine', {}, resident);
    const own = registrations.find(entry => entry.activity.activityId === activityId)!;
    expect(own.activity.state).toBe('cancelled');
    expect(own.registration.ticket).toBeUndefined();
  });

  it('closes registration and door', async () => {
    const refused = { ok: false, code: 'activity.cancelled', message: expect.stringContaining('大雨') };
    expect(
      await world.call(
        'registration.create',
        { activityId, party: [{ name: '周子墨' }], requestId: freshRequest() },
        'somebody-else',
      ),
    ).toMatchObject(refused);
    const scan = { activityId, ticket: qr, requestId: freshRequest() };
    expect(await world.call('checkin.scan', scan, helper)).toMatchObject(refused);
    const walkIn = { activityId, count: 1, requestId: freshRequest() };
    expect(await world.call('checkin.walkIn', walkIn, helper)).toMatchObject(refused);
  });

  it('cannot be followed by postponing', async () => {
    expect(
      await world.call(
        'activity.postpone',
        { activityId, reason: '天晴了', startsAt: '2027-06-12T09:00:00+08:00' },
        manager,
      ),
    ).toMatchObject({ ok: false, code: 'activity.not-editable' });
  });
});

describe('postponing', () => {
  let activityId: string;
  beforeAll(async () => {
    activityId = await withThreeParties();
  });

  it('moves it, counts who is told and lists who must be phoned', async () => {
    const data = await world.ok(
      'activity.postpone',
      {
        activityId,
        reason: '大雨',
        startsAt: '2027-06-12T15:00:00+08:00',
        endsAt: '2027-06-12T16:30:00+08:00',
      },
      manager,
    );
    expect(data.told).toBe(1);
    expect(data.toPhone.map(one => one.name)).toEqual(['李*国', '赵*诺']);
    expect(await world.ok('activity.view', { activityId })).toMatchObject({
      state: 'published',
      startsAt: '2027-06-12T15:00:00+08:00',
      endsAt: '2027-06-12T16:30:00+08:00',
      closesAt: '2027-06-12T15:00:00+08:00',
      postponed: { from: '2027-06-09T09:00:00+08:00', reason: '大雨' },
    });
  });

  it('moves by as much the time until which people may register', async () => {
    const until = await world.publish({ closesAt: '2027-06-09T07:00:00+08:00' });
    const moved = { activityId: until, reason: '大雨', startsAt: '2027-06-12T15:00:00+08:00' };
    await world.ok('activity.postpone', moved, manager);
    expect(await world.ok('activity.view', { activityId: until })).toMatchObject({
      closesAt: '2027-06-12T13:00:00+08:00',
    });
  });

  it('sent again says the same, and tells nobody twice', async () => {
    const before = world.dump('notices');
    const data = await world.ok(
      'activity.postpone',
      {
        activityId,
        reason: '大雨',
        startsAt: '2027-06-12T15:00:00+08:00',
        endsAt: '2027-06-12T16:30:00+08:00',
      },
      manager,
    );
    expect([data.told, data.toPhone.length]).toEqual([1, 2]);
    expect(world.dump('notices')).toEqual(before);
    expect(await world.ok('activity.view', { activityId })).toMatchObject({
      postponed: { from: '2027-06-09T09:00:00+08:00', reason: '大雨' },
    });
  });

  it('moves it in the calendar', async () => {
    expect(await titlesOn('2027-06-09')).not.toContain('河边放灯');
    expect(await titlesOn('2027-06-12')).toContain('河边放灯');
  });

  it('keeps every registration, and the queue in its order', async () => {
    const status = async (openid: string) =>
      (await world.ok('activity.view', { activityId }, openid)).mine?.status;
    expect([await status(resident), await status(neighbour), await status(stranger)]).toEqual([
      'seated',
      'seated',
      'waiting',
    ]);
    await world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, neighbour);
    expect(await status(stranger)).toBe('seated');
  });

  it('moves the door: tickets given out before open it at the new time', async () => {
    const { mine } = await world.ok('activity.view', { activityId }, resident);
    const scan = () =>
      world.call('checkin.scan', { activityId, ticket: mine!.ticket!.qr, requestId: freshRequest() }, helper);
    expect(await scan()).toMatchObject({ code: 'checkin.closed' });
    await world.setClock('2027-06-12T14:00:00+08:00');
    expect(await scan()).toMatchObject({ data: { arrived: 2, repeated: false } });
  });
});
