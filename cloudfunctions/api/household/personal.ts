/** What households hold about people: those a resident keeps. */

import type { Personal } from '@api/personal';
import { open, reseal, sealedBy } from '@api/secrets';
import type { FamilyMember } from '@core/household/family';
import { iso, yearMomentOf } from '@core/kernel/dates';
import { ageBands } from '@core/programme/activity';
import type { collections } from './collections';
import * as households from './store';

/** The version stays: a phone that has seen it may go on with its change. */
function resealed(read: households.Household): Promise<boolean> {
  const people = reseal(read.people);
  return households.replace({ ...read, people, keys: [sealedBy(people)] }, read.version);
}

export const personal = {
  households: {
    copy: {
      title: '家人',
      empty: '没有存家人',
      async read({ key }) {
        const household = await households.find(key);
        if (!household) return { entries: [] };
        const family = open<FamilyMember[]>(household.people);
        return {
          entries: family.map(({ name, phone, ageBand, guardian }) => ({
            title: [name, ageBand ? ageBands[ageBand] : '', phone].filter(Boolean).join('，'),
            lines: guardian ? [`监护人同意：${yearMomentOf(guardian.at)}`] : [],
          })),
          released: {
            family: family.map(({ name, phone, ageBand, guardian }) => ({
              name,
              ...(phone ? { phone } : {}),
              ...(ageBand ? { age: ageBands[ageBand] } : {}),
              ...(guardian ? { guardianAgreedAt: iso(guardian.at) } : {}),
            })),
          },
        };
      },
    },
    async erase({ key, at }) {
      await households.remove(key, at);
      return true;
    },
    seal: {
      count: async (keyId, most) => (await households.sealedWith(keyId, most)).length,
      async anew(keyId, limit) {
        const done = [];
        for (const one of await households.sealedWith(keyId, limit)) done.push(await resealed(one));
        return done.filter(Boolean).length;
      },
    },
    kept: { long: 'until its holder removes somebody, or has everything deleted' },
  },
} satisfies Personal<typeof collections>;
