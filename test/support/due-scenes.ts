/**
 * For every duty, the use case that leaves it work: what was there before, the write that leaves it, and how it is seen to
 * be done. A duty without one does not compile.
 */

import type { DutyName } from '@api/capabilities';
import type { Message } from '@api/messages/store';
import { memberKey } from '@api/secrets';
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import { planFile } from './plan-files';
import { freshRequest, people, type World } from './world';

const { resident, neighbour, editor, manager, admin } = people;
const week = { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T11:00:00+08:00' };
const request = () => ({ requestId: freshRequest() });

export type Leaving = {
  /** The write that leaves the work, as in emulator/faults.ts. */
  at: string;
  /** Sets the stage; what it returns does the use case. */
  prepare(world: World): Promise<() => Promise<unknown>>;
  /** When the work is due, epoch ms, as stored with it; nothing where it is due at once. */
  later?(world: World): number;
  /** Whether the clock has done it; where it is due on another day that is not waited for. */
  done?(world: World): boolean | Promise<boolean>;
};

/** Nobody notes work for these: they are due by the hour alone. */
type Hourly = 'by the hour';

/** One seat, which `resident` has and `neighbour` waits for; both have agreed to be told. */
async function oneWaiting(world: World): Promise<string> {
  const activityId = await world.publish({ ...week, capacity: 1 });
  await world.register(activityId, resident, 1);
  await world.register(activityId, neighbour, 1);
  const results = { 'demo-template-seated': 'accept', 'demo-template-change': 'accept' };
  for (const openid of [resident, neighbour])
    await world.ok('message.consent', { results, ...request() }, openid);
  return activityId;
}

const leaves = (world: World, activityId: string) => () =>
  world.call('registration.withdraw', { activityId, ...request() }, resident);
const callsOff = (world: World, activityId: string) => () =>
  world.call('activity.cancel', { activityId, reason: '大雨' }, manager);
const messagesOf = (world: World, kind: string) =>
  world.dump<Message>('messages').filter(one => one.kind === kind);
const rosters = (world: World) => world.dump<Roster>('rosters');

/** An appeal against a no-show, written down as it is stored: what leads to it takes days. */
async function oneAppeal(world: World): Promise<string> {
  const activityId = await world.publish(week);
  const { registrationId } = await world.register(activityId, resident, 1);
  const noShow = {
    ...{ _id: 'n1', key: memberKey(resident), rosterId: activityId, registrationId, activityId },
    ...{ stationId: 'hall', areaId: 'east', startsAt: 0, seatedAt: 0, recordedAt: 0, until: 2e12, keys: [] },
    appeal: { state: 'open', text: '', at: 0, request: 'r1' },
  };
  world.load('noShows', [noShow]);
  return noShow._id;
}

export const leavings: Record<DutyName, Leaving | Hourly> = {
  seatTheWaiting: {
    at: 'api/modifyDocument:rosters#1',
    prepare: async world => leaves(world, await oneWaiting(world)),
    done: world => rosters(world).every(one => one.counts.waitingParties === 0),
  },
  finishMoves: {
    at: 'api/modifyDocument:rosters#1',
    async prepare(world) {
      const sessions = ['09', '14'].map(hour => ({ startsAt: `2027-06-09T${hour}:00:00+08:00` }));
      const activityId = await world.publish({ enrolment: 'session', sessions, capacity: 3 });
      const { registrationId } = await world.register(activityId, resident, 1, { sessionId: 's1' });
      const asked = { activityId, sessionId: 's1', registrationId, to: 's2', reason: '来电', ...request() };
      return () => world.call('roster.move', asked, manager);
    },
    done: world => rosters(world).every(one => (one.moving ?? []).length === 0),
  },
  tellOfParties: {
    at: 'api/modifyDocument:rosters#2',
    prepare: async world => leaves(world, await oneWaiting(world)),
    done: world => messagesOf(world, 'promoted').length === 1,
  },
  tellOfSeated: {
    at: 'api/modifyDocument:rosters#1',
    async prepare(world) {
      const activityId = await world.publish(week);
      const asked = { activityId, party: [{ name: '王秀兰' }], ...request() };
      return () => world.call('registration.create', asked, resident);
    },
    done: world => messagesOf(world, 'seated').length === 1,
  },
  settleActivities: {
    at: 'api/modifyDocument:activities#1',
    prepare: async world => callsOff(world, await oneWaiting(world)),
    done: world => world.dump<Activity>('activities').every(one => !one.unsettled),
  },
  tellOfNotices: {
    at: 'api/insertDocument:notices#1',
    prepare: async world => callsOff(world, await oneWaiting(world)),
    done: world => messagesOf(world, 'cancelled').length === 2,
  },
  deliverMessages: {
    at: 'api/insertDocument:messages#1',
    prepare: async world => callsOff(world, await oneWaiting(world)),
    done: world => messagesOf(world, 'cancelled').filter(one => one.state === 'sent').length === 2,
  },
  // On the list of calls until nobody would come to what is called off any more.
  sweepMessages: {
    at: 'api/insertDocument:messages#1',
    prepare: async world => callsOff(world, await oneWaiting(world)),
    later: world => messagesOf(world, 'cancelled')[0]!.until,
  },
  sweepShortLived: {
    at: 'api/insertDocument:exports#1',
    async prepare(world) {
      const activityId = await oneWaiting(world);
      return () => world.call('roster.export', { activityId, ...request() }, manager);
    },
    later: world => world.dump<{ expiresAt: number }>('exports')[0]!.expiresAt,
  },
  settleRules: {
    at: 'api/insertDocument:rules#1',
    async prepare(world) {
      const { version } = await world.ok('area.noShowRule', { areaId: 'east' }, admin);
      const rule = { on: true, count: 3, days: 90, pauseDays: 30 };
      return () => world.call('area.setNoShowRule', { areaId: 'east', rule, version }, admin);
    },
    done: world => world.dump<{ unsettled?: number }>('rules').every(one => one.unsettled === undefined),
  },
  tellOfNoShows: {
    at: 'api/modifyDocument:noShows#1',
    async prepare(world) {
      const noShowId = await oneAppeal(world);
      return () => world.call('noshow.accept', { noShowId, ...request() }, manager);
    },
    done: world => messagesOf(world, 'appealAccepted').length === 1,
  },
  finishImports: {
    at: 'api/insertDocument:imports#1',
    async prepare(world) {
      const row = { 主办单位: '东街文化站', 月份: '7月', 活动名称: '诗会', 活动时间: '7月1日 9:00—11:30' };
      const fileId = await world.upload(planFile(row), 'plan.csv', editor);
      return () => world.call('publishing.import', { fileId, accept: true }, editor);
    },
    done: world => world.dump('imports').length === 0,
  },
  finishErasures: {
    at: 'api/insertDocument:erasures#1',
    async prepare(world) {
      await oneWaiting(world);
      return () => world.call('privacy.delete', { confirm: '删除', ...request() }, resident);
    },
    done: world => world.dump<{ state: string }>('erasures').every(one => one.state === 'done'),
  },
  countNoShows: 'by the hour',
  forgetDue: 'by the hour',
  remindOfTomorrow: 'by the hour',
  sealAnew: 'by the hour',
  sealVolunteers: 'by the hour',
  sweepUnknown: 'by the hour',
};
