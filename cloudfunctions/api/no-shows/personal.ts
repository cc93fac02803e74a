/** What no-shows hold about people: who did not come, and what they say of it. */

import { type CopyPage, type Holder, type Personal, sealing } from '@api/personal';
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

async function resealed({ _id, appeal }: noShows.NoShow): Promise<string[] | undefined> {
  if (!appeal) return undefined;
  const text = reseal(appeal.text);
  const keys = [sealedBy(text)];
  return (await noShows.reseal(_id, text, keys)) ? keys : undefined;
}

export const personal = {
  noShows: {
    copy: { title: '未到场', read: heldNoShows },
    async erase({ key, at }) {
      await noShows.removeOf(key, at);
      return true;
    },
    seal: sealing(noShows.sealedWith, resealed),
    kept: { long: 'until it can count no more under its area’s rule', forget: forgetNoShows },
  },
  rules: { none: 'what an area rules, signed by the staff who did' },
} satisfies Personal<typeof collections>;
