/** Changing what is written: the roster follows, whoever else writes meanwhile and wherever a call dies. */
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const { resident, neighbour, editor, manager, helper } = people;
const later = { startsAt: '2027-06-12T09:00:00+08:00', endsAt: '2027-06-12T11:00:00+08:00' };

const stored = (activityId: string) =>
  world.dump<Activity>('activities').find(one => one._id === activityId)!;
const rosterOf = (activityId: string, sessionId?: string) =>
  world.dump<Roster>('rosters').find(one => one._id === [activityId, sessionId].filter(Boolean).join('-'))!;
const outbox = async () => (await (await fetch(`${world.url}/__inspect/outbox`)).json()) as unknown[];

/** The roster says of windows, seats and doors what the activity says. */
async function expectAgreed(activityId: string): Promise<void> {
  const { capacity, startsAt, sessions, state, checkInBefore } = stored(activityId);
  const roster = rosterOf(activityId);
  expect(roster).toMatchObject({ startsAt, pools: { open: { capacity } } });
  expect(roster.state).toBe(state === 'cancelled' ? 'cancelled' : 'open');
  expect(Object.entries(roster.sessions).map(([id, { opensAt }]) => [id, opensAt])).toEqual(
    sessions.map(session => [session.id, session.startsAt - checkInBefore * 60_000]),
  );
}

describe('what is not yet public', () => {
  it('is published as it stands by then, when it was submitted and changed since', async () => {
    const { activityId } = await world.ok(
      'activity.publish',
      { draft: makeDraft({ summary: '违规测试', capacity: 3 }) },
      editor,
    );
    const draft = makeDraft({ ...later, capacity: 7, enrolment: 'activity' });
    await world.ok('activity.publish', { activityId, draft }, editor);
    expect(stored(activityId).state).toBe('published');
    await expectAgreed(activityId);
    expect(await world.register(activityId, resident, 5)).toMatchObject({ status: 'seated' });
  });

  it('is published without the sessions it no longer has', async () => {
    const sessions = [makeDraft(), makeDraft(later)].map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
    const input = { draft: makeDraft({ summary: '违规测试', sessions }) };
    const { activityId } = await world.ok('activity.publish', input, editor);
    await world.ok('activity.publish', { activityId, draft: makeDraft() }, editor);
    await expectAgreed(activityId);
  });

  it('is published as it stands by then, also over the roster of a call that died before', async () => {
    const activityId = await world.publish({ capacity: 3 });
    world.load('activities', [{ ...stored(activityId), state: 'draft' }]);
    await world.ok('activity.save', { activityId, draft: makeDraft({ ...later, capacity: 7 }) }, editor);
    await world.ok('activity.publish', { activityId }, editor);
    await expectAgreed(activityId);
    expect(rosterOf(activityId).pools.open).toMatchObject({ capacity: 7, left: 7 });
  });

  it('stays unseen when it is cancelled', async () => {
    const { activityId } = await world.ok('activity.save', { draft: makeDraft({ title: '未定' }) }, editor);
    await world.ok('activity.cancel', { activityId, reason: '不办了' }, manager);
    expect(await world.call('activity.view', { activityId }, resident)).toMatchObject({
      code: 'activity.not-found',
    });
    expect(world.dump('notices')).toEqual([]);
  });

  it('has no door to stand at', async () => {
    const { activityId } = await world.ok('activity.save', { draft: makeDraft() }, editor);
    const walkIn = { activityId, count: 1, requestId: freshRequest() };
    expect(await world.call('checkin.walkIn', walkIn, editor)).toMatchObject({ code: 'activity.not-found' });
  });
});

