/** Data that an earlier version wrote, at the door: its tickets open it, and what a gate did without a network counts once. */
import type { TestCloud } from '@test/support/cloud';
import { shownAt } from '@test/support/gate';
import { expectedOf, keptVersions, openKept, phoneOf } from '@test/support/kept-folder';
import { openKeptPhone } from '@test/support/kept-phone';
import { everything } from '@test/support/snapshot';
import { people as staff } from '@test/support/world';

describe.each(keptVersions)('a data folder of version %s', version => {
  const { tickets, turning, door, gate } = expectedOf(version);
  const { activityId, sessionId, deeds, outcomes, before, after } = gate;
  let cloud: TestCloud;
  let asked = 0;
  const request = () => ({ requestId: `since-${++asked}` });
  const open = async (now?: string) => {
    cloud = await openKept(version, now);
  };
  afterEach(() => cloud.close());

  const scan = (ticket: string, more: { requestId?: string } = {}) =>
    cloud.call(
      'checkin.scan',
      { activityId: tickets.activityId, ticket, ...request(), ...more },
      staff.editor,
    );
  const live = () => cloud.ok('attendance.live', { activityId }, gate.openid);
  type Deeds = Parameters<typeof cloud.ok<'checkin.sync'>>[1]['deeds'];
  const sync = () => cloud.ok('checkin.sync', { activityId, sessionId, deeds: deeds as Deeds }, gate.openid);

  it('tickets held let in each party once, and a repeat says so', async () => {
    await open('2027-06-09T08:30:00+08:00');
    const [pair, ...others] = tickets.seated;
    for (const { qr } of tickets.members)
      expect(await scan(qr)).toMatchObject({ data: { admitted: 1, repeated: false } });
    expect(await scan(pair!.ticket!.qr)).toMatchObject({ data: { admitted: 0, repeated: true } });
    for (const { ticket, names } of others) {
      const again = request();
      const first = await scan(ticket!.qr, again);
      expect(first).toMatchObject({ data: { admitted: names.length, repeated: false } });
      const same = { admitted: 0, arrived: names.length, repeated: true, by: '编辑 小吴' };
      expect(await scan(ticket!.qr, again)).toMatchObject({ data: { arrived: names.length } });
      expect(await scan(ticket!.code)).toMatchObject({ data: same });
    }
    expect(await scan(tickets.desk.qr)).toMatchObject({ data: { admitted: 1 } });
    expect(await cloud.ok('attendance.live', { activityId: tickets.activityId }, staff.editor)).toMatchObject(
      { seated: 7, arrived: 7 },
    );
    expect(await cloud.ok('wall.live', { token: tickets.wall })).toMatchObject({ arrived: 7 });
  });

  it('codes noted down let parties in as their tickets do', async () => {
    await open('2027-06-09T08:30:00+08:00');
    for (const { ticket, names } of tickets.seated)
      expect(await scan(ticket!.code)).toMatchObject({ data: { admitted: names.length } });
    expect(await scan(tickets.desk.code)).toMatchObject({ data: { admitted: 1 } });
  });

  it('a turning ticket is let in as the phone shows it now, and not as a picture of it', async () => {
    await open('2027-06-09T08:30:00+08:00');
    const { registrations } = await cloud.ok('registration.mine', {}, turning.openid);
    const { secret } = registrations[0]!.registration.ticket!;
    expect(secret).toBe(turning.ticket!.secret);
    const showing = (at: string) => ({
      activityId: turning.activityId,
      ticket: shownAt(turning.ticket!, at),
      ...request(),
    });
    const old = showing('2027-06-09T08:00:00+08:00');
    expect(await cloud.call('checkin.scan', old, staff.editor)).toMatchObject({ ok: false });
    const fresh = showing('2027-06-09T08:30:00+08:00');
    expect(await cloud.ok('checkin.scan', fresh, staff.editor)).toMatchObject({ admitted: 1 });
  });

  it('a ticket given back and one altered are refused', async () => {
    await open('2027-06-09T08:30:00+08:00');
    const { ticket } = tickets.withdrawn;
    expect(await scan(ticket!.qr)).toMatchObject({ ok: false, code: 'ticket.not-seated' });
    const own = tickets.seated[0]!.ticket!.qr;
    const altered = own.slice(0, -1) + (own.endsWith('A') ? 'B' : 'A');
    expect(await scan(altered)).toMatchObject({ ok: false, code: 'ticket.forged' });
  });

  it('deeds of a gate that nobody was told are counted, and counted once', async () => {
    await open();
    expect(await live()).toMatchObject(before);
    const first = await sync();
    expect(first.results.map(one => one.outcome)).toEqual(outcomes);
    expect(await live()).toMatchObject(after);
    expect((await sync()).results).toEqual(first.results);
    expect(await live()).toMatchObject(after);
    const { parties } = await cloud.ok('checkin.disputes', { activityId }, staff.manager);
    expect(parties).toMatchObject([{ size: 1, arrived: 1 }]);
    expect(parties[0]!.claims).toHaveLength(2);
  });

  it('deeds told when the door has long closed are counted all the same', async () => {
    await open('2027-06-09T12:00:00+08:00');
    await sync();
    const { sessions } = await cloud.ok('counts.view', { activityId }, staff.manager);
    expect(sessions[0]!.figures).toMatchObject({ arrived: after.arrived, walkIns: after.walkIns });
  });

  it('the gate’s phone finds its deeds and its list, and tells them by itself', async () => {
    await open();
    const phone = await openKeptPhone(cloud, gate, phoneOf(version));
    expect(phone.listed).toBe(4);
    expect(phone.untold()).toBe(deeds.length);
    await phone.tell();
    expect(phone.untold()).toBe(0);
    expect(await live()).toMatchObject(after);
  });

  it('a helper goes on helping, and another comes in by the open invitation', async () => {
    await open();
    const seen = { activityId, ticket: deeds[2]!.ticket!, ...request() };
    expect(await cloud.ok('checkin.scan', seen, gate.openid)).toMatchObject({ repeated: true });
    const joins = { code: door.invitation, name: '小宁', ...request() };
    await cloud.ok('invitation.accept', joins, 'u-ning');
    expect(await cloud.ok('checkin.scan', { ...seen, ...request() }, 'u-ning')).toMatchObject({
      repeated: true,
    });
  });

  it('names of volunteers are encrypted by the clock, and read as before', async () => {
    await open('2027-06-09T08:30:00+08:00');
    const helpers = async () =>
      (await cloud.ok('helper.list', { activityId: door.activityId }, staff.manager)).helpers.map(
        one => one.name,
      );
    const trail = async () => (await cloud.ok('audit.list', { stationId: 'hall' }, staff.manager)).lines;
    const [names, lines] = [await helpers(), await trail()];
    expect(names).toContain('小唐');
    await cloud.setClock('2027-06-09T09:30:00+08:00');
    expect(JSON.stringify(everything(cloud))).not.toContain('小唐');
    expect(await helpers()).toEqual(names);
    expect(await trail()).toEqual(expect.arrayContaining(lines));
    expect(await cloud.ok('me.view', {}, gate.openid)).toMatchObject({ title: '志愿者 小唐' });
  });
});
