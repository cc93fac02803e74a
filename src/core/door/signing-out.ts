/** Signing out, where hours count: of a party, or of one named member of it. */

import { closesAfter } from '@core/counts/figures';
import { hour } from '@core/kernel/dates';
import type { Leave } from '@core/roster/door-slice';
import type { Change, Member } from '@core/roster/roster';
import { claimsAt } from './claims';
import { asTurn, type DoorView } from './door';

export type LeaveRequest = { key: string; sid: string; request: string; who?: number; by: string };

export type LeaveDecision =
  | { verdict: 'leave'; at: number; change: Change }
  /** They have signed out already: then, and by whom; `replay`: by this very request. */
  | { verdict: 'repeat'; leave: Leave; replay: boolean }
  /** Nobody of them came; `state` is what they are on the roster. */
  | { verdict: 'not-here'; state: Member['state'] }
  | { verdict: 'unknown' | 'over' };

/** Until when people sign out, in ms: until the figures close by themselves, since they leave when the door is long shut. */
export const leavesUntil = ({ closesAt }: { closesAt: number }) => closesAt + closesAfter * hour;

/**
 * Signs a party's people out who are here. It moves no `turn`: how long somebody stayed is told from all that came and
 * left (figures.ts), so nothing rests on who signed out, and staff who agreed to a doubled party need not look again.
 */
export function signOut(
  roster: DoorView,
  { key, sid, request, who, by }: LeaveRequest,
  now: number,
): LeaveDecision {
  const member = roster.members[key];
  const session = roster.sessions[sid];
  if (!member || !session) return { verdict: 'unknown' };
  const replayed = member.leaves?.[request];
  if (replayed) return { verdict: 'repeat', leave: replayed, replay: true };
  if (now > leavesUntil(session)) return { verdict: 'over' };
  const mine = claimsAt(member, sid).filter(
    one => who === undefined || one.who === undefined || one.who === who,
  );
  const last = mine[mine.length - 1];
  if (!last) return { verdict: 'not-here', state: member.state };
  const left = Object.values(member.leaves ?? {}).find(
    one => one.sid === sid && one.at >= last.at && (one.who === undefined || one.who === who),
  );
  if (left) return { verdict: 'repeat', leave: left, replay: false };
  const leave: Leave = { sid, at: now, by, ...(who === undefined ? {} : { who }) };
  const at = `members.${key}`;
  return {
    verdict: 'leave',
    at: now,
    change: {
      when: {
        [`${at}.id`]: { eq: member.id },
        [`${at}.turns.${sid}`]: asTurn(member.turns?.[sid]),
        [`${at}.leaves.${request}`]: { absent: true },
      },
      write: { [`${at}.leaves.${request}`]: { set: leave } },
    },
  };
}
