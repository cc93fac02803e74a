/** Law 9: no list is read whole. Seen by what the main actions cost among many more documents than they need. */
import type { Action } from '@core/contract';
import { letIn } from '@test/support/gate';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

type Cost = { verb: string; collection: string; examined: number; returned: number; index?: string };
type Call = { action: string; calls: Cost[] };
type Stored = { _id: string } & Record<string, unknown>;

const many = 300;
/** What one query may look at: hardly more than it returns. */
const few = 5;
/** A month has an activity on each of its days here; a station's list goes back a year, since one may run that long. */
const limits: { [A in Action]?: number } = { 'calendar.month': 35, 'station.activities': 40 };
const day = 86_400_000;
const reading = new Set([
  'getDocument',
  'calculateDocument',
  'modifyDocument',
  'removeDocument',
  'aggregateDocuments',
]);

let world: World;
let activityId: string;
let ticket: string;
let code: string;
let seatCode: string;
beforeAll(async () => {
  world = await startWorld();
  activityId = await world.publish({ capacity: 100 });
  ({ qr: ticket, code: seatCode } = (await world.register(activityId, people.resident, 2)).ticket!);
  ({ code } = await world.ok('activity.view', { activityId }));
  fill();
});
afterAll(() => world.close());

/** Three hundred like the one published, a day apart, before it and after it, in another area and of another station. */
function fill(): void {
  const [activity] = world.dump<Stored>('activities');
  const [roster] = world.dump<Stored>('rosters');
  const [registration] = world.dump<Stored>('registrations');
  const range = Array.from({ length: many }, (_, i) => i);
  const shift = (i: number) => (i - many / 2) * day + day / 4;
  const dateOf = (i: number) =>
    new Date(Date.parse('2027-06-09T00:00:00Z') + (i - many / 2) * day).toISOString().slice(0, 10);
  world.load(
    'activities',
    range.map(i => ({
      ...activity,
      _id: `other${i}`,
      code: String(i).padStart(6, '0'),
      stationId: 'library',
      areaPath: ['root', 'west'],
      on: [`root|${dateOf(i)}`, `west|${dateOf(i)}`],
      startsAt: (activity!.startsAt as number) + shift(i),
      endsAt: (activity!.endsAt as number) + shift(i),
    })),
  );
  // Years of a station's own history.
  world.load(
    'activities',
    range.map(i => ({
      ...activity,
      _id: `past${i}`,
      code: `past${i}`,
      stationId: 'bookhouse',
      on: [],
      startsAt: (activity!.startsAt as number) - i * 10 * day,
      endsAt: (activity!.endsAt as number) - i * 10 * day,
    })),
  );
  world.load(
    'rosters',
    range.map(i => ({ ...roster, _id: `other${i}`, activityId: `other${i}`, stationId: 'library' })),
  );
  world.load(
    'registrations',
    range.map(i => ({
      ...registration,
      _id: `g-other${i}`,
      rosterId: `other${i}`,
      activityId: `other${i}`,
      key: `m-other${i % 50}`,
    })),
  );
}

async function costOf(act: () => Promise<unknown>): Promise<Cost[]> {
  await fetch(`${world.url}/__inspect/reset-calls`, { method: 'POST' });
  await act();
  const calls = (await (await fetch(`${world.url}/__inspect/calls`)).json()) as Call[];
  return calls.flatMap(call => call.calls).filter(cost => reading.has(cost.verb));
}

function expectBounded(cost: Cost, limit: number): void {
  expect(cost).toMatchObject({ index: expect.any(String) });
  if (cost.examined > limit) throw new Error(`${JSON.stringify(cost)} looked at more than ${limit}`);
}

const inputs: [Action, string, () => unknown][] = [
  ['calendar.month', people.resident, () => ({ month: '2027-06' })],
  ['calendar.month', people.resident, () => ({ areaId: 'east', month: '2027-06' })],
  ['calendar.day', people.resident, () => ({ date: '2027-06-09' })],
  ['calendar.day', people.resident, () => ({ date: '2027-06-09', kind: 'film', open: true })],
  ['activity.view', people.resident, () => ({ activityId })],
  ['activity.find', people.resident, () => ({ code })],
  ['registration.mine', people.resident, () => ({})],
  [
    'registration.create',
    people.neighbour,
    () => ({ activityId, party: [{ name: '李建国' }], requestId: freshRequest() }),
  ],
  ['registration.withdraw', people.neighbour, () => ({ activityId, requestId: freshRequest() })],
  ['checkin.scan', people.helper, () => ({ activityId, ticket, requestId: freshRequest() })],
  ['checkin.walkIn', people.helper, () => ({ activityId, count: 1, requestId: freshRequest() })],
  ['checkin.scan', people.helper, () => ({ activityId, ticket: seatCode, requestId: freshRequest() })],
  [
    'checkin.undo',
    people.helper,
    () => ({ activityId, of: 'r1', party: seatCode, requestId: freshRequest() }),
  ],
  ['gate.pack', people.helper, () => ({ activityId })],
  ['checkin.sync', people.helper, () => ({ activityId, deeds: [letIn(ticket), letIn(seatCode)] })],
  ['checkin.disputes', people.editor, () => ({ activityId })],
  ['attendance.live', people.helper, () => ({ activityId })],
  ['gate.activities', people.helper, () => ({})],
  ['station.activities', people.editor, () => ({ stationId: 'hall' })],
  ['station.activities', people.editorUntrusted, () => ({ stationId: 'bookhouse' })],
  ['station.venues', people.editor, () => ({ stationId: 'hall' })],
  ['activity.draft', people.editor, () => ({ activityId })],
  ['activity.publish', people.editor, () => ({ draft: makeDraft() })],
  ['me.view', people.editor, () => ({})],
  ['almanac.days', people.admin, () => ({ areaId: 'qiao' })],
  ['family.list', people.resident, () => ({})],
  ['privacy.export', people.resident, () => ({})],
  ['audit.list', people.manager, () => ({ stationId: 'hall' })],
  ['roster.export', people.manager, () => ({ activityId, requestId: freshRequest() })],
  ['privacy.delete', people.stranger, () => ({ confirm: '删除', requestId: freshRequest() })],
];

it.each(inputs)('%s, by %s, looks at no more than it needs', async (action, openid, input) => {
  const costs = await costOf(() => world.ok(action, input() as never, openid));
  expect(costs.length).toBeGreaterThan(0);
  const limit = limits[action] ?? few;
  for (const cost of costs) expectBounded(cost, limit);
});

it('the clock, each minute, looks at no more than there is to do', async () => {
  const costs = await costOf(() => world.setClock('2027-06-09T08:05:00+08:00'));
  expect(costs.map(cost => cost.collection)).toEqual(
    expect.arrayContaining(['rosters', 'imports', 'notices', 'registrations']),
  );
  // Three hundred have registered and are told so: that is work, and it looks at no more than that.
  for (const cost of costs) expectBounded(cost, few + cost.returned);
});
