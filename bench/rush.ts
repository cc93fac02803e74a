/** The rush: many residents on few seats at once, beside what the field usually does and beside the least that can be done. */

import type { Roster } from '@core/roster/roster';
import { seatsTaken } from '@test/support/soundness';
import { median, milliseconds, percentile, type Section } from './figures';
import { controls, type World } from './world';

const residents = 2000;
const seats = 500;
const waitingPlaces = 200;
const atOnce = 100;
const rounds = 3;

/** A resident of the rush: how many they come with, whether they tap twice, whether they change their mind. */
type Resident = { id: string; size: number; twice: boolean; leaves: boolean };
const crowd = (count: number): Resident[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `resident-${n}`,
    size: 1 + ((n * 7) % 5),
    twice: n % 10 === 3,
    leaves: n % 20 === 7,
  }));

type Status = 'seated' | 'waiting' | 'full' | 'withdrawn';
type Subject = {
  name: string;
  function: string;
  /** Puts an activity with that many seats in place; returns its id. */
  prepare(capacity: number, waitingMax: number): Promise<string>;
  register(activityId: string, resident: Resident): object;
  /** What giving the seats back takes; only the product knows how. */
  leave?(activityId: string, resident: Resident): object;
  /** Seats taken, counted from the stored documents, and everything there that should not be so. */
  recount(activityId: string, told: ReadonlyMap<string, Status>): { seated: number; wrong: string[] };
};
type Round = {
  perSecond: number;
  p50: number;
  p95: number;
  slowest: number;
  /** Milliseconds of processor a resident took, of phones, cloud and function together. */
  processor: number;
  calls: number;
  oversold: number;
  wrong: string[];
};

function subjects(world: World): Subject[] {
  const { database } = world.cloud;
  let drawn = 0;
  const load = (collection: string, facts: object) => {
    const _id = `control-${drawn++}`;
    database.load(collection, [{ _id, ...facts }]);
    return _id;
  };
  const documents = <T>(collection: string) => database.dump(collection) as T[];
  return [
    {
      name: 'this product',
      function: 'api',
      prepare: (capacity, waitingMax) => world.publish(capacity, waitingMax),
      register: (activityId, { id, size }) => ({
        action: 'registration.create',
        input: {
          activityId,
          party: Array.from({ length: size }, () => ({ name: '居民' })),
          requestId: `rush-${id}`,
        },
      }),
      leave: (activityId, { id }) => ({
        action: 'registration.withdraw',
        input: { activityId, requestId: `leave-${id}` },
      }),
      recount: (activityId, told) => {
        const roster = documents<Roster>('rosters').find(one => one._id === activityId)!;
        return { seated: seatsTaken(roster.members), wrong: [...wrongWith(roster), ...lost(roster, told)] };
      },
    },
    {
      name: 'control: count, compare, insert, recount',
      function: controls.template,
      prepare: async capacity => load('control_activities', { capacity }),
      register: (activityId, { size }) => ({ activityId, name: '居民', size }),
      recount: activityId => {
        const all = documents<{ activityId: string; status: Status }>('control_registrations');
        const seated = all.filter(one => one.activityId === activityId && one.status === 'seated').length;
        return { seated, wrong: [] };
      },
    },
    {
      name: 'limit: one conditional update',
      function: controls.limit,
      prepare: async capacity => load('control_rosters', { left: capacity, members: {} }),
      register: (activityId, { size }) => ({ activityId, size }),
      recount: activityId => {
        const all = documents<{ _id: string; members: Record<string, { n: number }> }>('control_rosters');
        const members = Object.values(all.find(one => one._id === activityId)!.members);
        return { seated: members.reduce((sum, { n }) => sum + n, 0), wrong: [] };
      },
    },
  ];
}

