/** What is held of a resident, taken out and deleted, and the keys it is sealed with. */

import { cursor, of, requestId } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { RegistrationStatus } from '@core/registration/contract';
import * as v from 'valibot';

/** One registration with everything held about it, for its holder. */
export type HeldRegistration = {
  registrationId: string;
  activity: string;
  startsAt: string;
  place: string;
  station: string;
  registeredAt: string;
  status: RegistrationStatus;
  reason?: string;
  people: { name: string; phone?: string; age?: string; accompanying?: true }[];
  answers: { question: string; answer: string }[];
  guardianAgreedAt?: string;
  arrivals: { at: string; people: number; by: string; way: string }[];
  /** Who of the staff looked at it in full or decided on it. */
  looks: { at: string; by: string; what: string; reason?: string }[];
};

/** Something held about somebody, in plain Chinese: what it is, and all that is known of it, a line each. */
export type CopyEntry = { title: string; lines: string[] };

/**
 * A part of the copy, worded by whoever holds it, so that a page shows it as it stands. One with a title there was before,
 * on an earlier page, goes on with it; `empty` is said where there is nothing.
 */
export type CopyPart = { title: string; entries: CopyEntry[]; empty?: string };

export const permissions = {
  'privacy.own': { roles: 'everybody' },
  'keys.read': { roles: ['admin'] },
} satisfies Permissions;

export const refusals = {
  'privacy.too-often': '今天已经导出 {max} 次，请明天再来。',
};

export const actions = {
  'privacy.export': of<{
    madeAt: string;
    /** All of it. The fields below say some of it once more, for clients that were released before. */
    parts: CopyPart[];
    /** On the first page. */
    family?: { name: string; phone?: string; age?: string; guardianAgreedAt?: string }[];
    /** On the first page: how often messages were agreed to, and may still be sent. */
    agreed?: { template: string; given: number; left: number }[];
    /** On the first page: doors helped at, and under which name. */
    helping?: { activity: string; name: string; joinedAt: string }[];
    registrations: HeldRegistration[];
    /** On the last pages. */
    messages: { at: string; heading: string; text: string }[];
    /** On the first page. */
    noShows?: {
      activity: string;
      startsAt: string;
      recordedAt: string;
      until: string;
      appeal?: string;
      answer?: string;
    }[];
    next?: string;
  }>()('privacy.own', v.object({ cursor: v.optional(cursor) })),
  'privacy.delete': of<{ state: 'done' | 'underWay' }>()(
    'privacy.own',
    v.object({ confirm: v.literal('删除', '请写“删除”两个字'), requestId }),
  ),
  /** Documents still sealed with each older key; `most` says that there are at least so many. */
  'keys.status': of<{ newest: string; older: { keyId: string; documents: number; most: boolean }[] }>()(
    'keys.read',
    v.object({}),
  ),
};
