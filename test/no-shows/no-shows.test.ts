/** No-shows through the real clock on the local cloud: what is counted, what is taken back, and whom a pause stops. */
import type { Roster } from '@core/roster/roster';
import { type Absences, morning, startAbsences } from '@test/support/absences';
import { crashAfter } from '@test/support/crash';
import { freshRequest, people } from '@test/support/world';

const { resident, neighbour, stranger, editor, manager } = people;

let world: Absences;
const rosterOf = (activityId: string) =>
  world.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
const countedIn = (activityId: string) => world.noShows().filter(one => one.activityId === activityId);
const missedNews = async () =>
  (await world.ok('message.list', {}, resident)).messages.filter(one => one.kind === 'missed');
/** A day after all that is missed here. */
const later = { startsAt: '2027-06-29T09:00:00+08:00', endsAt: '2027-06-29T11:00:00+08:00' };

describe('by default', () => {
  beforeAll(async () => {
    world = await startAbsences();
    await world.missing(3);
  });
  afterAll(() => world.close());

  it('nothing is counted, and nobody is paused', async () => {
    expect(world.noShows()).toEqual([]);
    expect(await world.mine()).toEqual({ noShows: [], pauses: [] });
    expect((await world.asks(resident)).ok).toBe(true);
  });

  it('registering and looking cost no call more than they did; with the rule on, one', async () => {
    const calls = async (act: () => Promise<unknown>) => {
      await fetch(`${world.url}/__inspect/reset-calls`, { method: 'POST' });
      await act();
      const found = (await (await fetch(`${world.url}/__inspect/calls`)).json()) as {
        action: string;
        calls: { collection: string }[];
      }[];
      return found.flatMap(one => one.calls.map(call => call.collection)).sort();
    };
    const activityId = await world.publish({ ...later, capacity: 20 });
    const registers = () => world.register(activityId, freshRequest(), 1);
    const looks = () => world.ok('activity.view', { activityId }, stranger);
    const off = [await calls(registers), await calls(looks)];
    expect(off.flat()).not.toContain('noShows');
    expect(off.flat()).not.toContain('rules');
    await world.rule();
    const on = [await calls(registers), await calls(looks)];
    expect(on).toEqual(off.map(all => [...all, 'noShows'].sort()));
  });
});

