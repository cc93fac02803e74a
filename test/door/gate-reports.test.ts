/** A gate without a network: what it takes along, and what becomes of what it tells afterwards. */

import { readLines } from '@core/door/gate-lines';
import type { Draft } from '@core/publishing/contract';
import { crashAfter } from '@test/support/crash';
import { costOf, doorTime, letIn, letOut, rosterOf, type Told } from '@test/support/gate';
import { everything } from '@test/support/snapshot';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { resident, helper, editor, manager, helperElsewhere } = people;

/** An activity with one seated party on it. */
async function seat(size = 2, draft: Partial<Draft> = {}) {
  const activityId = await world.publish(draft);
  const { registrationId, ticket } = await world.register(activityId, resident, size);
  return { activityId, registrationId, ...ticket! };
}
const sync = async (activityId: string, deeds: Told[], by: string = helper) =>
  (await world.ok('checkin.sync', { activityId, deeds }, by)).results.map(({ outcome }) => outcome);
const scan = (activityId: string, ticket: string, requestId = freshRequest(), by: string = helper) =>
  world.call('checkin.scan', { activityId, ticket, requestId }, by);
const undo = (activityId: string, of: string, party?: string) =>
  world.call(
    'checkin.undo',
    { activityId, of, requestId: freshRequest(), ...(party ? { party } : {}) },
    helper,
  );
const counts = async (activityId: string) => {
  const { arrived, walkIns } = await world.ok('attendance.live', { activityId }, helper);
  return { arrived, walkIns };
};
const disputes = (activityId: string) => world.ok('checkin.disputes', { activityId }, editor);

describe('two gates without a network that let in the same ticket', () => {
  async function twice() {
    const party = await seat();
    const at = '2027-06-09T07:50:00+08:00';
    const deeds = [letIn(party.qr, { count: 2, at }), letIn(party.qr, { count: 2 })] as const;
    expect(await sync(party.activityId, [deeds[0]])).toEqual(['counted']);
    expect(await sync(party.activityId, [deeds[1]], manager)).toEqual(['disputed']);
    return { ...party, deeds };
  }

  it('are both kept, flagged, and counted once', async () => {
    const { activityId, registrationId } = await twice();
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 0 });
    expect(await disputes(activityId)).toMatchObject({
      parties: [
        {
          ...{ registrationId, name: '王*兰', size: 2, arrived: 2 },
          claims: [
            { by: '志愿者 小李', people: 2, way: 'scanned' },
            { by: '站长 老王', people: 2 },
          ],
        },
      ],
      seatless: [],
    });
    const { lines } = await world.ok('gate.pack', { activityId }, helper);
    expect(readLines(lines)).toMatchObject([
      { arrived: 2, disputed: true, last: { at: Date.parse(doorTime), way: 'scanned' } },
    ]);
  });

  it('are settled by staff who agree to what they saw, until a gate tells more', async () => {
    const { activityId, registrationId, qr } = await twice();
    const [party] = (await disputes(activityId)).parties;
    const agreement = { activityId, what: 'agree', registrationId, turn: party!.turn } as const;
    const agree = () => world.call('checkin.settle', { ...agreement, requestId: freshRequest() }, editor);
    await sync(activityId, [letIn(qr)]);
    expect(await agree()).toMatchObject({ code: 'checkin.dispute-changed' });
    const trail = async () => (await world.ok('audit.list', { stationId: 'hall' }, manager)).lines;
    expect((await trail()).filter(line => line.activityId === activityId)).toEqual([]);
    const [seen] = (await disputes(activityId)).parties;
    const settled = await world.ok(
      'checkin.settle',
      { ...agreement, turn: seen!.turn, requestId: freshRequest() },
      editor,
    );
    expect(settled).toEqual({ parties: [], seatless: [] });
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 0 });
    expect(await sync(activityId, [letIn(qr)])).toEqual(['disputed']);
  });

  it('are settled by taking one claim back, with a reason in the trail', async () => {
    const { activityId, registrationId } = await twice();
    const [party] = (await disputes(activityId)).parties;
    const takeBack = (claimId: string) =>
      world.call(
        'checkin.settle',
        {
          ...{ activityId, what: 'takeBack', registrationId, claimId },
          ...{ reason: '南门扫错了人', requestId: freshRequest() },
        },
        editor,
      );
    expect(await takeBack(party!.claims[1]!.claimId)).toMatchObject({ data: { parties: [] } });
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 0 });
    expect(await takeBack('r-none')).toMatchObject({ code: 'checkin.claim-unknown' });
    const { lines } = await world.ok('audit.list', { stationId: 'hall' }, manager);
    expect(lines[0]).toMatchObject({
      what: 'takeBack',
      by: '编辑 小吴',
      reason: '南门扫错了人',
      name: '王*兰',
    });
    expect(lines.filter(line => line.activityId === activityId)).toHaveLength(1);
  });

  it('are not a helper’s to settle, nor another station’s', async () => {
    const { activityId } = await twice();
    for (const openid of [helper, helperElsewhere, people.managerElsewhere])
      expect(await world.call('checkin.disputes', { activityId }, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
  });
});

