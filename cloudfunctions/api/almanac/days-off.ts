/** The State Council's announcement of a year, kept up to date by a root admin without a release. */

import type { Context } from '@api/context';
import { rootArea } from '@api/places/store';
import { writeNext } from '@api/versions';
import { readAnnouncement } from '@core/almanac/announcement';
import { arrangementProblems, changesBy, FIRST_ANNOUNCED, missingFestivals } from '@core/almanac/arrangement';
import type { DaysOffView } from '@core/almanac/contract';
import { seededArrangement } from '@core/almanac/days-off';
import { datesOf, spansOf } from '@core/almanac/spans';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, iso } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import * as almanac from './store';

/** The announcement is the nation's, so it is the root's to keep. */
const nation = { areaPath: [rootArea] };

export async function view(
  { year }: Parsed<'almanac.daysOff'>,
  context: Context,
): Promise<Output<'almanac.daysOff'>> {
  await context.permit(nation);
  return viewOf(year, await almanac.daysOff(year));
}

function viewOf(year: number, stored: almanac.DaysOffDocument | undefined): DaysOffView {
  const signed = {
    version: stored?.version ?? 0,
    ...(stored ? { changed: { at: iso(stored.at), by: stored.title } } : {}),
  };
  if (stored && !stored.withdrawn) {
    const { off, work, source } = stored;
    return { year, state: 'stored', off, work, source, ...signed };
  }
  const seed = seededArrangement(year);
  if (seed) return { year, state: 'released', ...seed, ...signed };
  return { year, state: 'unannounced', off: [], work: [], ...signed };
}

export async function preview(
  { year, text, off, work }: Parsed<'almanac.previewDaysOff'>,
  context: Context,
): Promise<Output<'almanac.previewDaysOff'>> {
  await context.permit(nation);
  checkYear(year, context.now);
  const reading = text === undefined ? checked(year, { off, work }) : readAnnouncement(text, year);
  const announced = await almanac.announcedFor([year - 1, year, year + 1]);
  return { ...reading, changes: reading.problems.length > 0 ? [] : changesBy(year, reading, announced) };
}

/** Days given one by one, held against the same rules as those of an announcement. */
function checked(
  year: number,
  given: { off: string[]; work: string[] },
): Omit<Output<'almanac.previewDaysOff'>, 'changes'> {
  const problems = arrangementProblems(year, given).map(({ date, ...wrong }) => ({ phrase: date, ...wrong }));
  if (problems.length > 0) return { ...given, problems, notes: [] };
  const whole = inOrder(given);
  return { ...whole, problems, notes: missingFestivals(year, whole) };
}

export async function set(
  { year, off, work, source, version }: Parsed<'almanac.setDaysOff'>,
  context: Context,
): Promise<Output<'almanac.setDaysOff'>> {
  await context.permit(nation);
  checkYear(year, context.now);
  const problems = arrangementProblems(year, { off, work });
  if (problems.length > 0) {
    throw new AppError(
      'input.invalid',
      Object.fromEntries(problems.map(({ date, problem, write }) => [date, `${problem}，${write}`])),
    );
  }
  return viewOf(
    year,
    await write({ year, ...inOrder({ off, work }), source, withdrawn: false }, version, context),
  );
}

/** Back to what came with the release; a year that came with none is 未公布 again. */
export async function withdraw(
  { year, version }: Parsed<'almanac.withdrawDaysOff'>,
  context: Context,
): Promise<Output<'almanac.withdrawDaysOff'>> {
  await context.permit(nation);
  const stored = await almanac.daysOff(year);
  if (!stored) return viewOf(year, undefined);
  const { off, work, source } = stored;
  return viewOf(year, await write({ year, off, work, source, withdrawn: true }, version, context));
}

type Facts = Pick<almanac.DaysOffDocument, 'year' | 'off' | 'work' | 'source' | 'withdrawn'>;

function write(facts: Facts, seen: number, context: Context): Promise<almanac.DaysOffDocument> {
  const { year } = facts;
  const wanted = { _id: almanac.daysOffId(year), kind: 'daysOff' as const, ...facts };
  const kept = { read: () => almanac.daysOff(year), write: almanac.write };
  return writeNext<almanac.DaysOffDocument>(wanted, seen, kept, context);
}

function inOrder({ off, work }: { off: string[]; work: string[] }): { off: string[]; work: string[] } {
  return { off: spansOf(datesOf(off)), work: datesOf(work) };
}

/** An announcement is made in the November before, so none can be there for later years. */
function checkYear(year: number, now: number): void {
  const last = Number(beijingDay(now).slice(0, 4)) + 1;
  if (year >= FIRST_ANNOUNCED && year <= last) return;
  throw new AppError('input.invalid', {
    year: `年份要在 ${FIRST_ANNOUNCED}–${last} 之间，${last} 年以后的还没有公布`,
  });
}
