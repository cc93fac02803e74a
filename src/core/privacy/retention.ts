/** How long personal parts are held, and what is left of them afterwards (product.md, “Privacy”). */

import { isChild } from '@core/household/family';
import { day } from '@core/kernel/dates';
import type { Person } from '@core/registration/contract';
import type { Change, Member } from '@core/roster/roster';

/** Days after an activity's end that names, phones and answers are held, unless the environment says otherwise. */
export const defaultDays = 180;
/** The same for children under 14. */
export const childrenDays = 30;

/** What one round removes: the children of a registration with its answers, or everybody. */
export type Stage = 'children' | 'people';
/** What a registration still holds, of which the clock finds what is due. */
export type Holding = Stage | 'nothing';

/** Activities that ended before this moment have their children's, or everybody's, personal parts removed. */
export function dueBefore(stage: Stage, days: number, now: number): number {
  return now - (stage === 'children' ? Math.min(childrenDays, days) : days) * day;
}

/** What a party's registration holds. */
export function holdingOf(people: readonly Pick<Person, 'ageBand'>[]): Holding {
  return people.some(isChild) ? 'children' : 'people';
}

/** Places in a party where a child stands. */
export function childrenIn(people: readonly Pick<Person, 'ageBand'>[]): number[] {
  return people.flatMap((person, index) => (isChild(person) ? [index] : []));
}

/** The people of a registration after a stage: as many as before, with nothing said of those removed. */
export function remaining(people: readonly Person[], stage: Stage): Person[] {
  return people.map(person => (stage === 'people' || isChild(person) ? { name: '*' } : person));
}

/** Which masked names of a party go from its roster: all, some by their place, or none. */
export type Hidden = 'all' | readonly number[];

/** A party on a roster as far as forgetting it goes. */
export type Personal = Pick<Member, 'id' | 'names' | 'phoneTail' | 'reason' | 'revision' | 'undone'>;

/**
 * Takes from a roster what is personal of some parties. Masked names stay unless hidden, since the sign-in sheet is
 * made of them; `whole` takes the phone's last digits and
 * the words of reasons too. Counters and seats are not touched.
 * Nothing when there is nothing left to take.
 */
export function forget(
  members: Record<string, Personal>,
  parties: readonly { key: string; id: string; hidden: Hidden; whole: boolean }[],
): Change | undefined {
  const change: Change = { when: {}, write: {} };
  for (const { key, id, hidden, whole } of parties) {
    const member = members[key];
    // The resident registered anew: what the roster shows is of that registration.
    if (member?.id !== id) continue;
    const names = member.names.map((name, index) =>
      hidden === 'all' || hidden.includes(index) ? '*' : name,
    );
    const at = `members.${key}`;
    const before = Object.keys(change.write).length;
    if (names.some((name, index) => name !== member.names[index]))
      change.write[`${at}.names`] = { set: names };
    if (whole && member.phoneTail !== undefined) change.write[`${at}.phoneTail`] = { remove: true };
    if (whole && member.reason !== undefined) change.write[`${at}.reason`] = { remove: true };
    for (const [request, undone] of Object.entries(member.undone ?? {}))
      if (whole && undone.reason !== undefined)
        change.write[`${at}.undone.${request}.reason`] = { remove: true };
    if (Object.keys(change.write).length === before) continue;
    change.when[`${at}.id`] = { eq: id };
    change.when[`${at}.revision`] =
      member.revision === undefined ? { absent: true } : { eq: member.revision };
  }
  return Object.keys(change.write).length > 0 ? change : undefined;
}