/** Acknowledgements that the roster does not bear out: told of a seat and having none, told of the queue and being nowhere. */
function lost(roster: Roster, told: ReadonlyMap<string, Status>): string[] {
  const now = { seated: 0, waiting: 0, withdrawn: 0, applied: 0, declined: 0 };
  for (const { state } of Object.values(roster.members)) now[state]++;
  const said = (status: Status) => [...told.values()].filter(one => one === status).length;
  const wrong: string[] = [];
  if (now.seated < said('seated'))
    wrong.push(`${said('seated')} parties were told of seats, ${now.seated} have them`);
  if (now.seated + now.waiting !== said('seated') + said('waiting')) {
    wrong.push(
      `${said('seated') + said('waiting')} parties are in or wait, the roster knows ${now.seated + now.waiting}`,
    );
  }
  if (now.withdrawn !== said('withdrawn'))
    wrong.push(`${said('withdrawn')} left, ${now.withdrawn} are marked so`);
  return wrong;
}

/** Everything in which a roster's counters and queue disagree with its members. */
function wrongWith(roster: Roster): string[] {
  const members = Object.values(roster.members);
  const people = (state: string) =>
    members.reduce((sum, one) => sum + (one.state === state ? one.size : 0), 0);
  const waitingKeys = Object.entries(roster.members)
    .filter(([, member]) => member.state === 'waiting')
    .map(([key]) => key);
  const { capacity, left } = roster.pools.open;
  const checks: [string, unknown, unknown][] = [
    ['people seated', roster.counts.seated, people('seated')],
    ['people waiting', roster.counts.waiting, people('waiting')],
    ['parties waiting', roster.counts.waitingParties, waitingKeys.length],
    ['seats left', left, (capacity ?? 0) - seatsTaken(roster.members)],
    [
      'the queue',
      roster.queue
        .map(one => one.key)
        .sort()
        .join(),
      waitingKeys.sort().join(),
    ],
  ];
  return checks
    .filter(([, kept, counted]) => kept !== counted)
    .map(([what, kept, counted]) => `${what}: kept ${kept}, counted ${counted}`);
}

/** Sends everybody, `atOnce` at a time, each as soon as another is answered; who taps twice sends the same twice at once. */
async function send(world: World, subject: Subject, activityId: string, people: readonly Resident[]) {
  const told = new Map<string, Status>();
  const times: number[] = [];
  const refused: string[] = [];
  const ask = async (event: object, { id }: Resident) => {
    const began = performance.now();
    const reply = JSON.parse(await world.invoke(subject.function, event, id)) as {
      ok: boolean;
      code?: string;
      data?: { status: Status };
    };
    times.push(performance.now() - began);
    if (!reply.ok && reply.code !== 'registration.full') refused.push(String(reply.code));
    return reply.data?.status ?? 'full';
  };
  let next = 0;
  const phone = async () => {
    while (next < people.length) {
      const resident = people[next++]!;
      const event = subject.register(activityId, resident);
      const answers = await Promise.all(
        Array.from({ length: resident.twice ? 2 : 1 }, () => ask(event, resident)),
      );
      // Of two taps at once one may find it full and the other the place that was freed meanwhile: that one is the word given.
      const status = answers.find(one => one !== 'full') ?? 'full';
      told.set(resident.id, status);
      if (resident.leaves && subject.leave && status !== 'full')
        told.set(resident.id, await ask(subject.leave(activityId, resident), resident));
    }
  };
  const began = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: atOnce }, phone));
  const { user, system } = process.cpuUsage(before);
  return {
    told,
    times,
    refused,
    seconds: (performance.now() - began) / 1000,
    processor: (user + system) / 1000,
  };
}

