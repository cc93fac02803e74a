/** What the door says after a scan: one verdict in colour, shape and words, for a helper who has two seconds. */

import type { ErrorCode } from '@core/contract';
import type { ScanResult } from '@core/door/contract';
import { beijingDay, dayText, fromIso, timeText } from '@core/kernel/dates';
import type { ArrivalWay } from '@core/roster/door-slice';

/** go: let them in · again: they were let in before, or the number is off · stop: not with this · retry: nothing was decided. */
export type Tone = 'go' | 'again' | 'stop' | 'retry';

export type Verdict = {
  tone: Tone;
  headline: string;
  /** Who, and how many: 「王*兰 · 3 人」. */
  who?: string;
  detail: string;
  /** How many may still go in, where the refusal was only about the number. */
  offer?: number;
};

/** A refusal as it reaches a page. */
export type Refusal = {
  code: ErrorCode;
  message: string;
  details?: Record<string, string | number>;
};

export const ways: Record<ArrivalWay, string> = {
  scanned: '扫码',
  typed: '输号码',
  ticked: '名单勾选',
  self: '自助',
};

/** 「9:02」 today, 「6月9日 周三 9:02」 on another day; `at` is ISO 8601, `now` milliseconds. */
export function momentText(at: string, now: number): string {
  const ms = fromIso(at);
  return beijingDay(ms) === beijingDay(now) ? timeText(ms) : `${dayText(beijingDay(ms))} ${timeText(ms)}`;
}

export function wholeParty(result: Pick<ScanResult, 'size' | 'arrived'>): string {
  if (result.size === 1) return '1 人';
  const missing = result.size - result.arrived;
  return missing > 0 ? `${result.size} 人，还有 ${missing} 人没到` : `${result.size} 人，都到了`;
}

/** 「9:02 由志愿者 小李扫码签到」 */
export function byWhom({ at, by, way }: Pick<ScanResult, 'at' | 'by' | 'way'>, now: number): string {
  return `${momentText(at, now)} 由${by}${ways[way]}签到`;
}

/** The verdict on a scan the server answered. `now` in milliseconds decides whether the time needs its day. */
export function verdictOf(result: ScanResult, now: number): Verdict {
  const who = `${result.name} · ${wholeParty(result)}`;
  // A repeat that still admits is the answer to our own scan, lost on its way the first time.
  if (result.admitted > 0) {
    return { tone: 'go', headline: `请进 ${result.admitted} 位`, who, detail: `${ways[result.way]}签到` };
  }
  return {
    tone: 'again',
    headline: '已签到过',
    who,
    detail: byWhom(result, now),
  };
}

/** The headline of a refusal that has no words of its own. */
export const otherRefusal = '不能签到';

const headlines: Partial<Record<ErrorCode, string>> = {
  'ticket.forged': '假码，不能进',
  'ticket.other-activity': '别的活动的码',
  'ticket.other-session': '别的场次的码',
  'ticket.unknown-code': '没有这个码',
  'ticket.picture': '图片不能用',
  'checkin.undone': '刚才撤销了',
  'checkin.closed': '不在签到时间',
  'checkin.room-full': '场地满了',
  'activity.cancelled': '活动已取消',
  'caller.forbidden': '您没有这个门的权限',
};

/** 「候补，先别进」 or 「已取消报名」, from the server's reason for a ticket that holds no seat. */
function notSeated(refusal: Refusal): string {
  const why = String(refusal.details?.why ?? refusal.message);
  if (why.includes('候补')) return '候补，还没有名额';
  if (why.includes('取消')) return '已取消报名';
  return '这张票没有名额';
}

/**
 * The verdict on a refusal. Whatever decided nothing (no network, a busy server) is `retry`: it must not look
 * like a refusal of the person at the door.
 */
export function refusalVerdict(refusal: Refusal): Verdict {
  const { code, message, details } = refusal;
  if (code === 'network.offline') {
    return { tone: 'retry', headline: '网络不通，没签上', detail: '信号好了点“再试一次”，不会重复签到。' };
  }
  if (code === 'system.busy' || code === 'system.failure') {
    return { tone: 'retry', headline: '没签上，再试一次', detail: message };
  }
  if (code === 'checkin.count-too-many') {
    const left = Number(details?.left);
    return {
      tone: 'again',
      headline: '人数多了',
      detail: message,
      ...(left > 0 ? { offer: left } : {}),
    };
  }
  const who = details?.name === undefined ? {} : { who: String(details.name) };
  const headline = code === 'ticket.not-seated' ? notSeated(refusal) : (headlines[code] ?? otherRefusal);
  return { tone: 'stop', headline, ...who, detail: message };
}
