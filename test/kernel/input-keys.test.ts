/** Fields, keys and names that only a meddler sends: they reach no document and break nothing. */
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

let world: World;
let activityId: string;
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish();
  await world.register(activityId, people.resident, 2);
});
afterAll(() => world.close());

describe('fields that nobody asked for', () => {
  it.each([
    ['a prototype', '{"__proto__":{"state":"published","isAdmin":true}}'],
    ['a constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
    ['a dotted path', '{"members.m1.state":"seated","a.b":1}'],
    ['an operator', '{"$set":{"state":"published"},"$where":"1"}'],
    ['an identity', '{"openid":"u-admin","userInfo":{"openId":"u-admin"},"now":0,"role":"admin"}'],
  ])('change nothing of a registration: %s', async (_, json) => {
    const own = await world.publish();
    const fields = JSON.stringify({
      activityId: own,
      party: [{ name: '王秀兰', ...JSON.parse('{"$inc":1,"state":"seated"}') }],
      requestId: freshRequest(),
    });
    const input = `${fields.slice(0, -1)},${json.slice(1)}`;
    const response = await fetch(`${world.url}/__call/api`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-openid': people.stranger },
      body: `{"action":"registration.create","input":${input}}`,
    });
    expect(await response.json()).toMatchObject({ ok: true, data: { status: 'seated' } });
    const written = world.dump<Record<string, unknown>>('registrations').find(one => one.activityId === own)!;
    expect(Object.keys(written).sort()).toEqual(
      [
        ...['_id', 'activityId', 'answers', 'createdAt', 'holds', 'key', 'keys', 'openid', 'party'],
        ...['requestId', 'rosterId', 'writes'],
      ].sort(),
    );
    expect(written.openid).toBe(people.stranger);
    expect(await world.ok('me.view', {}, people.stranger)).toEqual({
      grants: [],
      stations: [],
      uploads: expect.stringMatching(/^uploads\/[0-9a-f]{16}\/$/),
    });
  });

  it('of a draft reach no document', async () => {
    const draft = {
      ...makeDraft(),
      state: 'published',
      staged: 'x',
      _id: 'chosen',
      areaPath: ['west'],
      'on.0': 'west|2027-06-09',
    };
    const { activityId: own } = await world.ok('activity.save', { draft }, people.editor);
    const stored = world.dump<Record<string, unknown>>('activities').find(one => one._id === own)!;
    expect(stored).toMatchObject({ state: 'draft', areaPath: ['root', 'east', 'qiao'] });
    expect(stored).not.toHaveProperty('staged');
    expect(stored).not.toHaveProperty(['on.0']);
  });
});

describe('keys a caller may choose', () => {
  it.each(['__proto__', 'constructor', 'a.b', '$gt', '', '字', ' '.repeat(80)])(
    'an answer to “%s” is refused or kept harmlessly',
    async key => {
      const own = await world.publish();
      const response = await fetch(`${world.url}/__call/api`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-openid': people.neighbour },
        body: `{"action":"registration.create","input":{"activityId":"${own}","party":[{"name":"李"}],"requestId":"r","answers":{${JSON.stringify(key)}:"x"}}}`,
      });
      const reply = (await response.json()) as { ok: boolean; code?: string };
      if (!reply.ok) expect(reply.code).toBe('input.invalid');
      expect((await world.ok('attendance.live', { activityId: own }, people.helper)).seated).toBe(
        reply.ok ? 1 : 0,
      );
    },
  );

  it.each(['__proto__', 'a.b.c', '$set', '字'.repeat(100), '\u0000', 'toString'])(
    'a request called “%s” is one like any other',
    async requestId => {
      const own = await world.publish();
      const input = { activityId: own, party: [{ name: '李建国' }], requestId };
      const first = await world.ok('registration.create', input, people.neighbour);
      const again = await world.ok('registration.create', input, people.neighbour);
      expect(again).toEqual({ ...first, repeated: true });
      const ticket = first.ticket!.qr;
      await world.ok('checkin.scan', { activityId: own, ticket, requestId }, people.helper);
      await world.ok('checkin.walkIn', { activityId: own, count: 1, requestId }, people.helper);
      await world.ok('checkin.walkIn', { activityId: own, count: 1, requestId }, people.helper);
      expect(await world.ok('attendance.live', { activityId: own }, people.helper)).toMatchObject({
        arrived: 1,
        walkIns: 1,
      });
    },
  );

  it.each(['1', 'x', '1_', '_x', 'NaN_x', '-1_a', '1e400_a', '{"$gt":""}', '__proto__'])(
    'a cursor of “%s” fails nothing',
    async cursor => {
      expect((await world.call('calendar.day', { date: '2027-06-09', cursor })).ok).toBe(true);
      expect((await world.call('registration.mine', { cursor }, people.resident)).ok).toBe(true);
      const input = { stationId: 'hall', cursor };
      expect((await world.call('station.activities', input, people.editor)).ok).toBe(true);
    },
  );

  it('a place called “__proto__” is no place, since its id is part of paths into documents', async () => {
    expect(await world.call('activity.view', { activityId: '__proto__' })).toMatchObject({
      code: 'input.invalid',
      details: { activityId: '编号不对' },
    });
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])(
    'a place called “%s” is one nobody has',
    async id => {
      expect(await world.call('activity.view', { activityId: id })).toMatchObject({
        code: 'activity.not-found',
      });
      expect(await world.call('activity.view', { activityId, sessionId: id })).toMatchObject({ ok: false });
      expect(await world.call('calendar.month', { areaId: id, month: '2027-06' })).toMatchObject({
        ok: true,
      });
      const scan = { activityId, sessionId: id, ticket: '123456', requestId: 'r' };
      const refused = await world.call('checkin.scan', scan, people.helper);
      expect(refused.ok ? 'ok' : refused.code).toMatch(/^(activity|session|ticket)\./);
      const count = { activityId, sessionId: id, count: 1, requestId: 'r' };
      const counted = await world.call('checkin.walkIn', count, people.helper);
      expect(counted.ok ? 'ok' : counted.code).toMatch(/^(activity|session)\./);
    },
  );
});