describe('under a rule', () => {
  let plain: Awaited<ReturnType<Absences['full']>>;
  const cases: Record<string, string> = {};

  /** Everything at once, so that one pass of the clock counts it: a case each, on an activity of its own. */
  beforeAll(async () => {
    world = await startAbsences({ now: '2027-06-11T08:40:00+08:00' });
    await world.rule();
    plain = await world.full({ title: '诗会 1' });
    const other = async (name: string, draft: Parameters<Absences['full']>[0] = {}) => {
      const made = await world.full({ title: name, ...draft });
      cases[name] = made.activityId;
      return made;
    };
    const came = await other('who came');
    const withdrew = await other('who withdrew before the start');
    await world.ok(
      'registration.withdraw',
      { activityId: withdrew.activityId, requestId: freshRequest() },
      resident,
    );
    const cancelled = await other('of what was cancelled');
    const postponed = await other('of what was postponed');
    const to = { startsAt: '2027-06-12T09:30:00+08:00', endsAt: '2027-06-12T10:30:00+08:00' };
    await world.ok('activity.postpone', { activityId: postponed.activityId, reason: '大雨', ...to }, manager);
    const moved = await other('of what was moved to another place');
    const { draft } = await world.ok('activity.draft', { activityId: moved.activityId }, editor);
    const elsewhere = { ...draft, place: { kind: 'venue' as const, text: '二楼大厅' } };
    await world.ok('activity.save', { activityId: moved.activityId, draft: elsewhere }, editor);
    const unchecked = await other('where check-in did not run');

    const onPaper = await world.publish({ capacity: 2, ...morning });
    cases['who registered on paper'] = onPaper;
    const desk = { activityId: onPaper, party: [{ name: '王秀兰' }], requestId: freshRequest() };
    await world.ok('roster.register', desk, editor);
    const beside = await world.register(onPaper, neighbour, 1);
    await world.register(onPaper, stranger, 1);

    const roomy = await world.publish({ capacity: 9, ...morning });
    cases['where nobody waited'] = roomy;
    await world.register(roomy, resident, 1);
    const alone = await world.register(roomy, neighbour, 1);

    const deleted = await world.publish({ capacity: 2, ...morning });
    cases['who had everything deleted'] = deleted;
    await world.register(deleted, 'u-leaving', 1);
    const stays = await world.register(deleted, neighbour, 1);
    await world.register(deleted, stranger, 1);

    await world.setClock('2027-06-11T09:02:00+08:00');
    const short = await other('who had the seat for less than a day');
    await world.setClock('2027-06-12T09:00:00+08:00');
    for (const { activityId, ticket } of [plain, came, cancelled, postponed, moved, short])
      await world.scan(activityId, ticket);
    await world.scan(withdrew.activityId, withdrew.ticket);
    await world.scan(came.activityId, came.own);
    await world.scan(onPaper, beside.ticket!.qr);
    await world.scan(roomy, alone.ticket!.qr);
    await world.scan(deleted, stays.ticket!.qr);
    expect(rosterOf(unchecked.activityId).sessions.s1!.arrived).toBe(0);
    await world.ok('activity.cancel', { activityId: cancelled.activityId, reason: '停电' }, manager);
    await world.ok('privacy.delete', { confirm: '删除', requestId: freshRequest() }, 'u-leaving');
    await world.setClock('2027-06-13T12:58:00+08:00');
    expect(countedIn(plain.activityId)).toEqual([]);
    // It is counted by the hour.
    await world.setClock('2027-06-13T14:00:00+08:00');
  }, 600_000);
  afterAll(() => world.close());

  it('counts who had a seat and neither came nor withdrew, a day after the door closed', () => {
    expect(countedIn(plain.activityId)).toMatchObject([
      {
        areaId: 'east',
        stationId: 'hall',
        startsAt: Date.parse(morning.startsAt),
      },
    ]);
    expect(countedIn(plain.activityId)[0]!.recordedAt).toBeGreaterThan(
      Date.parse('2027-06-13T13:00:00+08:00'),
    );
    expect(countedIn(plain.activityId)[0]!.registrationId).toBe(plain.registrationId);
  });

  it.each([
    'who came',
    'of what was cancelled',
    'of what was postponed',
    'of what was moved to another place',
    'where check-in did not run',
    'who registered on paper',
    'where nobody waited',
    'who had everything deleted',
    'who had the seat for less than a day',
  ])('counts nobody %s', name => {
    expect(rosterOf(cases[name]!).noShows?.state).toBe('counted');
    expect(countedIn(cases[name]!)).toEqual([]);
  });

  it('counts nobody who withdrew before the start; whose turn it then was had the seat too', () => {
    const found = countedIn(cases['who withdrew before the start']!);
    expect(found.map(one => one.registrationId)).not.toContain(plain.registrationId);
    expect(found).toEqual([]);
  });

  it('tells whom it counted, and nobody else', async () => {
    expect(await missedNews()).toMatchObject([{ heading: '这次没等到您', unread: true }]);
    expect((await world.mine()).noShows).toMatchObject([{ title: '诗会 1', state: 'counts' }]);
    for (const other of [neighbour, stranger]) expect((await world.mine(other)).noShows).toEqual([]);
  });

  it('counts and tells once, however often the clock comes round', async () => {
    const before = world.noShows();
    await world.setClock('2027-06-13T13:10:00+08:00');
    expect(world.noShows()).toEqual(before);
    expect(await missedNews()).toHaveLength(1);
  });

  it('one pauses nobody', async () => {
    expect((await world.asks(resident)).ok).toBe(true);
  });
});

