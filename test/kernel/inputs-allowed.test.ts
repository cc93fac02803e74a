/** Whatever a schema does allow, and whatever is put beside it: an answer or a refusal in words, never a failure. */

import { type Action, actions, refusals } from '@core/contract';
import { inputsFor, type Known } from '@test/support/from-schema';
import { planFile } from '@test/support/plan-files';
import { everything } from '@test/support/snapshot';
import { people, startWorld, type World } from '@test/support/world';
import fc from 'fast-check';

let world: World;
let activityId: string;
let known: Known;
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish({ approval: true, capacity: 30, partyMax: 20 });
  const open = await world.publish({ capacity: 5 });
  const { registrationId, ticket } = await world.register(open, people.resident, 2);
  const applied = await world.register(activityId, people.resident, 2);
  const { code } = await world.ok('activity.view', { activityId });
  world.appoint(people.manager, [
    { role: 'manager', stationId: 'hall' },
    { role: 'admin', areaId: 'root' },
  ]);
  const fileId = await world.upload(
    planFile({ 活动名称: '诗会', 主办单位: '东街文化站' }),
    'p.csv',
    people.manager,
  );
  known = {
    activityId: [activityId, open],
    sessionId: ['s1'],
    stationId: ['hall'],
    areaId: ['root', 'east'],
    registrationId: [registrationId, applied.registrationId],
    fileId: [fileId],
    venueId: ['stage'],
    ticket: [ticket!.qr, ticket!.code],
    code: [code],
  };
});
afterAll(() => world.close());

const everyAction = Object.keys(actions) as Action[];
const callers = fc.constantFrom<string>(people.manager, people.manager, people.stranger);

async function expectAnswered(action: Action, input: unknown, openid: string): Promise<void> {
  const reply = await world.raw({ action, input }, openid);
  if (reply.ok) return;
  expect(Object.keys(refusals)).toContain(reply.code);
  expect(reply).not.toMatchObject({ code: 'system.failure' });
  expect(reply.message).toMatch(/\p{Script=Han}/u);
}

it.each(everyAction)('%s answers whatever its schema allows', async action => {
  await fc.assert(
    fc.asyncProperty(inputsFor(actions[action].input, known), callers, (input, openid) =>
      expectAnswered(action, input, openid),
    ),
    // A poster’s picture is drawn for every call, whatever its two ids are.
    { numRuns: action === 'poster.code' ? 2 : 15 },
  );
});

const smuggled = 'smuggled-value';
/** Fields that mean something to a database, to JavaScript or to the cloud. */
const extras = Object.fromEntries([
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'].map(name => [
    name,
    { x: smuggled },
  ]),
  ...['$set', '$where', '$gt', '$inc', '_id', '_openid', 'openid', 'state', 'staged', 'version'].map(name => [
    name,
    smuggled,
  ]),
  ...['members.m1.state', 'a.b', '.', '..', '$.x', 'counts.seated', ''].map(name => [name, smuggled]),
]);

/** An input with the extra fields in each of its objects in turn. */
function* withExtras(input: unknown): Generator<unknown> {
  if (typeof input !== 'object' || input === null) return;
  if (Array.isArray(input)) {
    for (const [i, part] of input.entries())
      for (const one of withExtras(part)) yield input.map((other, j) => (i === j ? one : other));
    return;
  }
  // What the input says itself stays.
  yield { ...extras, ...input };
  for (const [name, part] of Object.entries(input))
    for (const one of withExtras(part)) yield { ...input, [name]: one };
}

it.each(everyAction)(
  '%s takes nothing from fields that its schema does not name, on any level',
  async action => {
    const [input] = fc.sample(inputsFor(actions[action].input, known), { numRuns: 1, seed: 7 });
    const most = action === 'poster.code' ? 1 : 25;
    for (const one of [...withExtras(input)].slice(0, most))
      await expectAnswered(action, one, people.manager);
    expect(JSON.stringify(everything(world))).not.toContain(smuggled);
  },
);

describe('a huge party', () => {
  const party = (size: number) => Array.from({ length: size }, () => ({ name: '王秀兰' }));
  it.each([
    ['registration.create', people.neighbour],
    ['registration.revise', people.resident],
    ['roster.register', people.manager],
  ] as const)('is refused and leaves nothing: %s', async (action, openid) => {
    const own = await world.publish();
    if (action === 'registration.revise') await world.register(own, openid, 1);
    const before = everything(world);
    for (const [size, code] of [
      [6, 'registration.party-too-large'],
      [100, 'registration.party-too-large'],
      [101, 'input.invalid'],
      [10_000, 'input.invalid'],
    ] as const) {
      const input = { activityId: own, party: party(size), requestId: `huge-${size}` };
      expect(await world.raw({ action, input }, openid)).toMatchObject({ ok: false, code });
    }
    expect(everything(world)).toEqual(before);
  });
});
