/** Where the no-show rule holds: nearest above, from when it is switched on, whatever dies in between. */
import type { Roster } from '@core/roster/roster';
import { type Absences, morning, startAbsences } from '@test/support/absences';
import { crashAfter } from '@test/support/crash';
import { people } from '@test/support/world';

const { admin, editorElsewhere } = people;

let world: Absences;
beforeEach(async () => {
  world = await startAbsences();
});
afterEach(() => world.close());

const carried = (activityId: string) =>
  world.dump<Roster>('rosters').find(one => one.activityId === activityId)!.noShows;

it('reaches down to whoever has no rule of their own', async () => {
  world.appoint('u-root', [{ role: 'admin', areaId: 'root' }]);
  const east = await world.publish(morning);
  const west = await world.publish(morning, editorElsewhere);
  const under = () => [east, west].map(id => carried(id)?.areaId);
  await world.rule({}, 'root', 'u-root');
  expect(under()).toEqual(['root', 'root']);
  await world.rule({ on: false });
  expect(under()).toEqual([undefined, 'root']);
  await world.rule({ days: 30 }, 'root', 'u-root');
  expect(under()).toEqual([undefined, 'root']);
  expect(carried(west)?.days).toBe(30);
  // What is published later is under the same rule from the first.
  expect(carried(await world.publish(morning))).toBeUndefined();
  expect(carried(await world.publish(morning, editorElsewhere))).toMatchObject({ days: 30 });
  expect(await world.ok('area.noShowRule', { areaId: 'qiao' }, admin)).toMatchObject({
    own: null,
    holds: { on: false, areaName: '东街街道' },
  });
  await world.rule(null);
  expect(under()).toEqual(['root', 'root']);
  expect(await world.ok('area.noShowRule', { areaId: 'east' }, admin)).toMatchObject({
    own: null,
    holds: { on: true, areaName: '江城区', days: 30 },
    changed: { by: '管理员 老冯' },
  });
});

it('is done again by the clock where the call died, and once however often it is sent', async () => {
  const activityId = await world.publish(morning);
  const rule = { on: true, count: 3, days: 90, pauseDays: 14 };
  const set = { areaId: 'east', rule, version: 0 };
  await crashAfter(world, 1, () => world.call('area.setNoShowRule', set, admin));
  expect(carried(activityId)).toBeUndefined();
  await world.setClock('2027-06-12T08:03:00+08:00');
  expect(carried(activityId)?.areaId).toBe('east');
  const [stored] = world.dump<{ past: unknown[] }>('rules');
  expect(stored).toMatchObject({ past: [] });
  expect(stored).not.toHaveProperty('unsettled');
  expect(await world.ok('area.setNoShowRule', set, admin)).toMatchObject({ version: 1, own: rule });
  // An older page of another admin does not undo it.
  const off = { ...set, rule: { ...rule, on: false } };
  expect(await world.call('area.setNoShowRule', off, admin)).toMatchObject({ code: 'almanac.changed' });
});

it('reaches what was published while it was being switched on', async () => {
  await world.rule();
  const activityId = await world.publish(morning);
  // As a call leaves it that had looked for a rule before there was one.
  const { noShows: _, ...without } = world
    .dump<Roster>('rosters')
    .find(one => one.activityId === activityId)!;
  await world.database.handle({
    action: 'database.removeDocument',
    collectionName: 'rosters',
    query: JSON.stringify({ _id: without._id }),
    queryType: 'DOC',
  });
  world.load('rosters', [without]);
  expect(carried(activityId)).toBeUndefined();
  await world.setClock('2027-06-12T08:03:00+08:00');
  expect(carried(activityId)?.areaId).toBe('east');
});

it('counts nothing that was promised before it', async () => {
  const [made] = await world.missed(1);
  await world.rule();
  expect(carried(made!.activityId)).toBeUndefined();
  const open = await world.full();
  await world.minute();
  await world.rule(null);
  await world.rule();
  // Its seats were taken before the rule was switched on for good.
  await world.scan(open.activityId, open.ticket);
  const { since } = carried(open.activityId)!;
  world.age(open.activityId);
  const roster = world.dump<Roster>('rosters').find(one => one.activityId === open.activityId)!;
  const noShows = { ...roster.noShows!, since: since - 5 * 86_400_000, switchedOnAt: since - 5 * 86_400_000 };
  world.load('rosters', [{ ...roster, noShows }]);
  await world.minute();
  expect(carried(open.activityId)?.state).toBe('counted');
  expect(world.noShows()).toEqual([]);
});

it('refuses numbers that would pause anybody for a single day, or for ever', async () => {
  for (const wrong of [{ count: 1 }, { days: 366 }, { pauseDays: 0 }, { pauseDays: 61 }]) {
    const rule = { on: true, count: 3, days: 90, pauseDays: 14, ...wrong };
    expect(await world.call('area.setNoShowRule', { areaId: 'east', rule, version: 0 }, admin)).toMatchObject(
      {
        code: 'input.invalid',
      },
    );
  }
});
