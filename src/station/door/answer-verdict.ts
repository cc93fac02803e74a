/** What the door shows for an answer, whoever gave it: the cloud, the list on this phone, or nobody. */

import { iso, timeText } from '@core/kernel/dates';
import type { AppError } from '@core/refusal';
import type { RegistrationStatus } from '@core/registration/contract';
import type { Answer } from './admitting';
import type { OfflineLeave, OfflineVerdict, Refused } from './offline-decision';
import type { LeaveAnswer } from './signing-out';
import {
  byWhom,
  momentText,
  otherRefusal,
  refusalVerdict,
  type Verdict,
  verdictOf,
  ways,
  wholeParty,
} from './verdict';

/** `listAt`: when the list that decided was taken, in ms. */
export function answerVerdict(answer: Answer, now: number, listAt: number | undefined): Verdict {
  switch (answer.from) {
    case 'cloud':
      return 'result' in answer ? verdictOf(answer.result, now) : refusalVerdict(answer.refusal);
    case 'list':
      return listVerdict(answer.verdict, now, listAt);
    case 'nobody':
      return undecided('签到', '没签上');
    case 'full-phone':
      return fullPhone('没签上');
  }
}

/** The same for somebody who leaves. */
export function leavingVerdict(answer: LeaveAnswer, now: number, listAt: number | undefined): Verdict {
  switch (answer.from) {
    case 'cloud':
      if ('refusal' in answer) return leavingRefusal(answer.refusal);
      return answer.result.repeated
        ? leftBefore(answer.result.name, answer.result.at, answer.result.by, now)
        : left(answer.result.name, `${momentText(answer.result.at, now)} 离开`);
    case 'list':
      return leavingByList(answer.verdict, now, listAt);
    case 'nobody':
      return undecided('签退', '没签退');
    case 'full-phone':
      return fullPhone('没签退');
  }
}

const left = (who: string, detail: string): Verdict => ({ tone: 'go', headline: '签退好了', who, detail });
const leftBefore = (who: string, at: string, by: string, now: number): Verdict => ({
  tone: 'again',
  headline: '已签退过',
  who,
  detail: `${momentText(at, now)} 由${by}签退`,
});

/** Who is refused on leaving is refused on coming in most cases; the door has other words for the rest. */
function leavingRefusal(refusal: AppError): Verdict {
  const verdict = refusalVerdict(refusal);
  return verdict.headline === otherRefusal ? { ...verdict, headline: '没有签退' } : verdict;
}

function leavingByList(verdict: OfflineLeave, now: number, listAt: number | undefined): Verdict {
  switch (verdict.verdict) {
    case 'leave':
      return left(
        verdict.name,
        verdict.here ? '没有网络，先记在这台手机上' : '名单上还没有签到，先记下，回头再核对',
      );
    case 'repeat':
      return leftBefore(verdict.name, iso(verdict.before.at), '这台手机', now);
    case 'not-seated':
      return { ...refusedByList(verdict, listAt), detail: `${asOf(listAt)}没有名额，不计时长。` };
    default:
      return refusedByList(verdict, listAt);
  }
}

const undecided = (work: string, not: string): Verdict => ({
  tone: 'retry',
  headline: `网络不通，${not}`,
  detail: `这台手机还没有名单。信号好了点“再试一次”，不会重复${work}。`,
});
const fullPhone = (not: string): Verdict => ({
  tone: 'retry',
  headline: `手机存满了，${not}`,
  detail: '删掉一些照片或视频，再试一次。',
});

const notIn: Record<Exclude<RegistrationStatus, 'seated'>, string> = {
  waiting: '候补，还没有名额',
  applied: '还没有通过',
  withdrawn: '已取消报名',
  declined: '没有通过',
};

const plain: Record<'forged' | 'other-activity' | 'other-session' | 'unknown-code' | 'unknown-key', Verdict> =
  {
    forged: { tone: 'stop', headline: '假码，不能进', detail: '请居民打开“我的”出示，或报六位码。' },
    'other-activity': { tone: 'stop', headline: '别的活动的码', detail: '请居民在“我的”里点开这个活动。' },
    'other-session': { tone: 'stop', headline: '别的场次的码', detail: '请核对是哪一天、哪一场。' },
    'unknown-code': { tone: 'stop', headline: '没有这个码', detail: '请再核对一遍，或按姓名查找。' },
    'unknown-key': { tone: 'stop', headline: '认不出这个码', detail: '请居民报六位码，或按姓名查找。' },
  };

function listVerdict(verdict: OfflineVerdict, now: number, listAt: number | undefined): Verdict {
  switch (verdict.verdict) {
    case 'admit': {
      const who = `${verdict.name} · ${wholeParty(verdict)}`;
      const detail = verdict.listed ? '没有网络，先记在这台手机上' : '刚报的名，码是真的，回头再核对';
      return { tone: 'go', headline: `请进 ${verdict.k} 位`, who, detail };
    }
    case 'repeat': {
      const { before, last } = verdict;
      const who = `${verdict.name} · ${wholeParty(verdict)}`;
      const detail = before
        ? `${momentText(iso(before.at), now)} 在这台手机上${ways[before.way]}签到`
        : last
          ? byWhom({ ...last, at: iso(last.at) }, now)
          : `在别处签到过。${asOf(listAt)}`;
      return { tone: 'again', headline: '已签到过', who, detail };
    }
    case 'too-many':
      return {
        tone: 'again',
        headline: '人数多了',
        who: `${verdict.name} · ${verdict.size} 人`,
        detail: `这一家还有 ${verdict.left} 人没到。`,
        offer: verdict.left,
      };
    case 'door-closed':
      return { tone: 'stop', headline: '不在签到时间', detail: '请核对场次；有疑问请问站点负责人。' };
    default:
      return refusedByList(verdict, listAt);
  }
}

const asOf = (listAt: number | undefined) => (listAt === undefined ? '' : `名单是 ${timeText(listAt)} 的。`);

/** Why what was shown is of no use at this door, coming or leaving. */
function refusedByList(verdict: Refused, listAt: number | undefined): Verdict {
  switch (verdict.verdict) {
    case 'not-seated':
      return {
        tone: 'stop',
        headline: notIn[verdict.status],
        who: `${verdict.name} · ${verdict.size} 人`,
        detail: `${asOf(listAt)}要让进，按没预约的记人数。`,
      };
    case 'picture':
      return {
        tone: 'stop',
        headline: '图片不能用',
        detail: '这个活动的码每 30 秒换一次。请居民在自己手机上打开，或报六位码。',
      };
    default:
      return plain[verdict.verdict];
  }
}
