/** Cancelling and moving what people may have registered for: it takes effect at once, and says who is to hear of it. */
import { type Activity, longestActivity } from '../../../src/core/activity';
import type { Output, Parsed, Told } from '../../../src/core/contract';
import { calendarKeys, rostersOf } from '../../../src/core/enrolment';
import { AppError } from '../../../src/core/errors';
import { maskedPhone } from '../../../src/core/masking';
import type { Context } from '../context';
import { passesCheck } from '../notify';
import { rewrite } from '../settling';
import * as rosters from '../store/rosters';
import { moved, own } from './publishing';

export async function cancel(
  input: Parsed<'activity.cancel'>,
  context: Context,
): Promise<Output<'activity.cancel'>> {
  const found = await own(input.activityId, context);
  const reason = found.state === 'cancelled' ? found.stoppedReason : await shownReason(input.reason, context);
  const cancelled = await rewrite(found, context.now, activity => {
    if (activity.state === 'cancelled') return activity;
    const stopped: Activity = { ...activity, state: 'cancelled', stoppedReason: reason };
    return activity.state === 'published'
      ? { ...stopped, unsettled: 'cancelled' }
      : { ...stopped, neverPublic: true };
  });
  return addressees(cancelled, reason);
}

export async function postpone(
  input: Parsed<'activity.postpone'>,
  context: Context,
): Promise<Output<'activity.postpone'>> {
  const found = await own(input.activityId, context);
  const reason = await shownReason(input.reason, context);
  const startsAt = Date.parse(input.startsAt);
  const endsAt = input.endsAt === undefined ? undefined : Date.parse(input.endsAt);
  const postponed = await rewrite(found, context.now, activity => {
    if (activity.state === 'cancelled') throw new AppError('activity.not-editable');
    const next = movedTo(activity, startsAt, endsAt);
    // Sent again, it moves nothing and nobody is to hear of it twice.
    if (!moved(activity.sessions, next.sessions)) return activity;
    return {
      ...next,
      postponed: { from: activity.startsAt, reason, at: context.now },
      ...(activity.state === 'published' ? { unsettled: 'postponed' } : {}),
    };
  });
  return addressees(postponed, reason);
}

/** An activity with all its sessions moved by as much as its first; `endsAt` is the first one's new end. @throws input.invalid */
function movedTo(activity: Activity, startsAt: number, endsAt: number | undefined): Activity {
  const shift = startsAt - activity.startsAt;
  if (endsAt !== undefined && endsAt <= startsAt) {
    throw new AppError('input.invalid', { endsAt: '结束要晚于开始' });
  }
  const sessions = activity.sessions.map((session, index) => ({
    ...session,
    startsAt: session.startsAt + shift,
    ...(index === 0 && endsAt !== undefined
      ? { endsAt, endAssumed: false }
      : { endsAt: session.endsAt + shift }),
  }));
  const last = Math.max(...sessions.map(session => session.endsAt));
  if (last - startsAt > longestActivity) throw new AppError('input.invalid', { endsAt: '一个活动最长一年' });
  return {
    ...activity,
    sessions,
    startsAt,
    endsAt: last,
    closesAt: activity.closesAt === null ? null : activity.closesAt + shift,
    on: calendarKeys(activity.areaPath, sessions),
  };
}

/** A reason as residents may read it: none where the content check did not pass it. A storm does not wait for the check. */
async function shownReason(reason: string, context: Context): Promise<string> {
  return (await passesCheck(context.openid, reason)) ? reason : '';
}

/** Who hears of it by message, and who must be phoned since no message reaches them. */
async function addressees(activity: Activity, reason: string | undefined): Promise<Told> {
  const found = await Promise.all(rostersOf(activity).map(roster => rosters.readWhole(roster._id)));
  const members = found
    .flatMap(roster => Object.values(roster?.members ?? {}))
    .filter(member => member.state !== 'withdrawn');
  return {
    told: members.filter(member => member.consent).length,
    toPhone: members
      .filter(member => !member.consent)
      .map(member => ({
        registrationId: member.id,
        name: member.names[0] ?? '*',
        phone: maskedPhone(member.phoneTail),
        size: member.size,
      })),
    ...(reason ? {} : { reasonHidden: true }),
  };
}
