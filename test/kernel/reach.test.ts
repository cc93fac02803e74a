/** How far a role reaches, beside the table of access.test.ts: by the document touched, and from the moment it changes. */

import { gateLines } from '@test/support/gate';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

let world: World;
let activityId: string;
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish({ capacity: 60 });
});
afterAll(() => world.close());

describe('reach is that of the document touched, not of what the caller sent', () => {
  it('an own station named beside another’s activity opens nothing', async () => {
    const before = world.dump('activities');
    for (const action of ['activity.save', 'activity.publish'] as const) {
      const input = { activityId, stationId: 'library', draft: makeDraft({ title: '改了' }) };
      expect(await world.call(action, input, people.managerElsewhere)).toMatchObject({
        code: 'caller.forbidden',
      });
    }
    expect(world.dump('activities')).toEqual(before);
  });

  it('a ticket of another’s activity shown at one’s own door lets nobody in', async () => {
    const theirs = await world.publish({}, people.editorElsewhere);
    const own = (await world.register(activityId, people.stranger, 1)).ticket!.qr;
    const reply = await world.call(
      'checkin.scan',
      { activityId: theirs, ticket: own, requestId: freshRequest() },
      people.helperElsewhere,
    );
    expect(reply).toMatchObject({ ok: false, code: 'ticket.other-activity' });
    const mine = await world.ok('registration.mine', {}, people.stranger);
    expect(mine.registrations[0]?.registration.arrived).toBe(0);
  });

  it('identity comes from the door alone, whatever the event says of it', async () => {
    const reply = await world.raw(
      {
        action: 'activity.cancel',
        input: { activityId, reason: '大雨', openid: people.manager },
        openid: people.manager,
        userInfo: { openId: people.manager },
      },
      people.resident,
    );
    expect(reply).toMatchObject({ ok: false, code: 'caller.forbidden' });
  });

  it('an area above reaches down, one beside or below does not', async () => {
    const asks = async (areaId: string) => {
      world.appoint('u-district', [{ role: 'reviewer', areaId }]);
      return (await world.call('attendance.live', { activityId }, 'u-district')).ok;
    };
    expect(await asks('root')).toBe(true);
    expect(await asks('east')).toBe(true);
    expect(await asks('qiao')).toBe(true);
    expect(await asks('west')).toBe(false);
    const inWest = await world.publish({}, people.editorElsewhere);
    world.appoint('u-district', [{ role: 'reviewer', areaId: 'qiao' }]);
    expect(await world.call('attendance.live', { activityId: inWest }, 'u-district')).toMatchObject({
      code: 'caller.forbidden',
    });
  });
});

it('an editor moved to another station writes there and no more here', async () => {
  world.appoint('u-moved', [{ role: 'editor', stationId: 'hall' }]);
  expect((await world.call('activity.draft', { activityId }, 'u-moved')).ok).toBe(true);
  world.appoint('u-moved', [{ role: 'editor', stationId: 'library' }]);
  expect((await world.call('activity.draft', { activityId }, 'u-moved')).ok).toBe(false);
  expect((await world.call('station.venues', { stationId: 'library' }, 'u-moved')).ok).toBe(true);
});

it('a helper sees masked names and no more of a phone than its tail', async () => {
  const own = await world.publish();
  await world.register(own, people.resident, [], { party: [{ name: '欧阳慧敏', phone: '13812345678' }] });
  const lines = await gateLines(world, own);
  expect(lines).toEqual([expect.objectContaining({ name: '欧**敏', phoneTail: '5678', size: 1 })]);
  expect(JSON.stringify(lines)).not.toMatch(/欧阳慧敏|13812345678|1234/);
});
