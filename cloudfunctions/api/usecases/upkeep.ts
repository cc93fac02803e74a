/** What the clock does each minute: finish what a crash between two writes left, and deliver what is to be told. */
import { spanText } from '../../../src/core/calendar/beijing';
import { standing } from '../../../src/core/seating';
import { sendMessage } from '../notify';
import { refillQueue } from '../seating';
import * as marks from '../store/marks';
import * as notices from '../store/notices';
import * as registrations from '../store/registrations';
import * as rosters from '../store/rosters';

const day = 86_400_000;

/** Seats waiting parties that fit, on rosters where whoever freed the seat died before giving it on. */
export async function seatTheWaiting(now: number): Promise<number> {
  let seated = 0;
  for (const rosterId of await rosters.waitingOnes(now, 100)) seated += await refillQueue(rosterId, now);
  return seated;
}

const titles = { cancelled: '活动取消', postponed: '活动顺延', changed: '活动有变化' } as const;

/**
 * Tells everybody on a roster who agreed to be told, each once: a recipient is taken before the message goes
 * out. Template ids are the station's own, from the function's environment; without one nothing can be sent.
 */
export async function deliverNotices(_now: number): Promise<number> {
  const template = process.env.YUEYUE_TEMPLATE_CHANGE;
  if (!template) return 0;
  let sent = 0;
  for (const notice of await notices.open(5)) {
    const roster = await rosters.readWhole(notice.rosterId);
    const members = Object.values(roster?.members ?? {});
    const due = members.filter(
      member => member.consent && member.state !== 'withdrawn' && !notice.done.includes(member.id),
    );
    const found = await registrations.findMany(due.slice(0, 100).map(member => member.id));
    for (const registration of found.values()) {
      if (!(await notices.claim(notice._id, registration._id))) continue;
      const taken = await sendMessage({
        openid: registration.openid,
        template,
        page: `pages/activity/index?id=${notice.activityId}`,
        words: {
          thing1: notice.title,
          phrase2: titles[notice.what],
          time3: spanText(notice.startsAt, notice.startsAt),
          thing4: notice.place,
          thing5: notice.reason,
        },
      });
      if (taken) sent++;
    }
    if (due.length <= 100) await notices.close(notice._id);
  }
  return sent;
}

/**
 * Removes registrations that no roster knows, a day after they were written: their call died between the two
 * writes and nobody was told they were in. Goes through them in order of time, from where it last stood.
 */
export async function sweepUnknown(now: number): Promise<number> {
  const from = (await marks.read('sweepUnknown')) ?? 0;
  const written = await registrations.writtenBetween(from, now - day, 100);
  const known = await rosters.readMany([...new Set(written.map(one => one.rosterId))]);
  let removed = 0;
  for (const registration of written) {
    const members = known.has(registration.rosterId)
      ? (await rosters.readSeating([registration.rosterId], registration.key))?.members
      : undefined;
    if (standing(members?.[registration.key], registration._id)) continue;
    await registrations.remove(registration._id);
    removed++;
  }
  const last = written[written.length - 1];
  if (last) await marks.write('sweepUnknown', last.createdAt + 1);
  return removed;
}