describe('three in 90 days', () => {
  let missed: Awaited<ReturnType<Absences['missing']>>;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    world = await startAbsences();
    await world.rule();
    missed = await world.missing(3);
    restore = world.keep('rosters', 'activities', 'noShows', 'rules', 'registrations', 'notices');
  });
  afterEach(() => restore());
  afterAll(() => world.close());

  it('pause a resident’s own registrations for 14, in words that say so', async () => {
    const refused = await world.asks(resident);
    expect(refused).toMatchObject({ ok: false, code: 'registration.paused' });
    expect((refused as { message: string }).message).toContain('6月26日 周六起恢复');
    expect((await world.mine()).pauses).toEqual([
      { areaName: '东街街道', until: '2027-06-26T00:00:00+08:00' },
    ]);
  });

  it('are known before the form is filled in', async () => {
    const activityId = await world.publish(later);
    const seen = (openid: string) => world.ok('activity.view', { activityId }, openid);
    expect(await seen(resident)).toMatchObject({ pausedUntil: '2027-06-26T00:00:00+08:00' });
    expect(await seen(neighbour)).not.toHaveProperty('pausedUntil');
  });

  it('never stop the family: others, children, and whom one registers oneself', async () => {
    expect((await world.asks(neighbour)).ok).toBe(true);
    expect((await world.asks(resident, { forFamily: true })).ok).toBe(true);
    const child = { party: [{ name: '小满', ageBand: 'child' as const }], guardian: true };
    expect((await world.asks(resident, child)).ok).toBe(true);
  });

  it('stop neither the replay of what was taken, nor a change of it, nor staff', async () => {
    const activityId = await world.publish(later);
    const asked = { activityId, party: [{ name: '王秀兰' }], forFamily: true, requestId: freshRequest() };
    await world.ok('registration.create', asked, resident);
    expect(await world.ok('registration.create', { ...asked, forFamily: false }, resident)).toMatchObject({
      status: 'seated',
      repeated: true,
    });
    const two = { activityId, party: [{ name: '王秀兰' }, { name: '李明' }], requestId: freshRequest() };
    expect(await world.ok('registration.revise', two, resident)).toMatchObject({ status: 'seated' });
    const desk = { activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() };
    expect(await world.ok('roster.register', desk, editor)).toMatchObject({ status: 'seated' });
  });

  it('pause under the rule’s area and nowhere else', async () => {
    expect((await world.asks(resident, {}, people.editorElsewhere)).ok).toBe(true);
  });

  it('are two where an arrival comes in late, and three again where it is undone', async () => {
    const roster = rosterOf(missed[1]!.activityId);
    const key = world.noShows()[0]!.key;
    // As a gate writes it that was offline, long after its door has closed.
    const synced = { ...roster.members[key]!, came: 1, arrived: { s1: 1 } };
    world.load('rosters', [{ ...roster, members: { ...roster.members, [key]: synced } }]);
    expect((await world.asks(resident)).ok).toBe(true);
    const { noShows, pauses } = await world.mine();
    expect(noShows.filter(one => one.state === 'takenBack')).toHaveLength(1);
    expect(pauses).toEqual([]);
    world.load('rosters', [roster]);
    expect(await world.asks(resident)).toMatchObject({ code: 'registration.paused' });
  });

  it('are two where one of the activities is cancelled after all', async () => {
    await world.ok('activity.cancel', { activityId: missed[0]!.activityId, reason: '记错了' }, manager);
    expect((await world.asks(resident)).ok).toBe(true);
  });

  it('pause nobody where the rule is switched off, nor where it is switched on again', async () => {
    await world.rule({ on: false });
    expect((await world.asks(resident)).ok).toBe(true);
    expect((await world.mine()).pauses).toEqual([]);
    await world.rule();
    expect((await world.asks(resident)).ok).toBe(true);
    expect((await world.mine()).noShows).toHaveLength(3);
  });

  it('are in the copy of what is held, and go with everything else', async () => {
    const copy = await world.ok('privacy.export', {}, resident);
    expect(copy.noShows).toHaveLength(3);
    expect(copy.noShows![0]).toMatchObject({ activity: expect.stringContaining('诗会') });
    await world.ok('privacy.delete', { confirm: '删除', requestId: freshRequest() }, resident);
    expect(world.noShows()).toEqual([]);
  });

  it('pause no longer when the time is over', async () => {
    const older = world.noShows().map(one => ({ ...one, recordedAt: one.recordedAt - 14 * 86_400_000 }));
    world.load('noShows', older);
    expect((await world.asks(resident)).ok).toBe(true);
  });

  it('are gone when they can count no more', async () => {
    const [first, ...others] = world.noShows();
    // Ninety days in which it counts, and the fourteen that a pause could last.
    expect(first!.until - first!.recordedAt).toBe(104 * 86_400_000);
    world.load('noShows', [{ ...first!, until: first!.recordedAt }]);
    await world.minute();
    expect(world.noShows().map(one => one._id)).toEqual(others.map(one => one._id));
  });
});

describe('a clock that dies', () => {
  let restore: () => Promise<void>;
  beforeAll(async () => {
    world = await startAbsences();
    await world.rule();
    restore = world.keep('noShows');
  });
  // With more of them they would be paused.
  afterEach(() => restore());
  afterAll(() => world.close());

  it.each([0, 1, 2, 3, 4, 5, 6])('after %i writes counts and tells once all the same', async writes => {
    const told = (await missedNews()).length;
    const made = await world.missed(2);
    await crashAfter(world, writes, () => world.minute().catch(() => undefined));
    await world.minute();
    for (const { activityId } of made) {
      expect(countedIn(activityId)).toHaveLength(1);
      expect(rosterOf(activityId).noShows?.state).toBe('counted');
    }
    expect(await missedNews()).toHaveLength(told + 2);
  });
});
