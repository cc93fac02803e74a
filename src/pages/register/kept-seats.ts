/** Which of an activity's seats a party may have, as far as this phone knows; the server decides when it arrives. */

import { type Kept, stillKept } from '@app/components/kept';
import { momentText } from '@app/components/when';
import { fromIso } from '@core/kernel/dates';
import { type AgeBand, ageBands, type PoolRule, seatsFor } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import { agesText } from '@core/registration/limits';
import { poolsFor, roomFor } from '@core/registration/pools';

type View = Pick<
  ActivityView,
  'approval' | 'capacity' | 'enrolment' | 'left' | 'perGroup' | 'pools' | 'sessions' | 'unit' | 'waiting'
>;

/** The age bands that seats are kept for, from young to old; none where nobody need say an age. */
export function agesAsked(kept: readonly Kept[]): AgeBand[] {
  const ages = kept.flatMap(pool => (pool.for === 'ages' ? (pool.ages ?? []) : []));
  return (Object.keys(ageBands) as AgeBand[]).filter(age => ages.includes(age));
}

/** Why an age is asked, a sentence for each pool: 「70岁以上还有 5 个长者席，一起来的人里有一位就行。」 */
export function agesReason(kept: readonly Kept[]): string[] {
  return kept
    .filter(pool => pool.for === 'ages')
    .map(({ ages = [], left, name, releasesAt }) => {
      const whom = agesText(ages);
      const then = releasesAt ? `没用完的，${momentText(releasesAt)} 起给大家。` : '';
      return left > 0
        ? `${whom}还有 ${left} 个${name}，一起来的人里有一位就行。${then}`
        : `${name}现在满了，空出来先给${whom}。${then}`;
    });
}

/** What one may come as, with what is left of each; empty where there is nothing to choose. `open` is everybody's. */
export function waysToCome(view: View, now: number): { value: string; label: string }[] {
  const kept = stillKept(view, now);
  const chosen = kept.filter(pool => pool.for === 'choice');
  if (chosen.length === 0) return [];
  const rest = (view.capacity ?? 0) - kept.reduce((sum, pool) => sum + pool.seats, 0);
  const ways = chosen.map(({ poolId, name, left }) => ({ value: poolId, label: labelOf(name, left) }));
  return rest > 0 ? [...ways, { value: 'open', label: labelOf('普通名额', view.left ?? 0) }] : ways;
}

const labelOf = (name: string, left: number) => `${name}（${left > 0 ? `还有 ${left} 个` : '满了，可候补'}）`;

/** What would become of a party at `now`, in ms: seated, waiting, or waiting for staff's word. */
export function outlook(
  view: View,
  sessionId: string | undefined,
  { people, pool }: { people: readonly { ageBand?: AgeBand }[]; pool?: string },
  now: number,
): 'seat' | 'wait' | 'apply' {
  if (view.approval) return 'apply';
  const session = view.enrolment === 'session' && view.sessions.find(one => one.sessionId === sessionId);
  const { left, waiting } = session || view;
  const kept = stillKept(view, now);
  const rules = kept.map(
    ({ poolId, releasesAt, ...rule }): PoolRule => ({
      ...rule,
      id: poolId,
      releasesAt: releasesAt === null ? null : fromIso(releasesAt),
    }),
  );
  const seats = (count: number | null) => ({ declared: count, capacity: count, left: count });
  const pools = {
    open: seats(left),
    ...Object.fromEntries(kept.map(({ poolId, left: few }) => [poolId, seats(few)])),
  };
  const choice = pool && pool !== 'open' ? pool : undefined;
  const wanted = poolsFor(rules, { ages: people.map(person => person.ageBand), desk: false, choice });
  const room = roomFor(pools, wanted, seatsFor(view, people.length));
  // Whoever waits for everybody's seats comes first; those waiting for a kept one would sit in it by now.
  if (room === undefined || (room === 'open' && left !== null && waiting > 0)) return 'wait';
  return 'seat';
}