it('a gate takes along who let somebody in elsewhere, and when', async () => {
  const { activityId, qr } = await seat();
  const at = '2027-06-09T07:47:31+08:00';
  await sync(activityId, [letIn(qr, { count: 2, at, way: 'ticked' })]);
  const { lines } = await world.ok('gate.pack', { activityId }, manager);
  expect(readLines(lines)).toMatchObject([
    { last: { by: '志愿者 小李', at: Date.parse('2027-06-09T07:47:00+08:00'), way: 'ticked' } },
  ]);
});

describe('an undo', () => {
  it('takes an own scan back, whose replay then says so', async () => {
    const { activityId, qr, code } = await seat();
    await scan(activityId, qr, 'mistake');
    expect(await undo(activityId, 'mistake', code)).toMatchObject({ data: { arrived: 0 } });
    expect(await undo(activityId, 'mistake', code)).toMatchObject({ data: { arrived: 0 } });
    expect(await scan(activityId, qr, 'mistake')).toMatchObject({ code: 'checkin.undone' });
    expect(await scan(activityId, qr)).toMatchObject({ data: { admitted: 2, repeated: false } });
  });

  it('holds before the scan it takes back has been told', async () => {
    const { activityId, qr, code } = await seat();
    const late = letIn(qr, { count: 2 });
    expect(await undo(activityId, late.requestId, code)).toMatchObject({ data: { arrived: 0 } });
    expect(await sync(activityId, [late])).toEqual(['undone']);
    expect(await counts(activityId)).toEqual({ arrived: 0, walkIns: 0 });
  });

  it('takes walk-ins back, told by a gate or not', async () => {
    const activityId = await world.publish();
    const walkIn: Told = { what: 'walkIn', requestId: freshRequest(), at: doorTime, count: 3 };
    expect(await sync(activityId, [walkIn])).toEqual(['counted']);
    expect(await undo(activityId, walkIn.requestId)).toMatchObject({ data: { walkIns: 0 } });
    await world.ok('checkin.walkIn', { activityId, count: 2, requestId: 'two' }, helper);
    expect(await undo(activityId, 'two')).toMatchObject({ data: { walkIns: 0 } });
    const again = { activityId, count: 2, requestId: 'two' };
    expect(await world.call('checkin.walkIn', again, helper)).toMatchObject({ code: 'checkin.undone' });
  });

  it('reaches the session it was made at, whichever is at the door by now', async () => {
    const sessions = [9, 11].map(hour => ({
      startsAt: `2027-06-09T${String(hour).padStart(2, '0')}:00:00+08:00`,
      endsAt: `2027-06-09T${hour + 1}:00:00+08:00`,
    }));
    const { activityId, qr, code } = await seat(2, { sessions });
    await scan(activityId, qr, 'at-the-first');
    const reply = { activityId, sessionId: 's2', of: 'at-the-first', party: code, requestId: freshRequest() };
    expect(await world.call('checkin.undo', reply, helper)).toMatchObject({ ok: true });
    expect(rosterOf(world, activityId).sessions).toMatchObject({ s1: { arrived: 0 }, s2: { arrived: 0 } });
    const deed = letIn(qr, { count: 2 });
    await sync(activityId, [deed]);
    const undone: Told = {
      what: 'undo',
      requestId: freshRequest(),
      at: doorTime,
      of: deed.requestId,
      party: code,
    };
    await world.ok('checkin.sync', { activityId, sessionId: 's2', deeds: [undone] }, helper);
    expect(rosterOf(world, activityId).sessions).toMatchObject({ s1: { arrived: 0 }, s2: { arrived: 0 } });
    expect(Object.values(rosterOf(world, activityId).members)[0]).toMatchObject({ came: 0 });
  });
});

