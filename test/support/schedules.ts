/**
 * Schedules of what residents, staff and the clock do with one activity, carried out on the model as the use cases
 * do: decide on a roster read some changes ago, apply to the roster as it is, on failure read anew and decide again.
 * Requests die halfway, lose their reply and are sent again, at once or much later.
 */

import { accept, decline, promote } from '@core/desk/approval';
import { arrive, firstArrival } from '@core/door/door';
import { type Activity, type PoolRule, seatsFor } from '@core/programme/activity';
import { follow, rostersOf } from '@core/registration/enrolment';
import { revise } from '@core/registration/revising';
import { about, admit, isLive, noteAnswered, refill, standing, withdraw } from '@core/registration/seating';
import type { Change, Roster } from '@core/roster/roster';
import fc from 'fast-check';
import type { Act, By } from './changes';
import { applied } from './model';
import { hour, makeActivity, makeParty, start } from './rosters';

const minute = 60_000;
/** The door is open, registration is too; promotion, registration and withdrawing end within the schedule. */
export const begin = start - hour;
const elders: PoolRule = {
  id: 'elders',
  name: '长者席',
  seats: 2,
  for: 'ages',
  ages: ['elder'],
  releasesAt: begin + 10 * minute,
};

const key = fc.constantFrom('anna', 'bo', 'chen', 'dai');
const size = fc.integer({ min: 1, max: 4 });
const steps = {
  register: fc.record({ key, size, elder: fc.boolean() }),
  revise: fc.record({ key, size, requeue: fc.boolean() }),
  withdraw: fc.record({ key }),
  /** Staff's, with a reason. */
  remove: fc.record({ key }),
  accept: fc.record({ key }),
  decline: fc.record({ key }),
  promote: fc.record({ key }),
  refill: fc.record({}),
  arrive: fc.record({ key, count: fc.option(size, { nil: undefined }), ticket: fc.boolean() }),
  edit: fc.record({
    capacity: fc.option(fc.integer({ min: 2, max: 9 })),
    pool: fc.boolean(),
    approval: fc.boolean(),
    waitingMax: fc.constantFrom(null, 3),
  }),
  postpone: fc.record({ minutes: fc.constantFrom(30, 120, -20) }),
  cancel: fc.record({}),
  /** The clock: whatever was left halfway is finished, and people are told. */
  clock: fc.record({}),
  /** Any earlier request arrives again. */
  replay: fc.record({ back: fc.nat({ max: 12 }) }),
};
type StepName = keyof typeof steps;
export type Step = {
  [A in StepName]: { step: A } & ((typeof steps)[A] extends fc.Arbitrary<infer V> ? V : never);
}[StepName];
const weights: Record<StepName, number> = {
  register: 12,
  revise: 6,
  withdraw: 5,
  remove: 2,
  accept: 5,
  decline: 2,
  promote: 5,
  refill: 4,
  arrive: 4,
  edit: 3,
  postpone: 1,
  cancel: 1,
  clock: 2,
  replay: 10,
};
const step: fc.Arbitrary<Step> = fc.oneof(
  ...(Object.keys(steps) as StepName[]).map(name => ({
    weight: weights[name],
    arbitrary: (steps[name] as fc.Arbitrary<object>).map(facts => ({ step: name, ...facts }) as Step),
  })),
);

/** A step, how many changes ago its decider read, what becomes of the call, and the minutes that pass before it. */
export type Planned = {
  step: Step;
  stale: number;
  fate: 'answered' | 'reply lost' | 'dies between writes' | 'dies before refill';
  minutes: number;
};
export const schedule = fc.array(
  fc.record<Planned>({
    step,
    stale: fc.nat({ max: 3 }),
    fate: fc.constantFrom('answered', 'answered', 'reply lost', 'dies between writes', 'dies before refill'),
    minutes: fc.constantFrom(0, 0, 0, 0, 1, 5, 15),
  }),
  // fast-check’s own size would keep schedules to some ten steps, too few for two waiters to be overtaken.
  { maxLength: 40, size: 'max' },
);

type Decision = { verdict?: string; change?: Change };
/** A request as it was first sent: a replay is the same one. `party` is the registration whose line staff tapped. */
type Request = { step: Exclude<Step, { step: 'replay' }>; serial: number; party?: string };

export type Watch = {
  /** A change took. */
  changed(before: Roster, after: Roster, by: By, now: number): void;
  /** A request was told so. */
  answered(key: string, registrationId: string): void;
};

