/** What the door shows for an answer, whoever gave it: the cloud, the list on this phone, or nobody. */
import { iso, timeText } from '../core/calendar/beijing';
import type { RegistrationStatus } from '../core/contract';
import type { Answer } from './gate-admitting';
import type { OfflineVerdict } from './offline-door';
import { byWhom, momentText, refusalVerdict, type Verdict, verdictOf, ways, wholeParty } from './verdict';

/** `listAt`: when the list that decided was taken, in ms. */
export function answerVerdict(answer: Answer, now: number, listAt: number | undefined): Verdict {
  switch (answer.from) {
    case 'cloud':
      return 'result' in answer ? verdictOf(answer.result, now) : refusalVerdict(answer.refusal);
    case 'list':
      return listVerdict(answer.verdict, now, listAt);
    case 'nobody':
      return {
        tone: 'retry',
        headline: '网络不通，没签上',
        detail: '这台手机还没有名单。信号好了点“再试一次”，不会重复签到。',
      };
    case 'full-phone':
      return {
        tone: 'retry',
        headline: '手机存满了，没签上',
        detail: '删掉一些照片或视频，再试一次。',
      };
  }
}

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
  const asOf = listAt === undefined ? '' : `名单是 ${timeText(listAt)} 的。`;
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
          : `在别处签到过。${asOf}`;
      return { tone: 'again', headline: '已签到过', who, detail };
    }
    case 'not-seated':
      return {
        tone: 'stop',
        headline: notIn[verdict.status],
        who: `${verdict.name} · ${verdict.size} 人`,
        detail: `${asOf}要让进，按没预约的记人数。`,
      };
    case 'too-many':
      return {
        tone: 'again',
        headline: '人数多了',
        who: `${verdict.name} · ${verdict.size} 人`,
        detail: `这一家还有 ${verdict.left} 人没到。`,
        offer: verdict.left,
      };
    case 'picture':
      return {
        tone: 'stop',
        headline: '图片不能用',
        detail: '这个活动的码每 30 秒换一次。请居民在自己手机上打开，或报六位码。',
      };
    case 'door-closed':
      return { tone: 'stop', headline: '不在签到时间', detail: '请核对场次；有疑问请问站点负责人。' };
    default:
      return plain[verdict.verdict];
  }
}