describe('a party let in that had given up its seats', () => {
  async function seatless() {
    const party = await seat();
    await world.ok(
      'registration.withdraw',
      { activityId: party.activityId, requestId: freshRequest() },
      resident,
    );
    const deed = letIn(party.qr, { count: 2 });
    expect(await sync(party.activityId, [deed])).toEqual(['walkIn']);
    expect(await sync(party.activityId, [deed])).toEqual(['walkIn']);
    return { ...party, deed };
  }

  it('is counted among the walk-ins, and staff are told', async () => {
    const { activityId } = await seatless();
    expect(await counts(activityId)).toEqual({ arrived: 0, walkIns: 2 });
    const { seatless: found } = await disputes(activityId);
    expect(found).toMatchObject([{ people: 2, by: '志愿者 小李', name: '王*兰' }]);
    const agreed = { activityId, what: 'agreeSeatless', claimId: found[0]!.claimId } as const;
    expect(await world.ok('checkin.settle', { ...agreed, requestId: freshRequest() }, editor)).toEqual({
      parties: [],
      seatless: [],
    });
    expect(await counts(activityId)).toEqual({ arrived: 0, walkIns: 2 });
  });

  it('is taken back where it was counted', async () => {
    const { activityId, code, deed } = await seatless();
    expect(await undo(activityId, deed.requestId, code)).toMatchObject({ data: { walkIns: 0 } });
    expect(await counts(activityId)).toEqual({ arrived: 0, walkIns: 0 });
  });
});

