/** The door: who was let in, when and by which way; what is forged; who came unannounced. */
import type { Input } from '@core/contract';
import { gateLines } from '@test/support/gate';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
let activityId: string;
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish({ capacity: 200 });
});
afterAll(() => world.close());

const { resident, neighbour, helper, manager } = people;
let drawn = 0;

/** A seated party of somebody new, and its ticket. */
async function seat(size: number, at = activityId) {
  const openid = `guest-${++drawn}`;
  const { ticket } = await world.register(at, openid, size);
  return { openid, ...ticket! };
}

function scan(ticket: string, extra: Partial<Input<'checkin.scan'>> = {}, by: string = helper) {
  return world.call('checkin.scan', { activityId, ticket, requestId: freshRequest(), ...extra }, by);
}

async function live(at = activityId) {
  return world.ok('attendance.live', { activityId: at }, helper);
}

describe('a scan', () => {
  it('lets the whole party in, and says who', async () => {
    const { qr } = await seat(2);
    const before = await live();
    const reply = await scan(qr);
    expect(reply).toMatchObject({
      ok: true,
      data: { name: '王*兰', size: 2, arrived: 2, repeated: false, by: '志愿者 小李', way: 'scanned' },
    });
    expect((await live()).arrived).toBe(before.arrived + 2);
  });

  it('repeated says who let them in, when and by which way, and counts nobody', async () => {
    const { qr, code } = await seat(2);
    const first = await scan(code);
    if (!first.ok) throw new Error(first.code);
    const before = await live();
    await world.setClock('2027-06-09T08:20:00+08:00');
    for (const again of [await scan(qr, {}, manager), await scan(code, {}, manager)]) {
      expect(again).toMatchObject({
        ok: true,
        data: { repeated: true, arrived: 2, at: first.data.at, by: '志愿者 小李', way: 'typed' },
      });
    }
    expect(await live()).toEqual(before);
  });

  it('sent again with its request is answered as the first time', async () => {
    const { qr } = await seat(2);
    const first = await scan(qr, { requestId: 'bad-signal', count: 1 });
    await scan(qr, { count: 1 });
    const before = await live();
    const again = await scan(qr, { requestId: 'bad-signal', count: 1 });
    expect(first).toMatchObject({ data: { admitted: 1, repeated: false } });
    expect(again).toMatchObject({ data: { admitted: 1, repeated: false, at: first.ok && first.data.at } });
    expect(await live()).toEqual(before);
  });

  it('ten times at once counts the party once', async () => {
    const { qr } = await seat(3);
    const before = await live();
    const all = await Promise.all(Array.from({ length: 10 }, () => scan(qr)));
    expect(all.filter(reply => reply.ok && !reply.data.repeated)).toHaveLength(1);
    expect(all.filter(reply => reply.ok && reply.data.repeated)).toHaveLength(9);
    expect((await live()).arrived).toBe(before.arrived + 3);
  });

  it('takes a party in parts, and no more than it is', async () => {
    const { qr } = await seat(3);
    expect(await scan(qr, { count: 1 })).toMatchObject({ data: { arrived: 1, size: 3, repeated: false } });
    expect(await scan(qr, { count: 3 })).toMatchObject({ code: 'checkin.count-too-many' });
    expect(await scan(qr)).toMatchObject({ data: { arrived: 3, admitted: 2, repeated: false } });
    expect(await scan(qr)).toMatchObject({ data: { arrived: 3, repeated: true } });
  });

  it('of a member’s own ticket lets in that member alone, once', async () => {
    const { openid } = await seat(2);
    const { mine } = await world.ok('activity.view', { activityId }, openid);
    const [first, second] = mine!.memberTickets!;
    expect(await scan(second!.qr)).toMatchObject({ data: { name: '李*国', arrived: 1, repeated: false } });
    expect(await scan(second!.code)).toMatchObject({ data: { name: '李*国', arrived: 1, repeated: true } });
    expect(await scan(first!.code)).toMatchObject({ data: { name: '王*兰', arrived: 2, repeated: false } });
  });

  it('takes the code as people write it down', async () => {
    const { code } = await seat(1);
    expect(await scan(` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({ data: { way: 'typed' } });
  });
});

describe('is refused', () => {
  it('another activity’s ticket', async () => {
    const { qr } = await seat(1, await world.publish());
    expect(await scan(qr)).toMatchObject({ ok: false, code: 'ticket.other-activity' });
  });

  it('a waiting party', async () => {
    const small = await world.publish({ capacity: 1 });
    await world.register(small, resident, 1);
    await world.register(small, neighbour, 1);
    const waiting = (await gateLines(world, small)).find(line => line.status === 'waiting')!;
    expect(await scan(waiting.code, { activityId: small })).toMatchObject({ code: 'ticket.not-seated' });
    expect((await live(small)).arrived).toBe(0);
  });

  it('a party that has applied or was declined, as what it is', async () => {
    const asking = await world.publish({ approval: true });
    await world.register(asking, resident, 1);
    const [line] = await gateLines(world, asking);
    const reply = await scan(line!.code, { activityId: asking });
    expect(reply).toMatchObject({
      code: 'ticket.not-seated',
      details: { state: 'applied', name: line!.name, size: 1 },
    });
    const { lines } = await world.ok('roster.list', { activityId: asking }, manager);
    const registrationId = lines[0]!.registrationId;
    const reason = '名额有限';
    await world.ok(
      'roster.decline',
      { activityId: asking, registrationId, reason, requestId: freshRequest() },
      manager,
    );
    expect(await scan(line!.code, { activityId: asking })).toMatchObject({ details: { state: 'declined' } });
  });

  it('a withdrawn party, by ticket and by code, also once it has registered anew', async () => {
    const { openid, qr, code } = await seat(1);
    await world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, openid);
    expect(await scan(qr)).toMatchObject({ code: 'ticket.not-seated' });
    expect(await scan(code)).toMatchObject({ code: 'ticket.not-seated' });
    const { ticket } = await world.register(activityId, openid, 2);
    expect(await scan(qr)).toMatchObject({ code: 'ticket.not-seated' });
    expect(await scan(ticket!.qr)).toMatchObject({ data: { arrived: 2, repeated: false } });
  });

  it('a ticket shown before the door opens', async () => {
    const later = await world.publish({
      startsAt: '2027-06-10T09:00:00+08:00',
      endsAt: '2027-06-10T11:00:00+08:00',
    });
    const { qr } = await seat(1, later);
    expect(await scan(qr, { activityId: later })).toMatchObject({ code: 'checkin.closed' });
    expect(
      await world.call('checkin.walkIn', { activityId: later, count: 1, requestId: freshRequest() }, helper),
    ).toMatchObject({ code: 'checkin.closed' });
  });
});

describe('a forged ticket', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  it('is one with any single character changed', async () => {
    const { qr } = await seat(2);
    const before = await live();
    for (let at = 0; at < qr.length; at++) {
      const other = alphabet[(alphabet.indexOf(qr[at]!) + 1) % alphabet.length]!;
      const forged = qr.slice(0, at) + other + qr.slice(at + 1);
      expect([at, await scan(forged)]).toMatchObject([at, { ok: false, code: 'ticket.forged' }]);
    }
    expect(await live()).toEqual(before);
    expect(await scan(qr)).toMatchObject({ data: { repeated: false } });
  });

  it('is one cut off anywhere', async () => {
    const { qr } = await seat(2);
    for (let length = 1; length < qr.length; length++) {
      expect([length, await scan(qr.slice(0, length))]).toMatchObject([length, { code: 'ticket.forged' }]);
    }
  });

  it('is one with something added', async () => {
    const { qr } = await seat(1);
    for (const added of ['.', '.x', 'A', '=', '\u0000', '五']) {
      expect(await scan(qr + added)).toMatchObject({ code: 'ticket.forged' });
    }
  });

  it('is one party’s facts under another’s signature, or under none of ours', async () => {
    const [one, two] = [(await seat(1)).qr.split('.'), (await seat(4)).qr.split('.')];
    const said = one.slice(0, -1);
    const signature = one[one.length - 1]!;
    // The eighth part is how many they are.
    expect(said[7]).toBe('1');
    for (const forged of [
      [...two.slice(0, -1), signature],
      [...said.slice(0, 7), '5', ...said.slice(8), signature],
      [said[0], 'k9', ...said.slice(2), signature],
      [...said, ''],
      ['YY1', ...said.slice(1), signature],
    ]) {
      expect(await scan(forged.join('.'))).toMatchObject({ code: 'ticket.forged' });
    }
  });

  it('is any other text', async () => {
    for (const text of [
      '你好',
      'https://example.org/?q=1',
      '12345',
      '1234567',
      '{}',
      'YY1...',
      '-'.repeat(600),
    ]) {
      expect(await scan(text)).toMatchObject({ code: 'ticket.forged' });
    }
  });

  it('is not a code that nobody holds: that has a refusal of its own', async () => {
    const held = new Set((await gateLines(world, activityId)).map(line => line.code));
    const free = ['000000', '111111', '222222', '333333'].find(code => !held.has(code))!;
    expect(await scan(free)).toMatchObject({ ok: false, code: 'ticket.unknown-code' });
    expect(await scan(`${(await seat(2)).code}-9`)).toMatchObject({ ok: false, code: 'ticket.unknown-code' });
  });
});

describe('walk-ins', () => {
  const walkIn = (at: string, count: number, requestId = freshRequest()) =>
    world.call('checkin.walkIn', { activityId: at, count, requestId }, helper);

  it('add up, and a replay adds nothing', async () => {
    const at = await world.publish();
    expect(await walkIn(at, 3, 'first')).toMatchObject({ data: { walkIns: 3 } });
    expect(await walkIn(at, 2, 'second')).toMatchObject({ data: { walkIns: 5 } });
    expect(await walkIn(at, 3, 'first')).toMatchObject({ data: { walkIns: 3 } });
    expect(await live(at)).toMatchObject({ walkIns: 5, arrived: 0 });
  });

  it('from several helpers at once are all counted, each once', async () => {
    const at = await world.publish();
    const requests = Array.from({ length: 6 }, (_, i) => `counter-${i}`);
    await Promise.all([...requests, ...requests].map(requestId => walkIn(at, 1, requestId)));
    expect(await live(at)).toMatchObject({ walkIns: 6 });
  });

  it('stop at what the venue holds beyond the seats it has promised', async () => {
    const at = await world.publish({ capacity: 25, venueId: 'stage' });
    await world.register(at, resident, 5);
    expect(await walkIn(at, 25)).toMatchObject({ data: { walkIns: 25 } });
    expect(await walkIn(at, 1)).toMatchObject({ ok: false, code: 'checkin.room-full' });
    expect(await live(at)).toMatchObject({ walkIns: 25 });
  });
});

it('the live figures are people, registered arrivals and walk-ins apart', async () => {
  const at = await world.publish({ capacity: 5 });
  const first = await seat(3, at);
  await seat(2, at);
  await world.register(at, neighbour, 2);
  const gone = `guest-${++drawn}`;
  await world.register(at, gone, 1);
  await world.ok('registration.withdraw', { activityId: at, requestId: freshRequest() }, gone);
  await scan(first.qr, { activityId: at, count: 2 });
  await world.ok('checkin.walkIn', { activityId: at, count: 4, requestId: freshRequest() }, helper);
  expect(await live(at)).toMatchObject({
    capacity: 5,
    seated: 5,
    waiting: 2,
    withdrawn: 1,
    arrived: 2,
    walkIns: 4,
  });
});
