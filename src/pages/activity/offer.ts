import { momentText } from '@app/components/when';
import { fromIso, momentOf } from '@core/kernel/dates';
import { type Admission, admission, type Offer } from '@core/programme/activity';
import { activityWords } from '@core/programme/activity-words';
import type { ActivityView } from '@core/programme/contract';
import type { MyRegistration } from '@core/registration/contract';

/** What `admission` must know, from what the page was told; seats are the chosen session's where each has its own. */
function offerOf(view: ActivityView, sessionId: string | undefined): Offer {
  const session =
    view.enrolment === 'session' ? view.sessions.find(one => one.sessionId === sessionId) : undefined;
  const { state, mode, partyMax, waitingMax, approval } = view;
  const { capacity, left, kept, waiting, startsAt, endsAt } = session ?? view;
  const start = fromIso(startsAt);
  return {
    state,
    mode,
    partyMax,
    waitingMax,
    capacity,
    left,
    kept,
    waiting,
    approval,
    startsAt: start,
    endsAt: fromIso(endsAt),
    opensAt: view.opensAt === null ? null : fromIso(view.opensAt),
    closesAt: fromIso(view.closesAt),
    pausedUntil: view.pausedUntil === undefined ? undefined : fromIso(view.pausedUntil),
  };
}

/** The caller's live registration, as `admission` takes it; one given back or turned down is none. */
function liveOf(mine: MyRegistration | undefined) {
  if (!mine || mine.status === 'withdrawn' || mine.status === 'declined') return undefined;
  return { status: mine.status };
}

/** What stands at the foot of the page: one button, or one sentence where there is nothing to press. */
export type Foot = { text: string; goes: 'register' | 'ticket' | 'phone' | null; remark?: string };

/** The words for a verdict. Every verdict says what to do next, also when the answer is no. */
export function footOf(verdict: Admission, hasPhone: boolean): Foot {
  switch (verdict.verdict) {
    case 'register':
      return { text: '报名', goes: 'register' };
    case 'apply':
      return { text: '申请报名', goes: 'register', remark: '交上去后由站点确认' };
    case 'wait':
      return { text: '排队候补', goes: 'register', remark: '名额已满，有人退出会自动轮到您' };
    case 'paused':
      return { text: '给家人报名', goes: 'register', remark: '您自己先停一停，家人照常报' };
    case 'mine':
      if (verdict.status === 'seated') return { text: '看我的入场码', goes: 'ticket' };
      return { text: verdict.status === 'waiting' ? '看我排到第几' : '看我的申请', goes: 'ticket' };
    case 'full':
      return { text: '名额和候补都满了', goes: null, remark: '过些时候再来看看，或者看别的活动' };
    case 'not-open':
      return { text: `${momentOf(verdict.opensAt)} 开始报名`, goes: null };
    case 'closed':
      return {
        text: '报名已经截止',
        goes: null,
        ...(hasPhone ? { remark: '可以打上面的电话问问还能不能来' } : {}),
      };
    case 'ended':
      return { text: '活动已经结束', goes: null };
    case 'cancelled':
      return { text: activityWords.cancelled.resident, goes: null };
    case 'just-come':
      return { text: '不用报名，到时直接来', goes: null };
    case 'by-group':
      return hasPhone
        ? { text: '打电话预约', goes: 'phone', remark: '由单位或团体预约' }
        : { text: '由单位或团体联系站点预约', goes: null };
    case 'by-submission':
      return { text: '线上投稿参加', goes: null, remark: '怎么投稿，看上面的说明' };
  }
}

/** When registration opens and closes, and how many come at once: 「6月8日 周二 17:00 截止，一次最多报 5 人」. */
export function windowText(
  view: Pick<ActivityView, 'opensAt' | 'closesAt' | 'sessions' | 'partyMax' | 'unit' | 'perGroup'>,
  now: number,
): string {
  const { opensAt, closesAt, sessions, partyMax, unit, perGroup } = view;
  const opens = opensAt !== null && fromIso(opensAt) > now ? `${momentText(opensAt)} 开始，` : '';
  const atStart = sessions.some(session => fromIso(session.startsAt) === fromIso(closesAt));
  const closes = atStart ? '开场前都能报' : `${momentText(closesAt)} 截止`;
  return `${opens}${closes}，一次最多报 ${partyMax * (unit === 'group' ? perGroup : 1)} 人`;
}

/** Whether somebody may say now that they have come: a door is open, and staff let residents do it themselves. */
export function mayArrive(view: ActivityView, now: number): boolean {
  if (view.selfCheckIn === 'off' || view.state !== 'published') return false;
  const mine = view.mine?.status === 'seated' && view.mine.arrived < view.mine.size;
  return (
    (mine || view.mode === 'open') &&
    view.sessions.some(one => fromIso(one.checkInOpensAt) <= now && now <= fromIso(one.checkInClosesAt))
  );
}

/** The verdict at a moment for a session (or the whole activity). */
export function verdictOf(view: ActivityView, sessionId: string | undefined, now: number): Admission {
  return admission(offerOf(view, sessionId), liveOf(view.mine), now);
}