describe('a report', () => {
  it('told again is answered as it was the first time, and moves nothing', async () => {
    const { activityId, qr, code } = await seat();
    const [first, twice, early] = [1, 2, 3].map(() => letIn(qr, { count: 2 }));
    const walkIn = { ...letIn(''), what: 'walkIn', count: 1 } as Told;
    const undo = (of: string, party?: string): Told => ({
      ...{ what: 'undo', requestId: freshRequest(), at: doorTime, of },
      ...(party ? { party } : {}),
    });
    const deeds = [first!, walkIn, undo(early!.requestId, code), early!, twice!, undo(walkIn.requestId)];
    const answers = ['counted', 'counted', 'undone', 'undone', 'disputed', 'undone'];
    expect(await sync(activityId, deeds)).toEqual(answers);
    const before = everything(world);
    expect(await sync(activityId, deeds)).toEqual(answers);
    expect(await sync(activityId, [...deeds].reverse(), manager)).toEqual([...answers].reverse());
    expect(await sync(activityId, [undo(walkIn.requestId)])).toEqual(['known']);
    expect(everything(world)).toEqual(before);
  });

  it('of a scan whose answer was lost, or of a repeat of one, counts it once', async () => {
    const { activityId, qr } = await seat();
    await scan(activityId, qr, 'answer-lost');
    expect(await sync(activityId, [letIn(qr, { requestId: 'answer-lost', count: 2 })])).toEqual(['known']);
    const later = letIn(qr, { count: 2 });
    await sync(activityId, [later]);
    expect(await scan(activityId, qr, later.requestId)).toMatchObject({ data: { repeated: false } });
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 0 });
  });

  it('refuses what is not of this activity, and takes the rest', async () => {
    const { activityId, qr, code } = await seat();
    const { qr: theirs } = await seat();
    const forged = `${qr.slice(0, -1)}${qr.endsWith('A') ? 'B' : 'A'}`;
    const unknown = code === '000000' ? '111111' : '000000';
    const deeds = [forged, qr.slice(0, -3), theirs, unknown, '你好', `${code}-2`].map(text => letIn(text));
    const none = ['refused', 'refused', 'refused', 'refused', 'refused'];
    expect(await sync(activityId, deeds)).toEqual([...none, 'counted']);
    expect(await counts(activityId)).toEqual({ arrived: 1, walkIns: 0 });
  });

  it('masks names, and counts people whatever is wrong with their ages', async () => {
    const activityId = await world.publish();
    const walkIn = { what: 'walkIn', at: doorTime, count: 2, names: ['王秀兰', '欧阳慧敏', '李明'] } as const;
    await sync(activityId, [
      { ...walkIn, names: [...walkIn.names], ages: { elder: 3 }, requestId: freshRequest() },
      { ...walkIn, names: [], ages: { elder: 2 }, requestId: freshRequest() },
    ]);
    const kept = Object.values(rosterOf(world, activityId).walkIns);
    expect(kept.map(({ count, names, ages }) => ({ count, names, ages }))).toEqual(
      expect.arrayContaining([
        { count: 2, names: ['王*兰', '欧**敏'] },
        { count: 2, ages: { elder: 2 } },
      ]),
    );
  });

  it('of twenty is one write, and two reads of the roster', async () => {
    const activityId = await world.publish({ capacity: 40 });
    const seated = await Promise.all(
      Array.from({ length: 10 }, (_, i) => world.register(activityId, `guest-${i}`, 2)),
    );
    const deeds = seated.flatMap(({ ticket }, i) => [
      letIn(i % 2 ? ticket!.qr : ticket!.code, { way: i % 2 ? 'scanned' : 'ticked' }),
      letIn(`${ticket!.code}-2`, { way: 'typed' }),
    ]);
    const cost = await costOf(world, 'checkin.sync', () => sync(activityId, deeds));
    expect(cost.filter(one => one.verb === 'modifyDocument')).toHaveLength(1);
    expect(cost).toHaveLength(5);
    expect(await counts(activityId)).toEqual({ arrived: 20, walkIns: 0 });
    const scanned = seated.flatMap(({ ticket }) => [letIn(ticket!.qr)]);
    expect(await costOf(world, 'checkin.sync', () => sync(activityId, scanned))).toHaveLength(4);
  });

  it('cut off by a crash at any write is taken once when it is told again', async () => {
    const { activityId, qr } = await seat();
    const deeds = [letIn(qr, { count: 2 }), { ...letIn(''), what: 'walkIn', count: 3 } as Told];
    const send = () => world.call('checkin.sync', { activityId, deeds }, helper);
    expect(await crashAfter(world, 0, send)).toBe(true);
    expect(await counts(activityId)).toEqual({ arrived: 0, walkIns: 0 });
    expect(await crashAfter(world, 1, send)).toBe(false);
    expect(await sync(activityId, deeds)).toEqual(['counted', 'counted']);
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 3 });
  });

  it('with a wrong clock is drawn to when the door was open, and never into the future', async () => {
    const { activityId, qr } = await seat();
    await sync(activityId, [letIn(qr, { at: '2031-01-01T00:00:00+08:00' })]);
    await sync(activityId, [letIn(qr, { at: '2020-01-01T00:00:00+08:00' })]);
    const at = Object.values(Object.values(rosterOf(world, activityId).members)[0]!.arrivals).map(
      one => one.at,
    );
    expect(at[0]).toBeLessThan(Date.parse('2027-06-09T09:00:00+08:00'));
    expect(at[1]).toBe(Date.parse('2027-06-09T07:00:00+08:00'));
  });

  it('is a helper’s of that activity alone', async () => {
    const { activityId, qr } = await seat();
    const report = { activityId, deeds: [letIn(qr)] };
    for (const openid of [helperElsewhere, resident, people.reviewer])
      expect(await world.call('checkin.sync', report, openid)).toMatchObject({ code: 'caller.forbidden' });
  });
});

