/** What each action asks of the cloud when nobody else is there: calls, calls one after another, documents read. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Action, Input } from '@core/contract';
import { seedWorld } from '@demo/seed';
import type { Section } from './figures';
import type { World } from './world';

type Aim = { calls: number; inSequence?: number };
type Measured = { calls: number; inSequence: number; examined: number };
type Span = { from: number; until: number };

const registrationAim: Aim = { calls: 4, inSequence: 3 };
const checkInAim: Aim = { calls: 2 };
const monthAim: Aim = { calls: 2 };

/** Milliseconds by which every database call is slowed, so that calls sent together are seen to overlap. */
const distance = 40;

/**
 * Calls that had to wait for one another: the longest chain in which each began after the one before had ended.
 * The inspector counts calls but does not time them, and the database answers too fast for two to overlap.
 */
function longestChain(spans: readonly Span[]): number {
  let chain = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const span of [...spans].sort((a, b) => a.until - b.until)) {
    if (span.from < end) continue;
    chain++;
    end = span.until;
  }
  return chain;
}

/** Runs one action with the database at a distance. @throws when the action fails, or the two counts of its calls differ */
async function measure<A extends Action>(
  world: World,
  action: A,
  input: Input<A>,
  openid: string,
): Promise<Measured> {
  const { database } = world.cloud;
  const { handle } = database;
  const spans: Span[] = [];
  database.handle = async (params, onCost) => {
    const span = { from: performance.now(), until: Number.POSITIVE_INFINITY };
    spans.push(span);
    await sleep(distance);
    const reply = await handle(params, onCost);
    span.until = performance.now();
    return reply;
  };
  await world.forget();
  try {
    await world.ok(action, input, openid);
  } finally {
    database.handle = handle;
  }
  const found = (await world.invocations()).filter(one => one.action === action);
  const calls = found.flatMap(one => one.calls);
  if (found.length !== 1 || calls.length !== spans.length)
    throw new Error(`${action}: the inspector saw ${calls.length} calls, the database ${spans.length}`);
  return {
    calls: calls.length,
    inSequence: longestChain(spans),
    examined: calls.reduce((sum, call) => sum + call.examined, 0),
  };
}

function verdictOn(measured: Measured, aim?: Aim): string[] {
  if (!aim) return ['', ''];
  const held = measured.calls <= aim.calls && measured.inSequence <= (aim.inSequence ?? aim.calls);
  const said = aim.inSequence ? `≤ ${aim.calls}, ≤ ${aim.inSequence} in sequence` : `≤ ${aim.calls}`;
  return [said, held ? 'held' : '**missed**'];
}

/** Walks through the main job once: two seats, three residents, a helper at the door. */
export async function measureCalls(world: World): Promise<Section> {
  const activityId = await world.publish(2);
  await seedWorld(world.cloud, activityId);
  const rows: string[][] = [];
  const add = async <A extends Action>(
    what: string,
    action: A,
    input: Input<A>,
    openid: string,
    aim?: Aim,
  ) => {
    const measured = await measure(world, action, input, openid);
    const { calls, inSequence, examined } = measured;
    rows.push([
      what ? `${action}, ${what}` : action,
      ...[calls, inSequence, examined].map(String),
      ...verdictOn(measured, aim),
    ]);
  };
  const register = (who: string) => ({
    activityId,
    party: [{ name: `居民${who}` }],
    requestId: `request-${who}`,
  });
  const ticketOf = async (who: string) => {
    const { registrations } = await world.ok('registration.mine', {}, who);
    const ticket = registrations[0]?.registration.ticket;
    if (!ticket) throw new Error(`${who} holds no ticket`);
    return ticket;
  };
  const scan = (ticket: string, requestId: string) => ({ activityId, ticket, requestId });
  // What an instance notes for the clock once a minute is noted already.
  const other = { activityId: await world.publish(1), requestId: 'noted-1' };
  await world.ok('registration.create', { ...other, party: [{ name: '居民' }] }, 'noted');
  await world.ok('registration.create', { ...other, party: [{ name: '居民' }] }, 'noted-too');
  await world.ok('registration.withdraw', other, 'noted');
  await world.ok('activity.cancel', { activityId: other.activityId, reason: '大雨' }, 'demo-manager');
  // Functions are loaded and their connections open.
  for (let i = 0; i < 3; i++) await world.ok('calendar.day', { date: '2027-06-09' }, 'first');

  await add('', 'calendar.month', { month: '2027-06' }, 'first', monthAim);
  await add('', 'calendar.day', { date: '2027-06-09' }, 'first');
  await add('not registered', 'activity.view', { activityId }, 'first');
  await add('seated', 'registration.create', register('first'), 'first', registrationAim);
  await add('a second tap', 'registration.create', register('first'), 'first', registrationAim);
  await world.ok('registration.create', register('second'), 'second');
  await add('waiting', 'registration.create', register('third'), 'third', registrationAim);
  await add('seated', 'activity.view', { activityId }, 'first');
  await add('', 'registration.mine', {}, 'first');
  const leave = { activityId, requestId: 'leave-second' };
  await add('another is promoted', 'registration.withdraw', leave, 'second');
  const { qr } = await ticketOf('first');
  await add('a ticket', 'checkin.scan', scan(qr, 'scan-1'), 'demo-helper', checkInAim);
  await add('the ticket again', 'checkin.scan', scan(qr, 'scan-2'), 'demo-helper', checkInAim);
  const { code } = await ticketOf('third');
  await add('a typed code', 'checkin.scan', scan(code, 'scan-3'), 'demo-helper', checkInAim);
  await add('', 'checkin.walkIn', { activityId, count: 2, requestId: 'walk-in-1' }, 'demo-helper');
  await add('', 'attendance.live', { activityId }, 'demo-helper');
  const { token } = await world.ok('wall.open', { activityId }, 'demo-helper');
  await add('the first of a second', 'wall.live', { token }, 'first');

  return {
    title: 'Calls per action',
    text: [
      'What one action asks of the cloud, with nobody else there. _In sequence_ is what a resident waits for: calls',
      `sent together count once (measured by holding back every database call ${distance} ms and seeing which overlap).`,
      '_Examined_ is how many documents the database read to answer. Aims stand where somebody waits in a line or in a rush:',
      'registering, checking in, opening the month. The first in a minute to leave the clock something to do, of each instance,',
      'notes it in one call more; registering sends it beside its first, so that nobody waits for it.',
    ].join('\n'),
    header: ['action', 'calls', 'in sequence', 'examined', 'aim', 'verdict'],
    rows,
    failures: [],
  };
}
