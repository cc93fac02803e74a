/**
 * How a volunteer signs what they did at a door. Their name stands encrypted in one place; everywhere else stands a drawn
 * signature, which leads to nobody any more once that place is empty.
 */

import type { Change, Roster } from '@core/roster/roster';
import { helperTitle } from './invitations';

/** What is read where a volunteer's name is no longer held. */
export const formerVolunteer = '志愿者';

const begin = 'v~';

/** A signature out of sixteen random hex digits. */
export function writeSignature(random: string): string {
  return begin + random;
}

export function isSignature(by: string): boolean {
  return /^v~[0-9a-f]{16}$/.test(by);
}

/** The name in a title as volunteers had it before they signed; nothing where it is no volunteer's. */
export function nameInTitle(title: string): string | undefined {
  const start = helperTitle('');
  return title.startsWith(start) && title.length > start.length ? title.slice(start.length) : undefined;
}

/** Places of one roster changed at once. */
const most = 300;

/**
 * Puts a signature wherever something on a roster is signed by a name: `sign` says which, or nothing where the name stays.
 * Some hundreds of places at a time; nothing when there is none left.
 */
export function signAnew(
  roster: Pick<Roster, 'members' | 'walkIns' | 'undoneWalkIns'>,
  sign: (by: string) => string | undefined,
): Change | undefined {
  const change: Change = { when: {}, write: {} };
  const look = (at: string, all: Record<string, { by: string }> = {}) => {
    for (const [request, { by }] of Object.entries(all)) {
      const signed = sign(by);
      if (signed === undefined || signed === by || Object.keys(change.write).length >= most) continue;
      change.when[`${at}.${request}.by`] = { eq: by };
      change.write[`${at}.${request}.by`] = { set: signed };
    }
  };
  look('walkIns', roster.walkIns);
  look('undoneWalkIns', roster.undoneWalkIns);
  for (const [key, member] of Object.entries(roster.members)) {
    look(`members.${key}.arrivals`, member.arrivals);
    look(`members.${key}.undone`, member.undone);
    look(`members.${key}.leaves`, member.leaves);
  }
  return Object.keys(change.write).length > 0 ? change : undefined;
}