describe('somebody signed out at a gate without a network', () => {
  const hoursAt = async (activityId: string) => {
    const { sessions } = await world.ok('counts.view', { activityId }, manager);
    const { hours, notSignedOut } = sessions[0]!.figures;
    return { hours, notSignedOut };
  };
  const hoursCount = () => seat(2, { signOut: true });
  const came = { at: '2027-06-09T07:10:00+08:00', count: 2 };
  const went = { at: '2027-06-09T07:40:00+08:00' };

  it('leaves at the time it happened, whichever is told first', async () => {
    const { activityId, qr, code } = await hoursCount();
    expect(await sync(activityId, [letOut(qr, went)])).toEqual(['counted']);
    expect(await hoursAt(activityId)).toEqual({ hours: 0, notSignedOut: 0 });
    expect(await sync(activityId, [letIn(code, came)], manager)).toEqual(['counted']);
    expect(await hoursAt(activityId)).toEqual({ hours: 1, notSignedOut: 0 });
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 0 });
  });

  it('by an own ticket leaves alone', async () => {
    const { activityId, qr, code } = await hoursCount();
    await sync(activityId, [letIn(qr, came), letOut(`${code}-2`, went)]);
    expect(await hoursAt(activityId)).toEqual({ hours: 0.5, notSignedOut: 1 });
  });

  it('told again, or by a call whose answer was lost, leaves once', async () => {
    const { activityId, qr } = await hoursCount();
    const left = letOut(qr, went);
    expect(await sync(activityId, [letIn(qr, came), left])).toEqual(['counted', 'counted']);
    const before = everything(world);
    expect(await sync(activityId, [left])).toEqual(['counted']);
    const late = { activityId, ticket: qr, requestId: left.requestId };
    expect(await world.call('checkin.signOut', late, helper)).toMatchObject({ data: { repeated: false } });
    expect(everything(world)).toEqual(before);
    const asked = { activityId, ticket: qr, requestId: freshRequest() };
    expect(await world.call('checkin.signOut', asked, helper)).toMatchObject({ data: { repeated: true } });
  });

  it('is known where the call itself had arrived', async () => {
    const { activityId, qr } = await hoursCount();
    await sync(activityId, [letIn(qr, came)]);
    const asked = { activityId, ticket: qr, requestId: freshRequest() };
    expect(await world.ok('checkin.signOut', asked, helper)).toMatchObject({ repeated: false });
    expect(await world.ok('checkin.signOut', asked, helper)).toMatchObject({ repeated: false });
    expect(await sync(activityId, [letOut(qr, { requestId: asked.requestId })])).toEqual(['known']);
  });

  it('with what is not of this activity is refused, and holds up nothing else', async () => {
    const { activityId, qr, code } = await hoursCount();
    const { qr: theirs } = await seat();
    const unknown = code === '000000' ? '111111' : '000000';
    const deeds = [theirs, `${qr}x`, unknown, '再见', qr].map(text => letOut(text, went));
    const none = ['refused', 'refused', 'refused', 'refused'];
    expect(await sync(activityId, [letIn(qr, came), ...deeds])).toEqual(['counted', ...none, 'counted']);
    expect(await hoursAt(activityId)).toEqual({ hours: 1, notSignedOut: 0 });
  });

  it('is told in the one write of the report, and cut off by a crash it is told again', async () => {
    const { activityId, qr } = await hoursCount();
    const deeds = [letIn(qr, came), letOut(qr, went)];
    const send = () => world.call('checkin.sync', { activityId, deeds }, helper);
    expect(await crashAfter(world, 0, send)).toBe(true);
    expect(await hoursAt(activityId)).toEqual({ hours: 0, notSignedOut: 0 });
    expect(await crashAfter(world, 1, send)).toBe(false);
    expect(await sync(activityId, deeds)).toEqual(['counted', 'counted']);
    expect(await hoursAt(activityId)).toEqual({ hours: 1, notSignedOut: 0 });
  });

  it('does not call staff back to a doubled party they have agreed to', async () => {
    const { activityId, registrationId, qr } = await hoursCount();
    await sync(activityId, [letIn(qr, came)]);
    await sync(activityId, [letIn(qr, came)], manager);
    const [party] = (await disputes(activityId)).parties;
    const agreement = { activityId, what: 'agree', registrationId, turn: party!.turn } as const;
    await world.ok('checkin.settle', { ...agreement, requestId: freshRequest() }, editor);
    await world.ok('checkin.signOut', { activityId, ticket: qr, requestId: freshRequest() }, helper);
    await sync(activityId, [letOut(qr, went)]);
    expect((await disputes(activityId)).parties).toEqual([]);
  });
});

describe('after everything has ended', () => {
  it('a report is still taken, the gate’s list is no more to be had once it is to be wiped', async () => {
    const { activityId, qr } = await seat();
    await world.setClock('2027-06-09T18:59:00+08:00');
    expect(await scan(activityId, qr)).toMatchObject({ code: 'checkin.closed' });
    expect(await sync(activityId, [letIn(qr, { count: 2 })])).toEqual(['counted']);
    expect((await world.ok('gate.pack', { activityId }, helper)).arrived).toBe(2);
    await world.setClock('2027-06-09T19:01:00+08:00');
    // A phone that still has something to tell learns whose door it was.
    expect(await world.call('gate.pack', { activityId }, helper)).toMatchObject({
      code: 'checkin.closed',
      details: { sessionId: 's1' },
    });
    await world.setClock('2027-06-12T08:00:00+08:00');
    expect(await sync(activityId, [letIn(qr, { count: 2 })])).toEqual(['disputed']);
    expect(await counts(activityId)).toEqual({ arrived: 2, walkIns: 0 });
  });
});