describe('two who write at once', () => {
  it('both take effect or one is asked to come again, and roster and activity agree', async () => {
    for (let round = 0; round < 6; round++) {
      const activityId = await world.publish({ capacity: 10 });
      await world.register(activityId, resident, 2, { consent: true });
      const replies = await Promise.all([
        world.call('activity.save', { activityId, draft: makeDraft({ capacity: 20 }) }, editor),
        world.call('activity.postpone', { activityId, reason: '大雨', ...later }, manager),
        world.call('activity.save', { activityId, draft: makeDraft({ capacity: 4 }) }, editor),
      ]);
      for (const reply of replies)
        expect(String(reply.ok || reply.code)).toEqual(expect.stringMatching(/^(true|system.busy)$/));
      await expectAgreed(activityId);
      const postponed = world
        .dump<{ activityId: string; what: string }>('notices')
        .filter(one => one.activityId === activityId && one.what === 'postponed');
      expect(postponed).toHaveLength(replies[1]!.ok ? 1 : 0);
    }
  });

  it('cancelling is never lost to somebody else’s edit', async () => {
    for (let round = 0; round < 6; round++) {
      const activityId = await world.publish();
      const [, cancelled] = await Promise.all([
        world.call('activity.save', { activityId, draft: makeDraft({ capacity: 20 }) }, editor),
        world.call('activity.cancel', { activityId, reason: '大雨' }, manager),
      ]);
      expect(cancelled).toMatchObject({ ok: true });
      expect(stored(activityId).state).toBe('cancelled');
      expect(rosterOf(activityId).state).toBe('cancelled');
    }
  });
});

describe('a call that died half way', () => {
  it('after postponing was decided: the clock moves the roster and tells people, once', async () => {
    const activityId = await world.publish({ capacity: 2 });
    await world.register(activityId, resident, 2, { consent: true });
    const [activity, roster] = [stored(activityId), rosterOf(activityId)];
    await world.ok('activity.postpone', { activityId, reason: '大雨', ...later }, manager);
    const decided = stored(activityId);
    const shift = decided.startsAt - activity.startsAt;
    expect(shift).toBeGreaterThan(0);
    // As the one write that decides leaves it: the activity moved, its roster not, nobody told.
    world.load('activities', [{ ...decided, unsettled: 'postponed' }]);
    world.load('rosters', [roster]);
    await world.setClock('2027-06-09T08:05:00+08:00');
    await expectAgreed(activityId);
    expect(stored(activityId)).not.toHaveProperty('unsettled');
    expect(world.dump('notices')).toHaveLength(1);
    expect(await outbox()).toHaveLength(1);
  });
});

