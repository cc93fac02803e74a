/** The rush: many residents on few seats at once, beside what the field usually does and beside the least that can be done. */
import type { Roster } from '../src/core/roster';
import { seatsTaken } from '../src/core/roster';
import { median, milliseconds, percentile, type Section } from './figures';
import { controls, type World } from './world';

const residents = 500;
const seats = 100;
const atOnce = 50;
const rounds = 3;

type Status = 'seated' | 'waiting';
type Subject = {
  name: string;
  function: string;
  /** Puts an activity with that many seats in place; returns its id. */
  prepare(capacity: number): Promise<string>;
  event(activityId: string, resident: string): object;
  /** Who is seated, counted from the stored documents, and everything there that should not be so. */
  recount(activityId: string): { seated: number; wrong: string[] };
};
type Round = {
  perSecond: number;
  p50: number;
  p95: number;
  /** Milliseconds of processor a registration took, of phones, cloud and function together. */
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
      prepare: capacity => world.publish(capacity),
      event: (activityId, resident) => ({
        action: 'registration.create',
        input: { activityId, party: [{ name: '居民' }], requestId: `rush-${resident}` },
      }),
      recount: activityId => {
        const roster = documents<Roster>('rosters').find(one => one._id === activityId)!;
        return { seated: seatsTaken(roster.members), wrong: wrongWith(roster) };
      },
    },
    {
      name: 'control: count, compare, insert, recount',
      function: controls.template,
      prepare: async capacity => load('control_activities', { capacity }),
      event: activityId => ({ activityId, name: '居民' }),
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
      event: activityId => ({ activityId }),
      recount: activityId => {
        const all = documents<{ _id: string; members: object }>('control_rosters');
        const seated = Object.keys(all.find(one => one._id === activityId)!.members).length;
        return { seated, wrong: [] };
      },
    },
  ];
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

/** Sends everybody, `atOnce` at a time, each as soon as another is answered. */
async function send(world: World, subject: Subject, activityId: string, people: number) {
  const replies: { status: Status | undefined; ms: number }[] = [];
  let next = 0;
  const phone = async () => {
    while (next < people) {
      const resident = `resident-${next++}`;
      const began = performance.now();
      const reply = await world.invoke(subject.function, subject.event(activityId, resident), resident);
      const { data } = JSON.parse(reply) as { data?: { status: Status } };
      replies.push({ status: data?.status, ms: performance.now() - began });
    }
  };
  const began = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: atOnce }, phone));
  const { user, system } = process.cpuUsage(before);
  return { replies, seconds: (performance.now() - began) / 1000, processor: (user + system) / 1000 };
}

async function round(world: World, subject: Subject): Promise<Round> {
  // Its instances are started and warm: those of the subject before it have been given up.
  await send(world, subject, await subject.prepare(seats), 2 * atOnce);
  const activityId = await subject.prepare(seats);
  await world.forget();
  const { replies, seconds, processor } = await send(world, subject, activityId, residents);
  const calls = (await world.invocations())
    .filter(one => one.function === subject.function)
    .reduce((sum, one) => sum + one.calls.length, 0);
  const { seated, wrong } = subject.recount(activityId);
  const told = (status?: Status) => replies.filter(reply => reply.status === status).length;
  if (told(undefined) > 0) wrong.push(`${told(undefined)} residents were refused`);
  if (told('seated') !== seated) wrong.push(`${told('seated')} were told they are seated, ${seated} are`);
  if (told('waiting') + seated !== residents) wrong.push(`${told('waiting')} wait, ${seated} are seated`);
  if (seated < seats) wrong.push(`${seats - seated} seats stayed empty`);
  const times = replies.map(reply => reply.ms);
  return {
    perSecond: residents / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
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
      milliseconds(figure(one => one.processor)),
      figure(one => one.calls).toFixed(1),
      taken[at]!.map(one => one.oversold).join(', '),
    ];
  });
  return {
    title: 'The rush',
    text: [
      `${residents} residents on ${seats} seats, ${atOnce} at once, each alone, through the door that phones use; ${rounds} rounds`,
      'after a warm-up, medians of them, all in the same run on the same function host. The product seats, queues in',
      'order, encrypts, signs a ticket and survives retries. The control is the field’s usual way in its shortest form,',
      'without any of that; in both, whoever finds no seat is put down as waiting. The limit does one conditional update',
      'and nothing else: nothing that seats safely can be faster.',
      '',
      'Processor time counts phones, cloud and functions together; it is the steadiest of the figures here.',
      '',
      `The product takes ${(product / template).toFixed(2)} × as many a second as the control and ${(product / limit).toFixed(2)} × the limit. After every round seats and`,
      `queue are recounted from the stored roster: ${failures.length === 0 ? 'nothing oversold, every counter right, everybody else waiting' : `**${failures.join('; ')}**`}.`,
      `The control sold ${oversold(theirs)} seats twice${oversold(theirs) === 0 ? ', by luck: its race was not met this time' : ''}.`,
    ].join('\n'),
    header: ['who', 'registrations', 'p50', 'p95', 'processor each', 'calls each', 'oversold, by round'],
    rows,
    failures,
  };
}