async function round(world: World, subject: Subject): Promise<Round> {
  // Its instances are started and warm: those of the subject before it have been given up.
  await send(world, subject, await subject.prepare(seats, waitingPlaces), crowd(2 * atOnce));
  const activityId = await subject.prepare(seats, waitingPlaces);
  await world.forget();
  const { told, times, refused, seconds, processor } = await send(
    world,
    subject,
    activityId,
    crowd(residents),
  );
  const calls = (await world.invocations())
    .filter(one => one.function === subject.function)
    .reduce((sum, one) => sum + one.calls.length, 0);
  const { seated, wrong } = subject.recount(activityId, told);
  if (refused.length > 0)
    wrong.push(`${refused.length} calls were refused: ${[...new Set(refused)].join(', ')}`);
  return {
    perSecond: residents / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    slowest: Math.max(...times),
    processor: processor / residents,
    calls: calls / residents,
    oversold: Math.max(0, seated - seats),
    wrong,
  };
}

/** Runs all three in turn, several rounds, and reports the medians; oversold seats are those of all rounds. */
export async function measureRush(world: World): Promise<Section> {
  const all = subjects(world);
  const taken = all.map((): Round[] => []);
  // In turn, so that a noisy minute falls on all of them.
  for (let i = 0; i < rounds; i++)
    for (const [at, subject] of all.entries()) taken[at]!.push(await round(world, subject));

  const speeds = taken.map(ofOne => median(ofOne.map(one => one.perSecond)));
  const [product, template, limit] = speeds as [number, number, number];
  const [ours, theirs] = taken as [Round[], Round[]];
  const oversold = (ofOne: Round[]) => ofOne.reduce((sum, one) => sum + one.oversold, 0);
  const failures = ours.flatMap(one => one.wrong);
  if (oversold(ours) > 0) failures.unshift(`${oversold(ours)} seats were sold twice`);

  const rows = all.map((subject, at) => {
    const figure = (of: (one: Round) => number) => median(taken[at]!.map(of));
    return [
      subject.name,
      `${speeds[at]!.toFixed(0)}/s`,
      milliseconds(figure(one => one.p50)),
      milliseconds(figure(one => one.p95)),
      milliseconds(Math.max(...taken[at]!.map(one => one.slowest))),
      milliseconds(figure(one => one.processor)),
      figure(one => one.calls).toFixed(1),
      taken[at]!.map(one => one.oversold).join(', '),
    ];
  });
  const [overControl, ofLimit] = [product / template, product / limit];
  const verdict = (held: boolean) => (held ? 'held' : '**missed**');
  return {
    title: 'The rush',
    text: [
      `${residents} residents on ${seats} seats with ${waitingPlaces} waiting places, ${atOnce} at once, in parties of one to five, one in ten tapping`,
      `twice, one in twenty giving the seats back at once; through the door that phones use, ${rounds} rounds after a warm-up,`,
      'medians of them, all in the same run on the same function host. The product seats, queues in order, promotes,',
      'encrypts, signs a ticket and survives retries. The control is the field’s usual way in its shortest form, without any',
      'of that: whoever finds no seat is put down as waiting, without end, and nobody gives a seat back. The limit does one',
      'conditional update and nothing else: nothing that seats safely can be faster.',
      '',
      'Processor time counts phones, cloud and functions together; it is the steadiest of the figures here.',
      '',
      `The product takes ${overControl.toFixed(2)} × as many a second as the control (aim ≥ 3: ${verdict(overControl >= 3)}) and ${ofLimit.toFixed(2)} × the limit (aim ≥ 0.45: ${verdict(ofLimit >= 0.45)}).`,
      `After every round seats, queue and acknowledgements are recounted from the stored roster: ${failures.length === 0 ? 'nothing oversold, every counter right, nobody lost' : `**${failures.join('; ')}**`}.`,
      `The control sold ${oversold(theirs)} seats twice${oversold(theirs) === 0 ? ', by luck: its race was not met this time' : ''}.`,
    ].join('\n'),
    header: [
      'who',
      'residents',
      'p50',
      'p95',
      'slowest',
      'processor each',
      'calls each',
      'oversold, by round',
    ],
    rows,
    failures,
  };
}
