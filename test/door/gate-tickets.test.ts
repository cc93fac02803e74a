/** What a gate is shown and what it takes along: tickets that turn, codes typed wrongly, its list, walk-ins. */

import { readLines } from '@core/door/gate-lines';
import type { Draft } from '@core/publishing/contract';
import { costOf, letIn, rosterOf, shownAt, type Told } from '@test/support/gate';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { resident, helper, editor, manager } = people;

/** An activity with one seated party on it. */
async function seat(size = 2, draft: Partial<Draft> = {}) {
  const activityId = await world.publish(draft);
  const { ticket } = await world.register(activityId, resident, size);
  return { activityId, ...ticket! };
}
const sync = async (activityId: string, deeds: Told[]) =>
  (await world.ok('checkin.sync', { activityId, deeds }, helper)).results.map(({ outcome }) => outcome);
const scan = (activityId: string, ticket: string, requestId = freshRequest(), by: string = helper) =>
  world.call('checkin.scan', { activityId, ticket, requestId }, by);
const undo = (activityId: string, of: string, party: string) =>
  world.call('checkin.undo', { activityId, of, requestId: freshRequest(), party }, helper);

describe('tickets that turn', () => {
  it('are let in as they are shown now, and a picture is not', async () => {
    const { activityId, ...ticket } = await seat(2, { turning: true });
    expect(await scan(activityId, ticket.qr)).toMatchObject({ code: 'ticket.picture' });
    const { now } = await world.call('me.view', {}, helper);
    const picture = shownAt(ticket, Date.parse(now!) - 90_000);
    expect(await scan(activityId, picture)).toMatchObject({ code: 'ticket.picture' });
    const cost = await costOf(world, 'checkin.scan', async () =>
      expect(await scan(activityId, shownAt(ticket, Date.parse(now!) + 15_000))).toMatchObject({
        data: { admitted: 2 },
      }),
    );
    expect(cost).toHaveLength(2);
  });

  it('are judged as they were shown when a gate without a network let them in', async () => {
    const { activityId, ...ticket } = await seat(2, { turning: true });
    const at = '2027-06-09T07:30:00+08:00';
    const picture = shownAt(ticket, '2027-06-09T07:28:00+08:00');
    const deeds = [letIn(picture, { at }), letIn(ticket.qr, { at }), letIn(shownAt(ticket, at), { at })];
    expect(await sync(activityId, deeds)).toEqual(['refused', 'refused', 'counted']);
  });

  it('turn from when staff say so: a picture from before is one too', async () => {
    const { activityId, qr } = await seat();
    const { draft } = await world.ok('activity.draft', { activityId }, editor);
    await world.ok('activity.save', { activityId, draft: { ...draft, turning: true } }, editor);
    expect(rosterOf(world, activityId).terms.turning).toBe(true);
    expect(await scan(activityId, qr)).toMatchObject({ code: 'ticket.picture' });
    const { mine } = await world.ok('activity.view', { activityId }, resident);
    const { now } = await world.call('me.view', {}, helper);
    expect(await scan(activityId, shownAt(mine!.ticket!, Date.parse(now!)))).toMatchObject({ ok: true });
    expect((await world.ok('gate.pack', { activityId }, helper)).turning).toBe(true);
  });

  it('do not on a roster of before there were any, whose tickets still take two calls', async () => {
    const { activityId, qr } = await seat();
    const { terms, ...roster } = rosterOf(world, activityId);
    const { turning: _, ...older } = terms;
    world.load('rosters', [{ ...roster, terms: older }]);
    const cost = await costOf(world, 'checkin.scan', async () =>
      expect(await scan(activityId, qr)).toMatchObject({ data: { admitted: 2 } }),
    );
    expect(cost).toHaveLength(2);
    expect((await world.ok('gate.pack', { activityId }, helper)).turning).toBe(false);
  });
});

describe('what a gate takes along', () => {
  it('is each party masked, the keys of this activity alone, and by when to wipe it', async () => {
    const activityId = await world.publish();
    const party = [{ name: '欧阳慧敏', phone: '13812345678' }, { name: '李建国' }];
    await world.register(activityId, resident, [], { party });
    await world.register(activityId, people.neighbour, [], { party });
    await world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, people.neighbour);
    const pack = await world.ok('gate.pack', { activityId }, helper);
    expect(readLines(pack.lines)).toEqual([
      expect.objectContaining({ name: '欧**敏', phoneTail: '5678', size: 2, status: 'seated', arrived: 0 }),
      expect.not.objectContaining({ phoneTail: expect.anything() }),
    ]);
    expect(JSON.stringify(pack)).not.toMatch(/欧阳慧敏|李建国|13812345678/);
    // The door closes at one.
    expect(pack).toMatchObject({ wipeAt: '2027-06-09T19:00:00+08:00', seated: 2, turning: false });
    const other = await world.ok('gate.pack', { activityId: await world.publish() }, helper);
    expect(Object.values(other.keys)).not.toEqual(Object.values(pack.keys));
  });
});

