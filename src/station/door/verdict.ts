/** What the door says after a scan: one verdict in colour, shape and words, for a helper who has two seconds. */

import type { ErrorCode } from '@core/contract';
import type { ScanResult } from '@core/door/contract';
import { isNotSeated, notSeatedWords, stopWords, wayWords } from '@core/door/door-words';
import { beijingDay, dayText, fromIso, timeText } from '@core/kernel/dates';

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
  return `${momentText(at, now)} 由${by}${wayWords[way].staff}签到`;
}

/** The verdict on a scan the server answered. `now` in milliseconds decides whether the time needs its day. */
export function verdictOf(result: ScanResult, now: number): Verdict {
  const who = `${result.name} · ${wholeParty(result)}`;
  // A repeat that still admits is the answer to our own scan, lost on its way the first time.
  if (result.admitted > 0) {
    return {
      tone: 'go',
      headline: `请进 ${result.admitted} 位`,
      who,
      detail: `${wayWords[result.way].staff}签到`,
    };
  }
  return {
    tone: 'again',
    headline: '已签到过',
    who,
    detail: byWhom(result, now),
  };
}

const headlines: Partial<Record<ErrorCode, string>> = {
  'ticket.forged': stopWords.forged.gate,
  'ticket.other-activity': stopWords['other-activity'].gate,
  'ticket.other-session': stopWords['other-session'].gate,
  'ticket.unknown-code': stopWords.unknown.gate,
  'ticket.picture': stopWords.picture.gate,
  'checkin.undone': stopWords.undone.gate,
  'checkin.closed': stopWords['door-closed'].gate,
  'checkin.room-full': stopWords['room-full'].gate,
  'activity.cancelled': stopWords.cancelled.gate,
  'caller.forbidden': stopWords['no-permission'].gate,
};

/** Of a party without a seat, what it is; of any other refusal what its code is called, or `other`. */
function headlineOf({ code, details = {} }: Refusal, other: string): string {
  const { state } = details;
  return code === 'ticket.not-seated' && isNotSeated(state)
    ? notSeatedWords[state].gate
    : (headlines[code] ?? other);
}

/** 「王*兰 · 3 人」, where the refusal says whose ticket it is. */
function whoOf({ name, size }: Record<string, string | number> = {}): { who?: string } {
  if (name === undefined) return {};
  return { who: size === undefined ? String(name) : `${name} · ${size} 人` };
}

/**
 * The verdict on a refusal. Whatever decided nothing (no network, a busy server) is `retry`: it must not look
 * like a refusal of the person at the door. `other` is the headline where a refusal has no words of its own.
 */
export function refusalVerdict(refusal: Refusal, other = '不能签到'): Verdict {
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
  return { tone: 'stop', headline: headlineOf(refusal, other), ...whoOf(details), detail: message };
}
