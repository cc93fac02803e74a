/** What no-shows hold about people: who did not come, and what they say of it. */

import type { CopyPage, Holder, Personal } from '@api/personal';
import * as activities from '@api/programme/store';
import { openOr, reseal, sealedBy } from '@api/secrets';
import { fromIso, iso, yearMomentOf } from '@core/kernel/dates';
import type { collections } from './collections';
import { forgetNoShows } from './recording';
import * as noShows from './store';

const moment = (text: string) => yearMomentOf(fromIso(text));

async function heldNoShows({ key }: Holder): Promise<CopyPage> {
  const found = await noShows.ofPerson(key);
  const of = await activities.findMany([...new Set(found.map(one => one.activityId))]);
  const all = found.map(({ activityId, startsAt, recordedAt, until, appeal }) => ({
    activity: of.get(activityId)?.title ?? '',
    startsAt: iso(startsAt),
    recordedAt: iso(recordedAt),
    until: iso(until),
    ...(appeal ? { appeal: openOr(appeal.text, '') } : {}),
    ...(appeal?.reason ? { answer: appeal.reason } : {}),
  }));
  return {
    entries: all.map(({ activity, startsAt, recordedAt, until, appeal, answer }) => ({
      title: activity,
      lines: [
        `${moment(startsAt)} 没有到场`,
        `${moment(recordedAt)} 记录，${moment(until)} 后删除`,
        ...(appeal ? [`我的申诉：${appeal}`] : []),
        ...(answer ? [`站点答复：${answer}`] : []),
      ],
    })),
    released: { noShows: all },
  };
}

async function resealed({ _id, appeal }: noShows.NoShow): Promise<boolean> {
  if (!appeal) return false;
  const text = reseal(appeal.text);
  return noShows.reseal(_id, text, [sealedBy(text)]);
}

export const personal = {
  noShows: {
    copy: { title: '未到场', read: heldNoShows },
    async erase({ key, at }) {
      await noShows.removeOf(key, at);
      return true;
    },
    seal: {
      count: async (keyId, most) => (await noShows.sealedWith(keyId, most)).length,
      async anew(keyId, limit) {
        const done = [];
        for (const one of await noShows.sealedWith(keyId, limit)) done.push(await resealed(one));
        return done.filter(Boolean).length;
      },
    },
    kept: { long: 'until it can count no more under its area’s rule', forget: forgetNoShows },
  },
  rules: { none: 'what an area rules, signed by the staff who did' },
} satisfies Personal<typeof collections>;
