/** Cancelling and moving what people may have registered for: it takes effect at once, and says who is to hear of it. */

import type { Context } from '@api/context';
import { tellOfActivity } from '@api/messages/announcing';
import * as messages from '@api/messages/store';
import { reachable } from '@api/outbox';
import { activityFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { passesCheck } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { fromIso } from '@core/kernel/dates';
import { maskedPhone } from '@core/kernel/masking';
import { isDesk } from '@core/messages/timing';
import { type Activity, longestActivity } from '@core/programme/activity';
import type { Told, ToPhone } from '@core/publishing/contract';
import { AppError } from '@core/refusal';
import { calendarKeys, rostersOf } from '@core/registration/enrolment';
import { isLive } from '@core/registration/seating';
import type { Member } from '@core/roster/roster';
import { view } from '@core/roster/view';
import { moved } from './changed-facts';
import { rewrite } from './settling';

export async function cancel(
  input: Parsed<'activity.cancel'>,
  context: Context<'activity.stop'>,
): Promise<Output<'activity.cancel'>> {
  const found = await activityFor(context, input.activityId);
  const reason = found.state === 'cancelled' ? found.stoppedReason : await shownReason(input.reason, context);
  const cancelled = await rewrite(found, context.now, activity => {
    if (activity.state === 'cancelled') return activity;
    const stopped: Activity = { ...activity, state: 'cancelled', stoppedReason: reason };
    return activity.state === 'published'
      ? { ...stopped, unsettled: 'cancelled' }
      : { ...stopped, neverPublic: true };
  });
  return addressees(cancelled, 'cancelled', reason, context.now);
}

export async function postpone(
  input: Parsed<'activity.postpone'>,
  context: Context<'activity.stop'>,
): Promise<Output<'activity.postpone'>> {
  const found = await activityFor(context, input.activityId);
  const reason = await shownReason(input.reason, context);
  const startsAt = fromIso(input.startsAt);
  const endsAt = input.endsAt === undefined ? undefined : fromIso(input.endsAt);
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
  return addressees(postponed, 'postponed', reason, context.now);
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
async function shownReason(reason: string, context: Context<'activity.stop'>): Promise<string> {
  return (await passesCheck(context.openid, reason)) ? reason : '';
}

/**
 * Who hears of it by message, and who must be phoned since no message reaches them: on the station's list from now on.
 * Of a very large roster the last get theirs from the clock; for them the ledger says what will be.
 */
async function addressees(
  activity: Activity,
  kind: 'cancelled' | 'postponed',
  reason: string | undefined,
  now: number,
): Promise<Told> {
  await tellOfActivity(activity._id, now);
  const told: Told = { told: 0, toPhone: [], ...(reason ? {} : { reasonHidden: true }) };
  for (const { _id } of rostersOf(activity)) {
    const roster = await rosters.read(_id, view('members'));
    const parties = Object.entries(roster?.members ?? {}).filter(([, member]) => isLive(member));
    const states = await messages.statesOf(_id, kind);
    const unwritten = parties.filter(([, member]) => !states.has(member.id));
    const reached = await reachable(
      unwritten.map(([key, { consent }]) => ({ key, consent, facts: { kind } })),
    );
    for (const [key, member] of parties) {
      const state = states.get(member.id);
      const toPhone = state ? state === 'toPhone' : isDesk(key) || !reached(key, kind, member.consent);
      if (toPhone) told.toPhone.push(lineOf(member));
      else told.told++;
    }
  }
  return told;
}

function lineOf({ id, names, phoneTail, size }: Member): ToPhone {
  return { registrationId: id, name: names[0] ?? '*', phone: maskedPhone(phoneTail), size };
}