describe('codes that nobody holds', () => {
  it('are looked up ten times in ten minutes, and then no code is, while tickets and the list go on', async () => {
    const { activityId, qr, code } = await seat(3);
    const wrong = Array.from({ length: 11 }, (_, i) => String(i).padStart(6, '0')).filter(
      one => one !== code,
    );
    for (const one of wrong.slice(0, 10))
      expect(await scan(activityId, one)).toMatchObject({ code: 'ticket.unknown-code' });
    expect(await scan(activityId, code)).toMatchObject({
      code: 'checkin.too-many-codes',
      message: expect.stringMatching(/扫入场码，或按姓名/),
    });
    const one = { activityId, count: 1 };
    const ticked = { ...one, ticket: code, way: 'ticked', requestId: freshRequest() } as const;
    expect(await world.call('checkin.scan', ticked, helper)).toMatchObject({ data: { arrived: 1 } });
    const scanned = { ...one, ticket: qr, requestId: freshRequest() };
    expect(await world.call('checkin.scan', scanned, helper)).toMatchObject({ data: { arrived: 2 } });
    expect(await sync(activityId, [letIn(`${code}-1`, { way: 'typed' })])).toEqual(['counted']);
    expect(await scan(activityId, code, freshRequest(), manager)).toMatchObject({ ok: true });
  });

  it('are counted as well where they claim to be from the list, or come by a report or an undo', async () => {
    const { activityId, code } = await seat();
    const wrong = Array.from({ length: 12 }, (_, i) => String(i).padStart(6, '0')).filter(
      one => one !== code,
    );
    const ticked = { activityId, ticket: wrong[0]!, way: 'ticked', requestId: freshRequest() } as const;
    await world.call('checkin.scan', ticked, helper);
    await sync(
      activityId,
      wrong.slice(1, 10).map(one => letIn(one)),
    );
    await undo(activityId, 'anything', wrong[10]!);
    const barred = { code: 'checkin.too-many-codes' };
    expect(await undo(activityId, 'anything', code)).toMatchObject(barred);
    expect(await world.call('checkin.sync', { activityId, deeds: [letIn(code)] }, helper)).toMatchObject(
      barred,
    );
    expect(rosterOf(world, activityId).sessions.s1).toMatchObject({ arrived: 0 });
  });

  it('cost a right one nothing', async () => {
    const { activityId, code } = await seat();
    const cost = await costOf(world, 'checkin.scan', () => scan(activityId, code));
    expect(cost.map(one => one.collection).sort()).toEqual([
      'activities',
      'rosters',
      'rosters',
      'rosters',
      'staff',
    ]);
  });
});

describe('walk-ins', () => {
  it('are kept with masked names and ages, no more than there are of them', async () => {
    const activityId = await world.publish();
    const walkIn = (extra: object) =>
      world.raw(
        { action: 'checkin.walkIn', input: { activityId, count: 2, requestId: freshRequest(), ...extra } },
        helper,
      );
    expect(await walkIn({ names: ['王秀兰'], ages: { elder: 1, child: 1 } })).toMatchObject({ ok: true });
    expect(Object.values(rosterOf(world, activityId).walkIns)).toMatchObject([
      { names: ['王*兰'], ages: { elder: 1, child: 1 } },
    ]);
    expect(await walkIn({ ages: { elder: 2, child: 1 } })).toMatchObject({
      ...{ code: 'input.invalid', details: { ages: expect.any(String) } },
    });
    expect(await walkIn({ names: ['甲', '乙', '丙'] })).toMatchObject({
      details: { names: expect.any(String) },
    });
  });

  it('are given seats of those who did not come when somebody says so', async () => {
    const activityId = await world.publish({ capacity: 25, venueId: 'stage' });
    await world.register(activityId, resident, 5);
    const walkIn = (count: number, spare?: boolean) =>
      world.call(
        'checkin.walkIn',
        { activityId, count, requestId: freshRequest(), ...(spare ? { spare } : {}) },
        helper,
      );
    expect(await walkIn(27)).toMatchObject({ code: 'checkin.room-full', details: { left: 25, spare: 30 } });
    expect(await walkIn(27, true)).toMatchObject({ data: { walkIns: 27 } });
    expect(await walkIn(4, true)).toMatchObject({
      code: 'checkin.room-full',
      details: { left: 0, spare: 3 },
    });
  });
});
