/** Spoken codes: from what was typed to whose party it is, and how often that may go wrong. */

import type { Context } from '@api/context';
import { persist } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import { barredUntil, countWrong, everybody } from '@core/door/typed-codes';
import { beijingDay, timeText } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import { type Seen, some, view } from '@core/roster/view';

/**
 * Where a code came from: typed by hand, which goes wrong, or from the gate's list. Whoever mistyped too often can
 * still tick the list, and sync; wrong codes that claim to be from it are counted apart, so that this is no way round.
 */
export type How = 'typed' | 'listed';
type Caller = Pick<Context, 'openid' | 'now'>;

const typist = (how: How, { openid }: Caller) => `${how}-${digest(openid, 16)}`;

/** What is behind some codes, and how often these people typed wrong ones. */
const codesOf = (codes: string[], typists: string[]) =>
  view(some('codes', codes), some('wrongCodes', typists));
type Codes = Seen<typeof codesOf>;

/** Reads what is behind some codes; `keysOfCodes` judges it. */
export function lookUp(
  rosterIds: string[],
  codes: string[],
  how: How,
  caller: Caller,
): Promise<Codes | undefined> {
  return rosters.readFirst(rosterIds, codesOf(codes, [typist(how, caller), everybody]));
}

/**
 * The keys of the parties with these codes on a roster; those that nobody holds are missing, and counted. `found` is
 * what `lookUp` read before it was known that the caller may ask.
 * @throws checkin.too-many-codes, whether or not these are right
 */
export async function keysOfCodes(
  rosterId: string,
  codes: string[],
  how: How,
  caller: Caller,
  found?: Codes,
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const who = typist(how, caller);
  const read = () => lookUp([rosterId], codes, how, caller);
  const first = found?._id === rosterId ? found : await read();
  if (!first) throw new AppError('activity.not-found');
  const barred = barredUntil(first, who, caller.now);
  if (barred !== undefined) throw tooMany(barred, caller.now);
  const keys = new Map(
    codes.flatMap(code => (first.codes[code] ? [[code, first.codes[code]] as const] : [])),
  );
  const wrong = codes.length - keys.size;
  if (wrong > 0) {
    const counted = await persist(rosterId, first, read, roster =>
      countWrong(roster, { who, codes: wrong }, caller.now),
    );
    if (counted.verdict === 'barred') throw tooMany(counted.until, caller.now);
  }
  return keys;
}

/** The same for one. */
export async function keyOfCode(...[rosterId, code, ...rest]: OneCode): Promise<string | undefined> {
  return (await keysOfCodes(rosterId, [code], ...rest)).get(code);
}
type OneCode = [rosterId: string, code: string, how: How, caller: Caller, found?: Codes | undefined];

function tooMany(until: number, now: number): AppError {
  const today = beijingDay(until) === beijingDay(now);
  return new AppError('checkin.too-many-codes', { until: today ? `${timeText(until)} 以后` : '明天' });
}