describe('sessions of what is public', () => {
  const session = (day: number, hour = 9) => ({
    startsAt: `2027-06-${day}T${String(hour).padStart(2, '0')}:00:00+08:00`,
    endsAt: `2027-06-${day}T${hour + 2}:00:00+08:00`,
  });

  it('keep their people when one is added before them', async () => {
    const draft = { enrolment: 'session' as const, ...session(14) };
    const activityId = await world.publish({ ...draft, sessions: [session(14), session(16)] });
    await world.register(activityId, resident, 1, { sessionId: 's1' });
    const sessions = [session(12), session(14), session(16)];
    await world.ok('activity.save', { activityId, draft: makeDraft({ ...draft, sessions }) }, editor);
    const view = await world.ok('activity.view', { activityId, sessionId: 's1' }, resident);
    expect(view.mine).toMatchObject({ status: 'seated', sessionId: 's1' });
    expect(view.sessions.map(one => [one.sessionId, one.startsAt, one.left])).toEqual([
      ['s3', session(12).startsAt, 10],
      ['s1', session(14).startsAt, 9],
      ['s2', session(16).startsAt, 10],
    ]);
    expect(await world.register(activityId, neighbour, 1, { sessionId: 's3' })).toMatchObject({
      status: 'seated',
    });
  });

  it('can be moved without being exchanged', async () => {
    const draft = { enrolment: 'session' as const, ...session(14) };
    const activityId = await world.publish({ ...draft, sessions: [session(14), session(16)] });
    const moved = makeDraft({ ...draft, sessions: [session(16), session(18)] });
    await world.ok('activity.save', { activityId, draft: moved }, editor);
    const { sessions } = await world.ok('activity.view', { activityId });
    expect(sessions.map(one => [one.sessionId, one.startsAt])).toEqual([
      ['s2', session(16).startsAt],
      ['s1', session(18).startsAt],
    ]);
  });

  it('cannot be taken away, nor what a seat counts', async () => {
    const activityId = await world.publish({ sessions: [session(14), session(16)] });
    for (const draft of [
      makeDraft(session(14)),
      makeDraft({ sessions: [session(14), session(16)], enrolment: 'session' }),
      makeDraft({ sessions: [session(14), session(16)], unit: 'group', perGroup: 2 }),
    ]) {
      expect(await world.call('activity.save', { activityId, draft }, editor)).toMatchObject({
        code: 'activity.seats-taken',
      });
    }
  });

  it('added while its doors stand open can be walked into', async () => {
    const activityId = await world.publish();
    const sessions = [makeDraft(), session(10)].map(({ startsAt, endsAt }) => ({
      startsAt,
      endsAt: endsAt!,
    }));
    await world.ok('activity.save', { activityId, draft: makeDraft({ sessions }) }, editor);
    await world.setClock('2027-06-10T08:30:00+08:00');
    const walkIn = { activityId, sessionId: 's2', count: 3, requestId: freshRequest() };
    expect(await world.ok('checkin.walkIn', walkIn, helper)).toEqual({ walkIns: 3 });
    await expectAgreed(activityId);
  });
});

describe('capacity', () => {
  it('lowered unseats nobody, raised seats who waits, in order', async () => {
    const activityId = await world.publish({ capacity: 3 });
    const save = (capacity: number | null) =>
      world.ok('activity.save', { activityId, draft: makeDraft({ capacity }) }, editor);
    await world.register(activityId, resident, 3);
    await world.register(activityId, 'w1', 2);
    await world.register(activityId, 'w2', 1);
    await save(1);
    expect(await world.ok('activity.view', { activityId })).toMatchObject({ capacity: 1, left: 0 });
    await save(4);
    expect(rosterOf(activityId).counts).toMatchObject({ seated: 4, waiting: 2, waitingParties: 1 });
    await save(null);
    expect(rosterOf(activityId).counts).toMatchObject({ seated: 6, waiting: 0 });
    await save(8);
    expect(rosterOf(activityId).pools.open).toMatchObject({ capacity: 8, left: 2 });
    await expectAgreed(activityId);
  });

  it('changed while people register sells no seat twice and loses none', async () => {
    const activityId = await world.publish({ capacity: 5 });
    await Promise.all([
      ...Array.from({ length: 12 }, (_, i) => world.register(activityId, `rush-${i}`, 1)),
      world.call('activity.save', { activityId, draft: makeDraft({ capacity: 8 }) }, editor),
      world.call('activity.save', { activityId, draft: makeDraft({ capacity: null }) }, editor),
      world.call('activity.save', { activityId, draft: makeDraft({ capacity: 6 }) }, editor),
    ]);
    const { pools, counts } = rosterOf(activityId);
    expect(counts.seated + counts.waiting).toBe(12);
    if (pools.open.capacity !== null) expect(pools.open.left).toBe(pools.open.capacity - counts.seated);
    await expectAgreed(activityId);
  });

  it('of groups holds as many people as the room does', async () => {
    const input = { draft: makeDraft({ venueId: 'stage', unit: 'group', perGroup: 2, capacity: 16 }) };
    expect(await world.call('activity.publish', input, editor)).toMatchObject({ code: 'input.invalid' });
    const fits = { draft: makeDraft({ venueId: 'stage', unit: 'group', perGroup: 2, capacity: 15 }) };
    expect(await world.call('activity.publish', fits, editor)).toMatchObject({ ok: true });
  });
});

