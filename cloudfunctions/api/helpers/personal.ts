/** What invitations hold about people: who came to help, and under which name. */

import { type CopyPage, type Holder, type Personal, sealing, type Wish } from '@api/personal';
import * as activities from '@api/programme/store';
import * as staff from '@api/staff/store';
import { iso, yearMomentOf } from '@core/kernel/dates';
import type { collections } from './collections';
import { forgetHelpers } from './former-helpers';
import * as invitations from './store';

async function helpingOf({ key }: Holder): Promise<CopyPage> {
  const found = await invitations.ofPerson(key);
  const titles = await activities.findMany([...new Set(found.map(one => one.activityId))]);
  const all = found.flatMap(({ activityId, helpers, until }) => {
    const mine = helpers[key];
    return mine ? [{ activity: titles.get(activityId)?.title ?? '', mine, until }] : [];
  });
  return {
    entries: all.map(({ activity, mine, until }) => ({
      title: activity,
      lines: [
        `用的名字：${invitations.nameOf(mine)}`,
        `${yearMomentOf(mine.at)} 加入，帮到 ${yearMomentOf(until)}`,
        ...(mine.removed ? [`${yearMomentOf(mine.removed.at)} 由站点请离`] : []),
      ],
    })),
    ...(all.length > 0
      ? {
          released: {
            helping: all.map(({ activity, mine }) => ({
              activity,
              name: invitations.nameOf(mine),
              joinedAt: iso(mine.at),
            })),
          },
        }
      : {}),
  };
}

/** Ends their helping wherever they were invited to, and forgets what they were called there. */
async function stopHelping({ key }: Wish): Promise<boolean> {
  for (const { _id: id, activityId, helpers } of await invitations.ofPerson(key)) {
    const helper = helpers[key];
    if (helper) await staff.forgetHelp(helper.openid, activityId);
    await invitations.forgetHelper(id, key);
  }
  return true;
}

export const personal = {
  invitations: {
    copy: { title: '当志愿者', read: helpingOf },
    erase: stopHelping,
    seal: sealing(invitations.sealedWith, one => invitations.reseal(one)),
    kept: { long: '30 days after the activity', forget: forgetHelpers },
  },
} satisfies Personal<typeof collections>;
