/** What a minute costs in which nothing is to be done: at most three calls, whatever is waiting for its time. */

import { duties } from '@api/capabilities';
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import { fillQuietly } from '@test/support/quiet';
import { people, startWorld, type World } from '@test/support/world';

type Call = { function: string; calls: { verb: string; collection: string; examined: number }[] };

/** An aggregate may join collections that the inspector does not list: the clock of an idle minute makes none. */
const joins = 'aggregateDocuments';
const most = 3;
const now = Date.parse('2027-06-09T08:00:00+08:00');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
let world: World;
beforeAll(async () => {
  world = await startWorld({ now: at(0) });
  const rule = { on: true, count: 3, days: 90, pauseDays: 30 };
  await world.ok('area.setNoShowRule', { areaId: 'east', rule, version: 0 }, people.admin);
  await world.publish();
  const [activity] = world.dump<Activity>('activities');
  const [roster] = world.dump<Roster>('rosters');
  expect(roster!.noShows).toMatchObject({ state: 'watched' });
  const like = { activity: activity!, roster: roster! };
  fillQuietly(world.load, { like, activities: 300, queues: 100, messages: 1000, now });
  // The hour's round, and the notes of what was done until here.
  await world.setClock(at(5));
});
afterAll(() => world.close());

/** What the clock asks in the minute that comes. */
async function asks(minutes: number) {
  await fetch(`${world.url}/__inspect/reset-calls`, { method: 'POST' });
  await world.setClock(at(minutes));
  const calls = (await (await fetch(`${world.url}/__inspect/calls`)).json()) as Call[];
  return calls.filter(one => one.function === 'clock').flatMap(one => one.calls);
}

it('an idle minute of a hundred queues, a thousand messages and a rule is three calls at most', async () => {
  const asked = await asks(6);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(most);
  expect(asked.map(one => one.verb)).not.toContain(joins);
  for (const { examined } of asked) expect(examined).toBeLessThanOrEqual(1);
});

it('a client that forges the timer’s event has the clock do nothing, not even once an hour', async () => {
  await fetch(`${world.url}/__inspect/reset-calls`, { method: 'POST' });
  world.everyDutyNext();
  const reply = await fetch(`${world.url}/__call/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': people.stranger },
    body: JSON.stringify({ Type: 'Timer', TriggerName: 'everyMinute' }),
  });
  expect(await reply.json()).toEqual({ done: {} });
  const calls = (await (await fetch(`${world.url}/__inspect/calls`)).json()) as Call[];
  expect(calls.filter(one => one.function === 'clock').flatMap(one => one.calls)).toEqual([]);
});

it('the hundred queues are looked through once an hour, and by what is left to them, in pages', async () => {
  const asked = await asks(7);
  const queues = asked.filter(one => one.collection === 'rosters' && one.verb === 'getDocument');
  expect(asked.length).toBeGreaterThan(Object.keys(duties).length);
  // Four pages of them and the end, and what the other duties look for.
  expect(queues.length).toBeLessThan(20);
});
