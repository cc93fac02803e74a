/** The people a resident keeps, to register them again. */

import { id, of, oneOf, phone, requestId, someText } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import { type AgeBand, ageBands } from '@core/programme/activity';
import { guardian } from '@core/registration/contract';
import * as v from 'valibot';

const familyVersion = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Somebody a resident keeps, in full: it is the resident's own. A child has neither phone nor more than a nickname. */
export type FamilyPerson = { personId: string; name: string; phone?: string; ageBand?: AgeBand };

/** `version` goes back with the next change, so that two phones do not overwrite each other. */
export type Family = { people: FamilyPerson[]; version: number };

export const permissions = {
  'family.own': { roles: 'everybody' },
} satisfies Permissions;

export const refusals = {
  'family.full': '最多存 {max} 位家人。可以先去掉一位。',
  'family.changed': '家人名单刚才在别处改过。已换成最新的，请再看一眼。',
  'family.not-found': '这位家人已经不在名单里了。',
};

export const actions = {
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
};
