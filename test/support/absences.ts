/** A world for no-shows: the rule switched on where it is wanted, and activities that somebody does not come to. */
import type { NoShow } from '@api/no-shows/store';
import type { Input } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { defaultRule, type NoShowRule } from '@core/no-shows/absences';
import type { Draft } from '@core/publishing/contract';
import type { Roster } from '@core/roster/roster';
import { freshRequest, people, startWorld } from './world';

const { resident, neighbour, stranger, helper, editor, admin } = people;

const day = 86_400_000;

/** What `full` publishes is on this morning; the world begins an hour before. */
export const morning = { startsAt: '2027-06-12T09:00:00+08:00', endsAt: '2027-06-12T11:00:00+08:00' };
export async function startAbsences(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld({ now: '2027-06-12T08:00:00+08:00', ...options });
  let minutes = 0;
  const absences = {
    ...world,
    noShows: () => world.dump<NoShow>('noShows'),
    /** Switches `east`'s rule on, with other numbers where given. */
    async rule(rule: Partial<NoShowRule> | null = {}, areaId = 'east', by: string = admin) {
      const { version } = await world.ok('area.noShowRule', { areaId }, by);
      const next = rule && { ...defaultRule, ...rule };
      return world.ok('area.setNoShowRule', { areaId, rule: next, version }, by);
    },
    /** An activity of two seats: `resident` and `neighbour` have them, `stranger` waits. */
    async full(draft: Partial<Draft> = {}) {
      const activityId = await world.publish({ capacity: 2, ...morning, ...draft });
      const own = await world.register(activityId, resident, 1);
      const comes = await world.register(activityId, neighbour, 1);
      await world.register(activityId, stranger, 1);
      return {
        activityId,
        registrationId: own.registrationId,
        own: own.ticket!.qr,
        ticket: comes.ticket!.qr,
      };
    },
    /** Lets a ticket in at the door. */
    scan: (activityId: string, ticket: string) =>
      world.ok('checkin.scan', { activityId, ticket, requestId: freshRequest() }, helper),
    /** Lets the clock go round once or twice, the first time as once an hour: what is counted is made older by hand. */
    async minute() {
      minutes += 2;
      world.everyDutyNext();
      await world.setClock(iso(Date.parse('2027-06-12T08:00:00+08:00') + minutes * 60_000));
    },
    /** Makes a roster two days older, its seats taken three days before that: nothing else is waited for a hundred times. */
    age(activityId: string) {
      const roster = world.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
      const { noShows: rule, joinedAt } = roster;
      const older = <T extends { switchedOnAt: number; since: number }>(one: T) => ({
        ...one,
        switchedOnAt: one.switchedOnAt - 6 * day,
        since: one.since - 6 * day,
      });
      const members = Object.entries(roster.members).map(([key, one]) => [
        key,
        { ...one, at: one.at - 5 * day },
      ]);
      world.load('rosters', [
        {
          ...roster,
          startsAt: roster.startsAt - 2 * day,
          overAt: roster.overAt - 2 * day,
          ...(joinedAt ? { joinedAt: joinedAt - 5 * day } : {}),
          members: Object.fromEntries(members),
          ...(rule ? { noShows: older(rule) } : {}),
        },
      ]);
    },
    /** As many activities as asked that `resident` had a seat at and did not come to. */
    async missed(times: number, draft: Partial<Draft> = {}) {
      // The rule is as old as they are.
      const rules = world.dump<{ _id: string; since: number }>('rules');
      world.load(
        'rules',
        rules.map(one => ({ ...one, since: Math.min(one.since, Date.parse(morning.startsAt) - 9 * day) })),
      );
      const made = [];
      for (let i = 0; i < times; i++) {
        const one = await absences.full({ title: `诗会 ${i + 1}`, ...draft });
        await absences.scan(one.activityId, one.ticket);
        absences.age(one.activityId);
        made.push(one);
      }
      return made;
    },
    /** The same, counted by the clock. */
    async missing(times: number) {
      const made = await absences.missed(times);
      await absences.minute();
      return made;
    },
    /** Registering for something new, as a reply. */
    async asks(openid: string, input: Partial<Input<'registration.create'>> = {}, by: string = editor) {
      const activityId = await world.publish(
        { startsAt: '2027-06-30T09:00:00+08:00', endsAt: '2027-06-30T11:00:00+08:00' },
        by,
      );
      const party = [{ name: '王秀兰' }];
      return world.call(
        'registration.create',
        { activityId, party, requestId: freshRequest(), ...input },
        openid,
      );
    },
    /** Remembers some collections as they are; what it returns puts them back so, for the next test in the same world. */
    keep(...collections: string[]) {
      const before = collections.map(name => [name, world.dump<{ _id: string }>(name)] as const);
      return async () => {
        for (const [name, documents] of before) {
          for (const { _id } of world.dump<{ _id: string }>(name)) {
            if (documents.some(one => one._id === _id)) continue;
            const query = JSON.stringify({ _id });
            await world.database.handle({
              action: 'database.removeDocument',
              collectionName: name,
              query,
              queryType: 'DOC',
            });
          }
          world.load(name, documents);
        }
      };
    },
    mine: (openid: string = resident) => world.ok('noshow.mine', {}, openid),
  };
  return absences;
}

export type Absences = Awaited<ReturnType<typeof startAbsences>>;
