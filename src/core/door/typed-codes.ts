/**
 * Codes that nobody holds, counted: six digits among a few hundred parties are found by trying, so only so many wrong
 * ones are looked up. They are counted on the roster, which is read for the code anyway, so that a right one costs
 * no call more.
 */
import { addDays, beijingDay, minute, startOfDay } from '@core/kernel/dates';
import type { WrongCodes } from '@core/roster/door-slice';
import type { Change, Roster } from '@core/roster/roster';

const spanMs = 10 * minute;

/** What may go wrong in ten minutes and in a day: for one who types, and for everybody at one roster together. */
export const mostWrong = {
  one: { inSpan: 10, inDay: 30 },
  all: { inSpan: 40, inDay: 100 },
} as const;

/** The name under which everybody's are counted. */
export const everybody = 'all';

function tallyNow(roster: Pick<Roster, 'wrongCodes'>, who: string, now: number): WrongCodes {
  const span = Math.floor(now / spanMs);
  const day = beijingDay(now);
  const tally = roster.wrongCodes?.[who];
  return {
    span,
    wrong: tally?.span === span ? tally.wrong : 0,
    day,
    wrongToday: tally?.day === day ? tally.wrongToday : 0,
  };
}

/** Until when no code is looked up for somebody, epoch milliseconds; nothing where one is. */
export function barredUntil(
  roster: Pick<Roster, 'wrongCodes'>,
  who: string,
  now: number,
): number | undefined {
  const until = [who, everybody].flatMap(name => {
    const { span, wrong, day, wrongToday } = tallyNow(roster, name, now);
    const most = name === everybody ? mostWrong.all : mostWrong.one;
    if (wrongToday >= most.inDay) return startOfDay(addDays(day, 1));
    return wrong >= most.inSpan ? (span + 1) * spanMs : [];
  });
  return until.length > 0 ? Math.max(...until) : undefined;
}

export type WrongDecision = { verdict: 'counted'; change: Change } | { verdict: 'barred'; until: number };

/** Counts codes that nobody holds, unless there were as many as may be. */
export function countWrong(
  roster: Pick<Roster, 'wrongCodes'>,
  { who, codes }: { who: string; codes: number },
  now: number,
): WrongDecision {
  const until = barredUntil(roster, who, now);
  if (until !== undefined) return { verdict: 'barred', until };
  const change: Change = { when: {}, write: {} };
  for (const name of [who, everybody]) {
    const at = `wrongCodes.${name}`;
    const before = roster.wrongCodes?.[name];
    const tally = tallyNow(roster, name, now);
    if (before) {
      change.when[`${at}.span`] = { eq: before.span };
      change.when[`${at}.wrong`] = { eq: before.wrong };
      change.when[`${at}.wrongToday`] = { eq: before.wrongToday };
    } else {
      change.when[at] = { absent: true };
    }
    change.write[at] = {
      set: {
        ...tally,
        wrong: tally.wrong + codes,
        wrongToday: tally.wrongToday + codes,
      } satisfies WrongCodes,
    };
  }
  return { verdict: 'counted', change };
}