/** One activity with its roster and a watch over every change of it. */
export function startModel(facts: Partial<Activity>, watch: Watch) {
  let now = begin;
  let activity = makeActivity({ pools: [elders], ...facts });
  const history: Roster[] = [rostersOf(activity)[0]!];
  const requests: Request[] = [];
  /** When each registration was first written. */
  const written = new Map<string, number>();
  /** Requests whose change took: none may change anything a second time. */
  const took = new Set<number>();
  /** News, and that of it which became messages. */
  const news = new Set<string>();
  const told = new Set<string>();

  const current = () => history[history.length - 1]!;
  const wanted = () => rostersOf(activity)[0]!;

  function commit(change: Change, by: By): boolean {
    const before = current();
    const { roster: after, took: held } = applied(before, change);
    if (!held) return false;
    history.push(after);
    for (const { id } of after.news ?? []) news.add(id);
    watch.changed(before, after, by, now);
    return true;
  }

  /** Decides on what was read `stale` changes ago, and on what is there when that did not hold. */
  function persist(stale: number, decide: (roster: Roster) => Decision, by: By, serial?: number) {
    let read = history[Math.max(0, history.length - 1 - stale)]!;
    for (let attempt = 0; ; attempt++) {
      const decision = decide(read);
      if (!decision.change) return decision;
      if (commit(decision.change, by)) {
        if (serial !== undefined) {
          expect([by.act, took.has(serial) ? 'again' : 'once']).toEqual([by.act, 'once']);
          took.add(serial);
        }
        return decision;
      }
      if (attempt > 0) throw new Error('a decision on what was just read must take');
      read = current();
    }
  }

  function refillAll(): void {
    for (let next = refill(current(), now); next; next = refill(current(), now)) {
      if (!commit(next.change, { act: 'refill' }))
        throw new Error('a refill decided on what it has just read must take');
    }
  }

  function followActivity(stale: number): void {
    const target = wanted();
    persist(
      stale,
      roster => {
        const change = follow(roster, target);
        return change ? { change } : {};
      },
      { act: 'follow' },
    );
  }

  function tell(dies: boolean): void {
    const entries = current().news ?? [];
    for (const { id } of entries) told.add(id);
    if (dies) return;
    for (const { id } of entries) commit({ when: {}, write: { news: { pull: { id } } } }, { act: 'tell' });
  }

  function register(request: Request & { step: { step: 'register' } }, { stale, fate }: Planned): void {
    const { key: who, size: many, elder } = request.step;
    const id = `g${request.serial}`;
    const member = history[Math.max(0, history.length - 1 - stale)]!.members[who];
    const known = member && isLive(member) ? member.id : standing(member, id) && id;
    const noted = member && isLive(member) ? noteAnswered(who, member, id) : undefined;
    const remembered = !noted || commit(noted, { act: 'note', key: who });
    if (known && remembered) took.add(request.serial);
    if (known) {
      watch.answered(who, known);
      return;
    }
    const since = written.get(id) ?? Number.POSITIVE_INFINITY;
    if (!written.has(id)) written.set(id, now);
    if (fate === 'dies between writes') return;
    const pools = elder ? ['elders', 'open'] : ['open'];
    const party = makeParty(who, many, { id, n: seatsFor(activity, many), pools, since });
    let sharp = request.serial % 2 === 0;
    const decision = persist(
      stale,
      roster => {
        const decided = admit(roster, party, now, sharp);
        sharp = false;
        return decided;
      },
      { act: 'register', key: who, party: id },
      request.serial,
    );
    if (['seat', 'join', 'apply'].includes(decision.verdict ?? '')) watch.answered(who, id);
  }

  /** Decisions on a party that is on the roster. */
  function decide(request: Request, stale: number): void {
    const { step: one, serial } = request;
    if (!('key' in one)) return;
    const read = history[Math.max(0, history.length - 1 - stale)]!;
    const own = read.members[one.key]?.id;
    const names = 'size' in one ? Array.from({ length: one.size }, () => '王*') : [];
    const party = request.party ?? own;
    const by = (act: Act, more: Partial<By> = {}): By => ({ act, key: one.key, ...more });
    const staff = (act: Act, rule: (roster: Roster) => Decision, reason?: string) =>
      party &&
      persist(
        stale,
        roster => about(roster, one.key, party, rule),
        by(act, { party, ...(reason ? { reason } : {}) }),
        serial,
      );
    switch (one.step) {
      case 'revise': {
        const { size: many, requeue } = one;
        const party = { revision: `v${serial}`, n: seatsFor(activity, many), size: many, names, requeue };
        persist(
          stale,
          roster => (own ? about(roster, one.key, own, () => revise(roster, one.key, party, now)) : {}),
          by('revise', { size: many }),
          serial,
        );
        return;
      }
      case 'withdraw':
        if (
          persist(stale, roster => withdraw(roster, one.key, `w${serial}`, now), by('withdraw'), serial)
            .verdict === 'already'
        )
          took.add(serial);
        return;
      case 'remove':
        staff('withdraw', roster => withdraw(roster, one.key, `w${serial}`, now, '本人来电'), '本人来电');
        return;
      case 'accept':
        staff('accept', roster => accept(roster, one.key, now));
        return;
      case 'decline':
        staff('decline', roster => decline(roster, one.key, `d${serial}`, '人已满', now));
        return;
      case 'promote':
        staff('promote', roster => promote(roster, one.key, `p${serial}`, now));
        return;
      case 'arrive': {
        const arrival = {
          key: one.key,
          sid: 's1',
          request: `r${serial}`,
          by: '志愿者',
          way: 'scanned' as const,
        };
        const asked = { ...arrival, ...(one.count ? { count: one.count } : {}) };
        const ticket = read.members[one.key];
        if (one.ticket && ticket?.state === 'seated') {
          const first = firstArrival(ticket, asked, now);
          if ('change' in first && commit(first.change, by('arrive'))) {
            expect(took.has(serial)).toBe(false);
            took.add(serial);
            return;
          }
        }
        persist(stale, roster => arrive(roster, asked, now), by('arrive'), serial);
        return;
      }
    }
  }

  /** Carries a request out once. Whoever dies between two writes leaves the second to the clock or to a retry. */
  function carryOut(request: Request, planned: Planned): void {
    const { step: one } = request;
    const { stale, fate } = planned;
    switch (one.step) {
      case 'register':
        register({ ...request, step: one }, planned);
        break;
      case 'edit':
      case 'postpone':
      case 'cancel':
        rewrite(one);
        if (fate !== 'dies between writes') followActivity(stale);
        break;
      case 'clock':
        followActivity(0);
        tell(fate === 'dies between writes');
        break;
      default:
        decide(request, stale);
    }
    if (fate === 'answered' || fate === 'reply lost') refillAll();
  }

  /** The one write that decides a change of the activity. What an earlier one left half done is finished first. */
  function rewrite(one: Step): void {
    if (activity.state === 'cancelled') return;
    followActivity(0);
    const next = { ...activity, version: activity.version + 1 };
    if (one.step === 'cancel') activity = { ...next, state: 'cancelled' };
    if (one.step === 'edit') {
      const { capacity, pool, approval, waitingMax } = one;
      activity = {
        ...next,
        capacity,
        approval,
        waitingMax,
        pools: pool && capacity !== null ? [elders] : [],
      };
    }
    if (one.step === 'postpone') {
      const by = one.minutes * minute;
      const sessions = activity.sessions.map(session => ({
        ...session,
        startsAt: session.startsAt + by,
        endsAt: session.endsAt + by,
      }));
      activity = { ...next, sessions, startsAt: activity.startsAt + by, endsAt: activity.endsAt + by };
    }
  }

  return {
    /** Lets time pass and does one thing; a lost reply sends it again at once. */
    perform(planned: Planned): void {
      now += planned.minutes * minute;
      const { step: one, fate, stale } = planned;
      if (one.step === 'replay') {
        const earlier = requests[requests.length - 1 - one.back];
        if (earlier) carryOut(earlier, planned);
        return;
      }
      const read = history[Math.max(0, history.length - 1 - stale)]!;
      const party = 'key' in one ? read.members[one.key]?.id : undefined;
      const request = { step: one, serial: requests.length, ...(party ? { party } : {}) };
      requests.push(request);
      carryOut(request, planned);
      if (fate === 'reply lost') carryOut(request, { ...planned, stale: 0 });
    },
    /** One whole pass of the clock. */
    clock(): void {
      followActivity(0);
      refillAll();
      tell(false);
    },
    now: () => now,
    activity: () => activity,
    roster: current,
    news,
    told,
  };
}
