/** What households hold about people: those a resident keeps. */

import { type Personal, sealing } from '@api/personal';
import { open, reseal, sealedBy } from '@api/secrets';
import type { FamilyMember } from '@core/household/family';
import { iso, yearMomentOf } from '@core/kernel/dates';
import { ageBands } from '@core/programme/activity';
import type { collections } from './collections';
import * as households from './store';

/** The version stays: a phone that has seen it may go on with its change. */
async function resealed(read: households.Household): Promise<string[] | undefined> {
  const people = reseal(read.people);
  const keys = [sealedBy(people)];
  return (await households.replace({ ...read, people, keys }, read.version)) ? keys : undefined;
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
    seal: sealing(households.sealedWith, resealed),
    kept: { long: 'until its holder removes somebody, or has everything deleted' },
  },
} satisfies Personal<typeof collections>;
