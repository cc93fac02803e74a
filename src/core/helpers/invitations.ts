/** Volunteers at one activity's door, by an invitation's code: who may still join, and until when they help. */

import type { Activity } from '@core/programme/activity';
import { doorOf } from '@core/registration/enrolment';

/**
 * Somebody who came in by an invitation, their name encrypted. `name` is how an earlier version had it, until the clock
 * has come by. `removed` is kept, so that a late replay does not bring them back.
 */
export type Invited = {
  openid: string;
  sealed?: string;
  name?: string;
  at: number;
  removed?: { at: number; request: string };
};

/** The stored invitation. Times are epoch milliseconds. */
export type Invitation = {
  _id: string;
  activityId: string;
  stationId: string;
  /** Eight characters, as `writeInvitationCode` draws them. */
  code: string;
  /** How many it is for, and how many came in by it. */
  most: number;
  used: number;
  expiresAt: number;
  closedAt?: number;
  /** When the last door of its activity closes, and the activity's version that says so. */
  until: number;
  version: number;
  /** By the name under which rosters know them. */
  helpers: Record<string, Invited>;
  /** The same names, to be found by. */
  keys: string[];
  /** Ids of the keys that what they are called is sealed with. */
  sealedWith?: string[];
  /** Title of whoever made it. */
  by: string;
  createdAt: number;
};

/** What a person's own document says of their helping at one activity. */
export type Help = { until: number; version: number; removedAt?: number };

/** Invitations of one activity, and people by one of them. */
export const invitationLimits = { ofActivity: 30, people: 50 } as const;

/** Without what is read as something else on paper or said wrongly: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const letters = '34679ACDEFGHJKMNPQRTWXY';
const length = 8;

/** An invitation's code from random numbers below 2^32: 23^8, some eighty thousand million, of which a guesser has twenty a day. */
export function writeInvitationCode(random: readonly number[]): string {
  return Array.from({ length }, (_, i) => letters.charAt((random[i] ?? 0) % letters.length)).join('');
}

/** The code in what somebody typed, whatever spaces, dashes and small letters are in it; nothing where there is none. */
export function readInvitationCode(text: string): string | undefined {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  return code.length === length && [...code].every(one => letters.includes(one)) ? code : undefined;
}

/** When an activity's last door closes. */
export function lastDoor(activity: Pick<Activity, 'sessions' | 'checkInBefore' | 'checkInAfter'>): number {
  return Math.max(...activity.sessions.map(session => doorOf(activity, session).closesAt));
}

export type InvitationState = 'open' | 'closed' | 'expired' | 'full' | 'over';

/** Whether an invitation still lets somebody in, and why not. */
export function invitationState(
  invitation: Pick<Invitation, 'closedAt' | 'until' | 'expiresAt' | 'used' | 'most'>,
  now: number,
): InvitationState {
  if (invitation.closedAt !== undefined) return 'closed';
  if (now > invitation.until) return 'over';
  if (now > invitation.expiresAt) return 'expired';
  return invitation.used >= invitation.most ? 'full' : 'open';
}

export type JoinDecision =
  | { verdict: 'join' | 'joined' | 'helping' | 'removed' }
  | { verdict: 'refused'; state: Exclude<InvitationState, 'open'> };

/**
 * Whether somebody may come in by an invitation. `joined`: they did, by this one; `helping`: by another, which uses up
 * nothing of this one. Whom staff removed stays away from every invitation made before that.
 */
export function join(invitation: Invitation, key: string, help: Help | undefined, now: number): JoinDecision {
  const before = invitation.helpers[key];
  if (before?.removed || (help?.removedAt ?? Number.NEGATIVE_INFINITY) >= invitation.createdAt)
    return { verdict: 'removed' };
  if (before) return { verdict: 'joined' };
  if (help && help.removedAt === undefined) return { verdict: 'helping' };
  const state = invitationState(invitation, now);
  return state === 'open' ? { verdict: 'join' } : { verdict: 'refused', state };
}

/** What others see beside what a volunteer did: never a bare name, which could be read as one of the staff's. */
export function helperTitle(name: string): string {
  return `志愿者 ${name}`;
}
