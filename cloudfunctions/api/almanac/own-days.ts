/** The days an area keeps of its own: shown there and everywhere below. */

import type { Context } from '@api/context';
import * as places from '@api/places/store';
import { passesCheck } from '@api/store/wechat';
import { writeNext } from '@api/versions';
import type { OwnDaysView, OwnDayView } from '@core/almanac/contract';
import { comingDates, type OwnDay, ownDayProblems, ownRuleText, readOwnRule } from '@core/almanac/own-days';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, iso } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import * as almanac from './store';

export async function view(
  { areaId }: Parsed<'almanac.days'>,
  context: Context,
): Promise<Output<'almanac.days'>> {
  return viewOf(await permitted(areaId, context), context);
}

/** The area, where the caller keeps its days. @throws area.not-found, caller.forbidden */
async function permitted(areaId: string, context: Context): Promise<places.AreaDocument> {
  const area = await places.area(areaId);
  if (!area) throw new AppError('area.not-found');
  await context.permit({ areaPath: area.path });
  return area;
}

async function viewOf(area: places.AreaDocument, context: Context): Promise<OwnDaysView> {
  const [pages, areas] = await Promise.all([almanac.ownDaysOf(area.path), places.areas(area.path)]);
  const own = pages.find(page => page.areaId === area._id);
  const today = beijingDay(context.now);
  return {
    areaId: area._id,
    areaName: area.name,
    days: (own?.days ?? []).map(day => dayView(day, today)),
    above: area.path
      .filter(id => id !== area._id)
      .flatMap(id =>
        (pages.find(page => page.areaId === id)?.days ?? []).map(day => ({
          areaName: areas.find(one => one._id === id)?.name ?? '',
          name: day.name,
          when: ownRuleText(day.rule),
        })),
      ),
    ...(own ? { changed: { at: iso(own.at), by: own.title } } : {}),
    version: own?.version ?? 0,
  };
}

function dayView(day: OwnDay, today: string): OwnDayView {
  return { ...day, when: ownRuleText(day.rule), next: comingDates(day, today) };
}

export async function read(
  { areaId, when }: Parsed<'almanac.readDay'>,
  context: Context,
): Promise<Output<'almanac.readDay'>> {
  await permitted(areaId, context);
  const rule = readOwnRule(when);
  if ('problem' in rule) throw new AppError('input.invalid', { when: `${rule.problem}。${rule.write}` });
  const { when: words, next } = dayView({ name: '', rule }, beijingDay(context.now));
  return { rule, when: words, next };
}

export async function set(
  input: Parsed<'almanac.setDays'>,
  context: Context,
): Promise<Output<'almanac.setDays'>> {
  const area = await permitted(input.areaId, context);
  const days = input.days.map(asOwnDay);
  const problems = ownDayProblems(days);
  if (Object.keys(problems).length > 0) throw new AppError('input.invalid', problems);
  const before = (await almanac.ownDaysOf([area._id]))[0];
  const fresh = days.map(day => day.name).filter(name => !before?.days.some(one => one.name === name));
  if (fresh.length > 0 && !(await passesCheck(context.openid, fresh.join('\n')))) {
    throw new AppError('almanac.words-refused');
  }
  await writeNext<almanac.OwnDaysDocument>(
    { _id: almanac.ownDaysId(area._id), kind: 'days', areaId: area._id, days },
    input.version,
    { read: async () => (await almanac.ownDaysOf([area._id]))[0], write: almanac.write },
    context,
  );
  return viewOf(area, context);
}

/** Without the fields that were left out: the database would keep them as null. */
function asOwnDay({ name, rule, since, until, solemn }: Parsed<'almanac.setDays'>['days'][number]): OwnDay {
  return {
    name,
    rule,
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(solemn ? { solemn } : {}),
  };
}
