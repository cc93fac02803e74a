/** What people and staff do, each set up anew for every run: the use cases of registration that write. */

import type { Message } from '@api/messages/store';
import { memberKey } from '@api/secrets';
import type { Action, Input } from '@core/contract';
import { iso } from '@core/kernel/dates';
import type { Draft } from '@core/publishing/contract';
import type { Play, Scene } from './faults';
import type { Town } from './town';
import { freshRequest, makeDraft, people as staff } from './world';

const week = { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T11:00:00+08:00' };
const templates = { seated: 'demo-template-seated', change: 'demo-template-change' };
const minute = 60_000;

/** A stage with its people; `anna` is a person of this run only. */
function stageOf(town: Town, tag: string) {
  const people: Record<string, string> = {};
  const activities: string[] = [];
  const openidOf = (name: string) => {
    people[name] ??= `u-${name}-${tag}`;
    return people[name];
  };
  const party = (names: readonly string[]) => names.map(name => ({ name }));
  return {
    people,
    activities,
    openidOf,
    async publish(draft: Partial<Draft> = {}): Promise<string> {
      const activityId = await town.publish({ ...week, ...draft });
      activities.push(activityId);
      return activityId;
    },
    async registers(
      name: string,
      activityId: string,
      names: readonly string[],
      more: Partial<Input<'registration.create'>> = {},
    ) {
      const input = { activityId, party: party(names), requestId: freshRequest(), ...more };
      return town.ok('registration.create', input, openidOf(name));
    },
    async agrees(name: string) {
      const results = { [templates.seated]: 'accept', [templates.change]: 'accept' };
      await town.ok('message.consent', { results, requestId: freshRequest() }, openidOf(name));
    },
    /** The play whose act is this request of somebody's. */
    does<A extends Action>(who: string, action: A, input: Input<A>, also?: Play['also']): Play {
      const openid = Object.values(staff).includes(who as never) ? who : openidOf(who);
      return { people, activities, act: () => town.call(action, input, openid), ...(also ? { also } : {}) };
    },
  };
}
export type Stage = ReturnType<typeof stageOf>;

export function scene(
  set: (stage: Stage, town: Town) => Promise<Play>,
  more: Omit<Scene, 'prepare'> = {},
): Scene {
  return { prepare: (town, tag) => set(stageOf(town, tag), town), ...more };
}

export const request = () => ({ requestId: freshRequest() });
const one = ['王秀兰'];
const two = ['王秀兰', '李建国'];
const three = ['王秀兰', '李建国', '赵一诺'];
const named = (names: readonly string[]) => ({ party: names.map(name => ({ name })) });

const elders = (releasesAt: number): Draft['pools'] => [
  { id: 'elders', name: '长者席', seats: 2, for: 'ages', ages: ['elder'], releasesAt: iso(releasesAt) },
];

/** One seat, which anna has and bo waits for; he has agreed to be told. */
export async function oneWaiting(stage: Stage, draft: Partial<Draft> = {}) {
  const activityId = await stage.publish({ capacity: 1, ...draft });
  const anna = await stage.registers('anna', activityId, one);
  const bo = await stage.registers('bo', activityId, ['薄荷']);
  await stage.agrees('bo');
  return { activityId, anna, bo };
}

/** anna has applied, with somebody seated before where there is to be no seat for her. */
async function oneApplied(stage: Stage, seats: number) {
  const activityId = await stage.publish({ capacity: seats, approval: true });
  const anna = await stage.registers('anna', activityId, two);
  return { activityId, ...request(), registrationId: anna.registrationId };
}

/** anna holds a seat and is told by telephone only that it is cancelled. */
export async function oneToPhone(stage: Stage, town: Town) {
  const activityId = await stage.publish({ capacity: 2 });
  await stage.registers('anna', activityId, one);
  await town.ok('activity.cancel', { activityId, reason: '大雨' }, staff.manager);
  const messages = await town.dump<Message>('messages');
  return messages.find(message => message.key === memberKey(stage.openidOf('anna')))!._id;
}

export const registering: Record<string, Scene> = {
  'registration.create: a seat': scene(async stage => {
    const activityId = await stage.publish({ capacity: 3 });
    return stage.does('anna', 'registration.create', { activityId, ...named(two), ...request() });
  }),
  'registration.create: a place in the queue': scene(async stage => {
    const activityId = await stage.publish({ capacity: 2 });
    await stage.registers('bo', activityId, two);
    return stage.does('anna', 'registration.create', { activityId, ...named(one), ...request() });
  }),
  'registration.revise: fewer, and another gets the seat': scene(async stage => {
    const activityId = await stage.publish({ capacity: 3 });
    await stage.registers('anna', activityId, three);
    await stage.registers('bo', activityId, one);
    return stage.does('anna', 'registration.revise', { activityId, ...named(two), ...request() });
  }),
  'registration.withdraw: and another gets the seat': scene(async stage => {
    const { activityId } = await oneWaiting(stage);
    return stage.does('anna', 'registration.withdraw', { activityId, ...request() });
  }),
  'roster.accept: a seat': scene(async stage =>
    stage.does(staff.manager, 'roster.accept', await oneApplied(stage, 3)),
  ),
};

export const others: Record<string, Scene> = {
  'registration.create: an application': scene(async stage => {
    const activityId = await stage.publish({ approval: true });
    return stage.does('anna', 'registration.create', { activityId, ...named(two), ...request() });
  }),
  'registration.create: seats a pool has over': scene(
    async (stage, town) => {
      const pools = elders((await town.now()) - minute);
      const activityId = await stage.publish({ capacity: 3, pools });
      return stage.does('anna', 'registration.create', { activityId, ...named(three), ...request() });
    },
    { inParts: true },
  ),
  'registration.create: a seat that the first in the queue is too many for': scene(
    async stage => {
      const activityId = await stage.publish({ capacity: 2 });
      await stage.registers('chen', activityId, one);
      await stage.registers('bo', activityId, two);
      return stage.does('anna', 'registration.create', { activityId, ...named(one), ...request() });
    },
    // Seated by her own call or by somebody else's a moment later: she is told, once, in other words.
    {
      blur: end =>
        JSON.parse(
          JSON.stringify(end)
            .replaceAll('promoted', 'seated')
            .replaceAll(/"unread":\d/g, '"unread":0'),
        ),
    },
  ),
  'registration.revise: one more beside': scene(async stage => {
    const activityId = await stage.publish({ capacity: 3 });
    await stage.registers('anna', activityId, one);
    return stage.does('anna', 'registration.revise', { activityId, ...named(two), ...request() });
  }),
  'registration.revise: more than there are, at the end of the queue': scene(async stage => {
    const activityId = await stage.publish({ capacity: 3 });
    await stage.registers('anna', activityId, two);
    await stage.registers('chen', activityId, one);
    await stage.registers('bo', activityId, one);
    const wanted = { activityId, ...named(three), requeue: true, ...request() };
    return stage.does('anna', 'registration.revise', wanted);
  }),
  'registration.revise: more while waiting, behind the others': scene(async stage => {
    const activityId = await stage.publish({ capacity: 2 });
    await stage.registers('chen', activityId, two);
    await stage.registers('anna', activityId, one);
    await stage.registers('bo', activityId, one);
    return stage.does('anna', 'registration.revise', { activityId, ...named(two), ...request() });
  }),
  'registration.withdraw: from the queue, where another fits then': scene(async stage => {
    const activityId = await stage.publish({ capacity: 2 });
    await stage.registers('chen', activityId, one);
    await stage.registers('anna', activityId, two);
    return stage.does('anna', 'registration.withdraw', { activityId, ...request() });
  }),
  'roster.register': scene(async stage => {
    const activityId = await stage.publish({ capacity: 3 });
    return stage.does(staff.editor, 'roster.register', { activityId, ...named(two), ...request() });
  }),
  'roster.accept: a place in the queue': scene(async stage => {
    const activityId = await stage.publish({ capacity: 2, approval: true });
    const bo = await stage.registers('bo', activityId, two);
    const anna = await stage.registers('anna', activityId, one);
    const taken = { activityId, registrationId: bo.registrationId, ...request() };
    await stageAccepts(stage, taken);
    const asked = { activityId, registrationId: anna.registrationId, ...request() };
    return stage.does(staff.manager, 'roster.accept', asked);
  }),
  'roster.decline': scene(async stage =>
    stage.does(staff.manager, 'roster.decline', { ...(await oneApplied(stage, 3)), reason: '名额已满' }),
  ),
  'roster.promote': scene(async (stage, town) => {
    // Promotion by itself has stopped: it begins in some minutes.
    const startsAt = iso((await town.now()) + 14 * minute);
    const { activityId, bo } = await oneWaiting(stage, { startsAt, endsAt: undefined });
    await town.ok('registration.withdraw', { activityId, ...request() }, stage.openidOf('anna'));
    const asked = { activityId, registrationId: bo.registrationId, reason: '人在门口', ...request() };
    return stage.does(staff.manager, 'roster.promote', asked);
  }),
  'roster.withdraw': scene(async stage => {
    const { activityId, anna } = await oneWaiting(stage);
    const asked = { activityId, registrationId: anna.registrationId, reason: '来电说来不了', ...request() };
    return stage.does(staff.editor, 'roster.withdraw', asked);
  }),
  'roster.export': scene(async (stage, town) => {
    const activityId = await stage.publish({ capacity: 3 });
    await stage.registers('anna', activityId, two);
    // Lists are counted for each of the staff, and a day has not enough for all runs.
    const manager = stage.openidOf('manager');
    await town.load('staff', [
      { _id: manager, title: '站长', roles: [{ role: 'manager', stationId: 'hall' }] },
    ]);
    return stage.does('manager', 'roster.export', { activityId, full: true, ...request() });
  }),
  'family.save: the first': scene(async stage =>
    stage.does('anna', 'family.save', { name: '王秀兰', version: 0, ...request() }),
  ),
  'family.save: another': scene(async (stage, town) => {
    await town.ok('family.save', { name: '王秀兰', version: 0, ...request() }, stage.openidOf('anna'));
    return stage.does('anna', 'family.save', { name: '李建国', version: 1, ...request() });
  }),
  'family.remove': scene(async (stage, town) => {
    const first = { name: '王秀兰', version: 0, ...request() };
    const { people } = await town.ok('family.save', first, stage.openidOf('anna'));
    const gone = { personId: people[0]!.personId, version: 1, ...request() };
    return stage.does('anna', 'family.remove', gone);
  }),
  // Five wishes in a minute are finished by the clock, and each run here leaves one.
  'privacy.delete': scene(
    async (stage, town) => {
      const { activityId } = await oneWaiting(stage);
      await stage.agrees('anna');
      await town.ok('family.save', { name: '王秀兰', version: 0, ...request() }, stage.openidOf('anna'));
      void activityId;
      return stage.does('anna', 'privacy.delete', { confirm: '删除', ...request() });
    },
    { minutes: 6 },
  ),
  'message.consent': scene(
    async stage => {
      const results = { [templates.seated]: 'accept', [templates.change]: 'reject' };
      return stage.does('anna', 'message.consent', { results, ...request() });
    },
    { inParts: true },
  ),
  'message.read': scene(async (stage, town) => {
    const messageIds = [await oneToPhone(stage, town)];
    return stage.does('anna', 'message.read', { messageIds });
  }),
  'calls.tick': scene(async (stage, town) => {
    const messageId = await oneToPhone(stage, town);
    return stage.does(staff.editor, 'calls.tick', { messageId, outcome: 'reached', ...request() });
  }),
  'activity.save: more seats': scene(async stage => {
    const { activityId } = await oneWaiting(stage);
    return stage.does(staff.editor, 'activity.save', {
      activityId,
      draft: makeDraft({ ...week, capacity: 3 }),
    });
  }),
  'activity.cancel': scene(async stage => {
    const { activityId } = await oneWaiting(stage);
    return stage.does(staff.manager, 'activity.cancel', { activityId, reason: '大雨' });
  }),
  'activity.postpone': scene(async stage => {
    const { activityId } = await oneWaiting(stage);
    const startsAt = '2027-06-11T09:00:00+08:00';
    return stage.does(staff.manager, 'activity.postpone', { activityId, reason: '大雨', startsAt });
  }),
};

async function stageAccepts(stage: Stage, taken: Input<'roster.accept'>): Promise<void> {
  const reply = await stage.does(staff.manager, 'roster.accept', taken).act();
  if (!reply?.ok) throw new Error(JSON.stringify(reply));
}
