import { mac } from '@api/secrets';
import type { Input } from '@core/contract';
import { type GateLine, readLines } from '@core/door/gate-lines';
import type { Ticket } from '@core/registration/contract';
import type { Roster } from '@core/roster/roster';
import { turned } from '@core/tickets/ticket';
import { freshRequest, people, type World } from './world';

export type Told = Input<'checkin.sync'>['deeds'][number];

/** A moment at which the world's doors are open. */
export const doorTime = '2027-06-09T08:00:00+08:00';

/** A party that a gate let in by its ticket or its code. */
export function letIn(ticket: string, overrides: Partial<Told & { what: 'arrive' }> = {}): Told {
  const requestId = freshRequest();
  return { what: 'arrive', requestId, at: doorTime, ticket, count: 1, way: 'scanned', ...overrides };
}

/** A party, or a member of it, that a gate signed out by its ticket or its code. */
export function letOut(ticket: string, overrides: Partial<Told & { what: 'leave' }> = {}): Told {
  return { what: 'leave', requestId: freshRequest(), at: doorTime, ticket, ...overrides };
}

/** What a phone shows of a turning ticket at a moment. */
export function shownAt({ qr, secret }: Ticket, at: string | number): string {
  return turned(qr, secret!, typeof at === 'number' ? at : Date.parse(at), mac);
}

/** What the door of an activity is told of each party. */
export async function gateLines(world: World, activityId: string): Promise<GateLine[]> {
  return readLines((await world.ok('gate.pack', { activityId }, people.helper)).lines);
}

/** An activity's roster as it is stored. */
export function rosterOf(world: World, activityId: string): Roster {
  return world.dump<Roster>('rosters').find(one => one._id === activityId)!;
}

type Cost = { verb: string; collection: string };

/** What the last call of a kind asked of the database. */
export async function costOf(world: World, action: string, act: () => Promise<unknown>): Promise<Cost[]> {
  await fetch(`${world.url}/__inspect/reset-calls`, { method: 'POST' });
  await act();
  const calls = (await (await fetch(`${world.url}/__inspect/calls`)).json()) as {
    action: string;
    calls: Cost[];
  }[];
  return calls.filter(call => call.action === action).flatMap(call => call.calls);
}
