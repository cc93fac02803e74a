/** Whose ticket opens which door, and when. */
import type { Input } from '@core/contract';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const { resident, helper } = people;
const scan = (activityId: string, ticket: string, extra: Partial<Input<'checkin.scan'>> = {}) =>
  world.call('checkin.scan', { activityId, ticket, requestId: freshRequest(), ...extra }, helper);
const at = (date: string, from: number, to: number) => ({
  startsAt: `${date}T${String(from).padStart(2, '0')}:00:00+08:00`,
  endsAt: `${date}T${String(to).padStart(2, '0')}:00:00+08:00`,
});

describe('two sessions whose doors stand open together', () => {
  const sessions = [at('2027-06-09', 9, 10), at('2027-06-09', 11, 12)];

  it('each with its own seats: a ticket is for its own, also shown again or in parts', async () => {
    const activityId = await world.publish({ enrolment: 'session', sessions });
    const { ticket } = await world.register(activityId, resident, 2, { sessionId: 's2' });
    await world.setClock('2027-06-09T10:30:00+08:00');
    expect(await scan(activityId, ticket!.qr, { count: 1 })).toMatchObject({
      data: { sessionId: 's2', arrived: 1 },
    });
    expect(await scan(activityId, ticket!.qr)).toMatchObject({ data: { sessionId: 's2', arrived: 2 } });
    expect(await scan(activityId, ticket!.qr)).toMatchObject({ data: { sessionId: 's2', repeated: true } });
    expect(await scan(activityId, ticket!.qr, { sessionId: 's1' })).toMatchObject({
      code: 'ticket.other-session',
    });
  });

  it('of one enrolment: who comes between is for the one to come, counted by ticket, code and walk-in alike', async () => {
    const activityId = await world.publish({ sessions });
    const { ticket } = await world.register(activityId, resident, 2);
    await world.setClock('2027-06-09T09:30:00+08:00');
    expect(await scan(activityId, ticket!.qr)).toMatchObject({ data: { sessionId: 's1', arrived: 2 } });
    await world.setClock('2027-06-09T10:30:00+08:00');
    expect(await scan(activityId, ticket!.code)).toMatchObject({
      data: { sessionId: 's2', repeated: false },
    });
    await world.ok('checkin.walkIn', { activityId, count: 3, requestId: freshRequest() }, helper);
    const live = (sessionId: string) => world.ok('attendance.live', { activityId, sessionId }, helper);
    expect(await live('s1')).toMatchObject({ arrived: 2, walkIns: 0 });
    expect(await live('s2')).toMatchObject({ arrived: 2, walkIns: 3 });
  });
});

describe('a code', () => {
  it('of a registration given up opens nothing for the next', async () => {
    const activityId = await world.publish();
    const first = await world.register(activityId, resident, 1);
    await world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, resident);
    const second = await world.register(activityId, resident, 2);
    expect(second.ticket!.code).not.toBe(first.ticket!.code);
    for (const old of [first.ticket!.code, `${first.ticket!.code}-1`, first.ticket!.qr]) {
      expect(await scan(activityId, old)).toMatchObject({ code: 'ticket.not-seated' });
    }
    expect(await scan(activityId, second.ticket!.code)).toMatchObject({ data: { arrived: 2 } });
  });

  it('with a member’s number lets in that one, and there is no member before the first', async () => {
    const activityId = await world.publish();
    const { ticket } = await world.register(activityId, resident, ['王秀兰', '李建国']);
    expect(await scan(activityId, `${ticket!.code}-0`)).toMatchObject({ ok: false });
    expect(await scan(activityId, `${ticket!.code}-3`)).toMatchObject({ code: 'ticket.unknown-code' });
    expect(await scan(activityId, `${ticket!.code}-2`)).toMatchObject({
      data: { name: '李*国', arrived: 1 },
    });
    expect(await scan(activityId, ticket!.code)).toMatchObject({ data: { arrived: 2, admitted: 1 } });
    expect(await scan(activityId, `${ticket!.code}-1`)).toMatchObject({
      data: { repeated: true, arrived: 2 },
    });
  });
});

describe('the door’s hours', () => {
  it.each([
    ['two hours before, to the second', '2027-06-09T11:00:00+08:00', true],
    ['a minute earlier', '2027-06-09T10:58:50+08:00', false],
    ['a minute before two hours after', '2027-06-09T16:59:00+08:00', true],
    ['two hours after and a second', '2027-06-09T17:00:01+08:00', false],
  ])('%s', async (_, now, open) => {
    const activityId = await world.publish(at('2027-06-09', 13, 15));
    const { ticket } = await world.register(activityId, resident, 1);
    await world.setClock(now);
    const reply = await scan(activityId, ticket!.qr);
    expect(reply).toMatchObject(open ? { ok: true } : { code: 'checkin.closed' });
    expect(await scan(activityId, ticket!.code)).toMatchObject(
      open ? { ok: true } : { code: 'checkin.closed' },
    );
  });
});

describe('somebody at another door', () => {
  it.each([
    'helperElsewhere',
    'editorElsewhere',
    'managerElsewhere',
    'reviewer',
    'admin',
    'resident',
  ] as const)('%s lets nobody in with a good ticket', async caller => {
    await world.publish({}, people.editorElsewhere);
    const activityId = await world.publish();
    const { ticket } = await world.register(activityId, resident, 1);
    for (const shown of [ticket!.qr, ticket!.code, 'nonsense']) {
      const input = { activityId, ticket: shown, requestId: freshRequest() };
      expect(await world.call('checkin.scan', input, people[caller])).toMatchObject({
        code: 'caller.forbidden',
      });
    }
    expect(await world.ok('attendance.live', { activityId }, helper)).toMatchObject({ arrived: 0 });
  });
});
