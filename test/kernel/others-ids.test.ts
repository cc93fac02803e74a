/** Ids of another station, another activity and another resident, in every action that takes one: refused, and nothing of theirs written. */

import type { Registration } from '@api/registration/store';
import { type Action, actions, permissions, refusals } from '@core/contract';
import { carries } from '@core/kernel/roles';
import { inputsFor, type Known } from '@test/support/from-schema';
import { planFile } from '@test/support/plan-files';
import { everything } from '@test/support/snapshot';
import { freshRequest, people, startWorld, type World } from '@test/support/world';
import fc from 'fast-check';

const caller = people.manager;
let world: World;
let own: Known;
/** The same of `library`, and of a resident who is somebody else. */
let theirs: Record<string, string>;
let callersKey: string;

beforeAll(async () => {
  world = await startWorld();
  world.appoint(caller, [
    { role: 'manager', stationId: 'hall' },
    { role: 'admin', areaId: 'east' },
  ]);
  const activityId = await world.publish();
  const mine = await world.register(activityId, caller, 1);
  callersKey = world.dump<Registration>('registrations').find(one => one._id === mine.registrationId)!.key;
  const theirActivity = await world.publish({}, people.editorElsewhere);
  const { registrationId } = await world.register(theirActivity, people.stranger, 1);
  const called = await world.publish({}, people.editorElsewhere);
  await world.register(called, people.stranger, 1);
  await world.ok('activity.cancel', { activityId: called, reason: '大雨' }, people.managerElsewhere);
  const household = { name: '小兰', version: 0, requestId: freshRequest() };
  const { people: family } = await world.ok('family.save', household, people.stranger);
  const plan = planFile({ 活动名称: '夜读', 主办单位: '西岭书院' });
  theirs = {
    activityId: theirActivity,
    registrationId,
    stationId: 'library',
    areaId: 'west',
    messageId: world.dump<{ _id: string }>('messages')[0]!._id,
    personId: family[0]!.personId,
    fileId: await world.upload(plan, 'p.csv', people.editorElsewhere),
  };
  own = {
    activityId: [activityId],
    stationId: ['hall'],
    areaId: ['east'],
    registrationId: [mine.registrationId],
  };
  // By then the clock has told everybody, and writes nothing more by itself.
  await world.setClock('2027-06-09T08:03:00+08:00');
});
afterAll(() => world.close());

/** Everything but the caller's own and the trail. */
function ofOthers(): string {
  const kept = Object.entries(everything(world))
    .filter(([collection]) => !['audits', 'allowances'].includes(collection))
    .map(([collection, documents]) => [
      collection,
      documents.filter(document => !JSON.stringify(document).includes(callersKey)),
    ]);
  return JSON.stringify(kept);
}

/** An input's schema: its fields, or those of each of its kinds. */
type Node = { entries?: Record<string, unknown>; options?: Node[] };

/** Every action with each field that takes somebody's id. What anybody may see or join by its id is theirs to name. */
const fields = (Object.keys(actions) as Action[]).flatMap(action => {
  const { input, permission } = actions[action];
  const { entries, options = [] } = input as unknown as Node;
  const names = [...new Set([entries ?? {}, ...options.map(one => one.entries ?? {})].flatMap(Object.keys))];
  const anybodys = carries(permissions, 'resident', permission) ? ['activityId', 'areaId'] : [];
  return names
    .filter(name =>
      [
        'activityId',
        'registrationId',
        'stationId',
        'areaId',
        'messageId',
        'messageIds',
        'personId',
        'fileId',
      ].includes(name),
    )
    .filter(name => !anybodys.includes(name))
    .map(name => [action, name] as const);
});
/** Where naming what is not one's own does nothing, and says so by what it returns. */
const passedOver = ['message.read messageIds', 'family.remove personId'];

it.each(fields)('%s with another’s %s', async (action, name) => {
  const { input: schema } = actions[action];
  // The version is the household's own, so that it is not for that that a change is refused.
  const version = (await world.ok('family.list', {}, caller)).version;
  for (const drawn of fc.sample(inputsFor(schema, own), action === 'poster.code' ? 1 : 5)) {
    const id = name === 'messageIds' ? [theirs.messageId] : theirs[name];
    const kept = action.startsWith('family.') ? { version, ageBand: 'adult', requestId: freshRequest() } : {};
    // Beside an activity of one's own a station says nothing: the document has the word.
    const alone = name === 'stationId' ? { activityId: undefined } : {};
    const input = { ...(drawn as object), ...kept, ...alone, [name]: id };
    const before = ofOthers();
    const reply = await world.raw({ action, input }, caller);
    expect(ofOthers()).toBe(before);
    if (passedOver.includes(`${action} ${name}`)) continue;
    expect([action, reply.ok]).toEqual([action, false]);
    if (reply.ok) continue;
    expect(Object.keys(refusals)).toContain(reply.code);
    expect(['system.failure', 'system.busy']).not.toContain(reply.code);
  }
});
