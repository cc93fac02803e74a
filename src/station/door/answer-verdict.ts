/** What the door shows for an answer, whoever gave it: the cloud, the list on this phone, or nobody. */

import { notSeatedWords, stopWords } from '@core/door/door-words';
import { iso, timeText } from '@core/kernel/dates';
import type { Answer } from './admitting';
import type { OfflineLeave, OfflineVerdict, Refused } from './offline-decision';
import type { LeaveAnswer } from './signing-out';
import { byWhom, momentText, refusalVerdict, type Verdict, verdictOf, wholeParty } from './verdict';

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
      if ('refusal' in answer) return refusalVerdict(answer.refusal, '没有签退');
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

function leavingByList(verdict: OfflineLeave, now: number, listAt: number | undefined): Verdict {
  switch (verdict.verdict) {
    case 'leave':
      return left(
        verdict.name,
        verdict.here ? '没有网络，先记在这台手机上' : '名单上还没有签到，先记下，回头再核对',
      );
    case 'repeat':
      return leftBefore(verdict.name, iso(verdict.before.at), verdict.before.by, now);
    case 'not-seated':
      return { ...refusedByList(verdict, listAt), detail: `${asOf(listAt)}没有名额，不计时长。` };
    case 'over':
      return stopped('over');
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

function stopped(stop: keyof typeof stopWords): Verdict {
  const { gate, offline } = stopWords[stop];
  return { tone: 'stop', headline: gate, detail: offline };
}

function listVerdict(verdict: OfflineVerdict, now: number, listAt: number | undefined): Verdict {
  switch (verdict.verdict) {
    case 'admit': {
      const who = `${verdict.name} · ${wholeParty(verdict)}`;
      const detail = verdict.listed ? '没有网络，先记在这台手机上' : '刚报的名，码是真的，回头再核对';
      return { tone: 'go', headline: `请进 ${verdict.k} 位`, who, detail };
    }
    case 'repeat': {
      const { arrival } = verdict;
      const who = `${verdict.name} · ${wholeParty(verdict)}`;
      const detail = arrival
        ? byWhom({ ...arrival, at: iso(arrival.at) }, now)
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
    case 'cancelled':
    case 'undone':
      return stopped(verdict.verdict);
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
        headline: notSeatedWords[verdict.state].gate,
        who: `${verdict.name} · ${verdict.size} 人`,
        detail: `${asOf(listAt)}要让进，按没预约的记人数。`,
      };
    case 'superseded':
      return { tone: 'stop', headline: notSeatedWords.superseded.gate, detail: asOf(listAt) };
    default:
      return stopped(verdict.verdict);
  }
}