describe('postponing', () => {
  it('moves every session by as much, each with its own people', async () => {
    const activityId = await world.publish({
      enrolment: 'session',
      capacity: 1,
      sessions: [
        { startsAt: '2027-06-20T09:00:00+08:00', endsAt: '2027-06-20T11:00:00+08:00' },
        { startsAt: '2027-06-21T19:00:00+08:00', endsAt: '2027-06-21T21:00:00+08:00' },
      ],
    });
    await world.register(activityId, resident, 1, { sessionId: 's1' });
    await world.register(activityId, neighbour, 1, { sessionId: 's2', consent: true });
    const input = { activityId, reason: '台风', startsAt: '2027-06-27T09:00:00+08:00' };
    expect(await world.ok('activity.postpone', input, manager)).toMatchObject({ told: 1, toPhone: [{}] });
    const { sessions } = await world.ok('activity.view', { activityId });
    expect(sessions.map(one => [one.startsAt, one.left])).toEqual([
      ['2027-06-27T09:00:00+08:00', 0],
      ['2027-06-28T19:00:00+08:00', 0],
    ]);
    expect(rosterOf(activityId, 's2').startsAt).toBe(Date.parse('2027-06-28T19:00:00+08:00'));
    await world.ok('activity.postpone', input, manager);
    expect(await world.ok('activity.view', { activityId })).toMatchObject({
      postponed: { from: '2027-06-20T09:00:00+08:00' },
    });
  });

  it('to an end beyond a year is refused', async () => {
    const activityId = await world.publish();
    const input = {
      activityId,
      reason: '大雨',
      startsAt: later.startsAt,
      endsAt: '2031-06-12T11:00:00+08:00',
    };
    expect(await world.call('activity.postpone', input, manager)).toMatchObject({ code: 'input.invalid' });
  });
});

describe('a draft', () => {
  it('takes back the words that staff take out', async () => {
    const activityId = await world.publish({ summary: '带上剪刀', contact: '000-1' });
    await world.ok('activity.save', { activityId, draft: makeDraft({ contact: '000-2' }) }, editor);
    const view = await world.ok('activity.view', { activityId });
    expect([view.summary, view.contact]).toEqual([undefined, '000-2']);
  });

  it('of a whole day lasts until midnight', async () => {
    const activityId = await world.publish({
      startsAt: '2027-07-23T00:00:00+08:00',
      endsAt: undefined,
      allDay: true,
    });
    const { sessions } = await world.ok('activity.view', { activityId });
    expect(sessions).toMatchObject([{ endsAt: '2027-07-24T00:00:00+08:00', endAssumed: false }]);
    const days = (await world.ok('calendar.month', { month: '2027-07' })).days.filter(day => day.count > 0);
    expect(days.map(day => day.date)).toEqual(['2027-07-23']);
  });

  it('on a day that does not exist is refused', async () => {
    const draft = makeDraft({ startsAt: '2027-02-30T09:00:00+08:00', endsAt: '2027-03-02T11:00:00+08:00' });
    expect(await world.call('activity.publish', { draft }, editor)).toMatchObject({ code: 'input.invalid' });
  });
});

describe('a request sent again', () => {
  it('is answered as the first time even after the activity was cancelled', async () => {
    const input = { draft: makeDraft(), requestId: 'lost' };
    const first = await world.ok('activity.publish', input, editor);
    await world.ok('activity.cancel', { activityId: first.activityId, reason: '大雨' }, manager);
    expect(await world.ok('activity.publish', input, editor)).toEqual(first);
    expect(stored(first.activityId).state).toBe('cancelled');
  });

  it('saves one draft only', async () => {
    const input = { draft: makeDraft(), requestId: 'lost' };
    const [first, again] = await Promise.all([1, 2].map(() => world.ok('activity.save', input, editor)));
    expect(again).toEqual(first);
    expect(world.dump('activities')).toHaveLength(1);
  });
});
