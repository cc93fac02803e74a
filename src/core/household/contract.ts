/** What is held of a resident: the family kept, its export and deletion, and the keys it is sealed with. */

import { cursor, id, of, oneOf, phone, requestId, someText } from '@core/kernel/fields';
import { type AgeBand, ageBands } from '@core/programme/activity';
import { guardian, type RegistrationStatus } from '@core/registration/contract';
import * as v from 'valibot';

const familyVersion = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Somebody a resident keeps, in full: it is the resident's own. A child has neither phone nor more than a nickname. */
export type FamilyPerson = { personId: string; name: string; phone?: string; ageBand?: AgeBand };

/** `version` goes back with the next change, so that two phones do not overwrite each other. */
export type Family = { people: FamilyPerson[]; version: number };

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

export const household = {
  'family.list': of<Family>()('family.own', v.object({})),
  'family.save': of<Family>()(
    'family.own',
    v.object({
      /** Whose entry is changed; without it somebody is added. */
      personId: v.optional(id),
      name: someText(60, '请填姓名或称呼'),
      phone: v.optional(phone),
      ageBand: v.optional(oneOf(ageBands, '请选年龄段')),
      guardian,
      version: familyVersion,
      requestId,
    }),
  ),
  'family.remove': of<Family>()('family.own', v.object({ personId: id, version: familyVersion, requestId })),
  'privacy.export': of<{
    madeAt: string;
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
