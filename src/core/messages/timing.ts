/** When a message may go out, whether it is still true, and what becomes of one that did not. */

import { addDays, at, beijingDay, hour, minute, startOfDay } from '@core/kernel/dates';
import type { Session } from '@core/programme/activity';
import type { PartyNews } from '@core/roster/news-slice';
import type { Change, Member, Roster } from '@core/roster/roster';
import type { NewsKind } from './news';

/** What a change of the roster writes so that a party hears of it: one write holds both, so that neither is without the other. */
export function tells(
  key: string,
  party: string,
  what: PartyNews['what'],
  now: number,
  reason?: string,
  hearBy?: number,
): Change['write'] {
  const id = `${party}-${what}-${now}`;
  const facts = { ...(reason ? { reason } : {}), ...(hearBy === undefined ? {} : { hearBy }) };
  const news = { id, key, party, what, at: now, ...facts };
  return { news: { push: news } };
}

const quietFrom = 21 * hour;
const quietUntil = 8 * hour;
/** A start so near that its news does not wait for the morning. */
const urgent = 12 * hour;

/**
 * When news of a moment may go out: from 21:00 to 8:00 it waits, unless what people must hear it before begins within
 * twelve hours (product.md, “Messages”). Moments in ms; times of day are Beijing's.
 */
export function dueAt(moment: number, hearBy: number): number {
  const today = beijingDay(moment);
  const time = moment - startOfDay(today);
  if ((time >= quietUntil && time < quietFrom) || hearBy - moment <= urgent) return moment;
  return startOfDay(time < quietUntil ? today : addDays(today, 1)) + quietUntil;
}

/** The day to remind people of at a moment: tomorrow, between 17:00 and 20:00; otherwise none. */
export function reminderDay(moment: number): string | undefined {
  const today = beijingDay(moment);
  return moment >= at(today, '17:00') && moment < at(today, '20:00') ? addDays(today, 1) : undefined;
}

type Sessions = readonly Pick<Session, 'id' | 'startsAt' | 'endsAt' | 'place'>[];

/**
 * By when people must have heard of a change: the first start, still to come, of a session that is not as it was,
 * by the old time or the new. Where all are as they were, of any; with none to come, the last there was.
 */
export function hearBy(before: Sessions, after: Sessions, now: number): number {
  const facts = ({ startsAt, endsAt, place }: Sessions[number]) => `${startsAt} ${endsAt} ${place.text}`;
  const kept = after.filter(one => before.some(old => old.id === one.id && facts(old) === facts(one)));
  const moved = [...before, ...after].filter(one => !kept.some(same => same.id === one.id));
  const starts = (moved.length > 0 ? moved : after).map(session => session.startsAt);
  const coming = starts.filter(start => start > now);
  return coming.length > 0 ? Math.min(...coming) : Math.max(...starts);
}

/** Whether a message is still true of the party it is for. */
export function stillTrue(
  { while: needed }: Pick<NewsKind, 'while'>,
  registrationId: string,
  member: Pick<Member, 'id' | 'state'> | undefined,
  roster: Pick<Roster, 'state'> | undefined,
): boolean {
  if (needed === 'always') return true;
  if (member?.id !== registrationId) return false;
  if (needed === 'live') return member.state !== 'withdrawn' && member.state !== 'declined';
  return member.state === needed && roster?.state === 'open';
}

/**
 * What becomes of a message that WeChat cannot bring: staff phone whoever must know. Somebody registered at the desk
 * is taken off because they phoned, so that needs no call.
 */
export function unreachable(
  { mustKnow, deskKnows }: Pick<NewsKind, 'mustKnow' | 'deskKnows'>,
  desk: boolean,
): 'toPhone' | 'shown' {
  return mustKnow && !(desk && deskKnows) ? 'toPhone' : 'shown';
}

/** Whether somebody's key is the desk's, for whom no openid is known. */
export const isDesk = (key: string) => key.startsWith('p');

/**
 * Errors after which it may be asked again: WeChat is busy (-1), too many a day or a minute, two at once to one person,
 * and the cloud's own limits of requests, before which nothing is passed on.
 */
const passing = new Set([-1, 45009, 45011, 43108, -501003, -501004]);
/** The cloud's refusals for good: the function may not, or there is no such interface. */
const neverSent = new Set([-604100, -604101]);
const waits = [1, 5, 15, 60];

/**
 * What an attempt that WeChat did not take means, by its error code and how many attempts there were, this one included.
 * `unsure`: no answer came, so it may have arrived, and it is not sent again.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export function afterFailure(
  code: number | undefined,
  tries: number,
): { verdict: 'refused' | 'failed' | 'unsure' } | { verdict: 'retry'; wait: number } {
  if (code === 43101) return { verdict: 'refused' };
  const wait = waits[tries - 1];
  if (code !== undefined && passing.has(code)) {
    return wait === undefined ? { verdict: 'failed' } : { verdict: 'retry', wait: wait * minute };
  }
  return { verdict: code !== undefined && (code > 0 || neverSent.has(code)) ? 'failed' : 'unsure' };
}
