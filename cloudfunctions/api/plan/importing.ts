/** A spreadsheet becomes the programme: first everything is read back, then all of it goes in or nothing. */

import * as almanac from '@api/almanac/store';
import type { Context } from '@api/context';
import * as places from '@api/places/store';
import * as activities from '@api/programme/store';
import { nameThemes, sharedArea } from '@api/programme/theming';
import { keepsTickets, publicWords } from '@api/publishing/changed-facts';
import { uploadsOf } from '@api/secrets';
import { passesCheck, sheetsOf } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, dayText, iso } from '@core/kernel/dates';
import type { PlanPreview } from '@core/plan/contract';
import type { PlanReading, PlanRow, RowReading } from '@core/plan/plan';
import { readPlan } from '@core/plan/read';
import type { Activity } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { activitiesOf } from './activities-of-row';
import { bringIn, clearTheWay, type Planned, saysTheSame } from './staging';
import type * as imports from './store';

/** Activities one import may make: beyond that the function's time would not do. */
const mostActivities = 1000;
type PlannedRow = {
  row: PlanRow;
  planned: Planned[];
  status: 'new' | 'changed' | 'unchanged';
  /** What an earlier import of this row made and it no longer speaks of: people may hold tickets, so only staff call it off. */
  leftOver: Activity[];
};
type Plan = {
  reading: PlanReading;
  rows: PlannedRow[];
  existing: Map<string, Activity>;
  /** Imports that have staged some of these rows and not shown them. */
  underWay: string[];
  stations: places.StationDocument[];
  themeArea: string | null;
};

export async function preview(
  input: Parsed<'publishing.preview'>,
  context: Context,
): Promise<Output<'publishing.preview'>> {
  const { reading, rows } = await planFrom(input, context);
  const count = (status: PlannedRow['status']) =>
    rows.filter(one => one.row.reading && one.status === status).length;
  return {
    year: reading.year,
    themes: reading.themes.map(({ month, title }) => ({ month, title })),
    rows: rows.map(({ row, status, leftOver }) => ({
      row: row.row,
      reading: row.reading && readingView(row.reading, status, leftOver),
      problems: row.problems,
    })),
    created: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
  };
}

function readingView(
  reading: RowReading,
  status: PlannedRow['status'],
  leftOver: Activity[],
): NonNullable<PlanPreview['rows'][number]['reading']> {
  const {
    ages: _,
    unlimited: __,
    repeat: ___,
    contact: ____,
    remark: _____,
    theme: ______,
    ...shown
  } = reading;
  const days = leftOver.map(activity => dayText(beijingDay(activity.startsAt))).join('、');
  return {
    ...shown,
    notes: days ? [...reading.notes, `表里少了${days}；那几场还在，不办了请到“我的站点”取消`] : reading.notes,
    occurrences: reading.occurrences.map(one => ({
      startsAt: iso(one.startsAt),
      endsAt: iso(one.endsAt),
      allDay: one.allDay ?? false,
      endAssumed: one.endAssumed ?? false,
    })),
    status,
  };
}

export async function run(
  input: Parsed<'publishing.import'>,
  context: Context,
): Promise<Output<'publishing.import'>> {
  let plan = await planFrom(input, context);
  if (plan.underWay.length > 0) {
    await clearTheWay(plan.underWay, context.now);
    plan = await planFrom(input, context);
  }
  const taken = input.accept === true ? undefined : new Set(input.accept);
  const rows = plan.rows.filter(({ row }) => !taken || taken.has(row.row));
  const problems = rows.flatMap(({ row }) => row.problems);
  if (problems.length > 0) {
    throw new AppError('plan.problems', {
      count: problems.length,
      ...Object.fromEntries(problems.slice(0, 50).map(one => [one.cell, `${one.problem}：${one.write}`])),
    });
  }
  const planned = rows.flatMap(one => one.planned);
  if (planned.length > mostActivities) {
    throw new AppError('input.invalid', { file: `一次最多导入 ${mostActivities} 场，请分成几张表` });
  }
  const made = planned.filter(one => !plan.existing.has(one._id));
  const changes = planned.flatMap((one): imports.PlannedChange[] => {
    const before = plan.existing.get(one._id);
    if (!before || before.state === 'cancelled' || saysTheSame(before, one)) return [];
    const facts = factsOf(one, before);
    if (!keepsTickets(before, { ...before, ...facts })) throw new AppError('activity.seats-taken');
    return [{ activityId: one._id, facts }];
  });
  const hosts = new Set(planned.map(one => one.stationId));
  const trusted = plan.stations.filter(station => hosts.has(station._id)).every(station => station.trusted);
  const written = [
    ...made,
    ...changes.map(({ activityId, facts }) => ({ ...plan.existing.get(activityId)!, ...facts })),
  ];
  // What is public already cannot wait for a person to look at its new words: they pass, or the file is refused.
  const changesPublic = changes.some(one => plan.existing.get(one.activityId)?.state === 'published');
  const goesPublic = !input.keepDrafts && trusted;
  const themes = goesPublic ? plan.reading.themes.flatMap(theme => [theme.title, theme.slogan ?? '']) : [];
  const passes =
    (goesPublic || changesPublic) &&
    (await passesCheck(context.openid, [...new Set([...written.map(publicWords), ...themes])].join('\n')));
  if (changesPublic && !passes) throw new AppError('activity.words-refused');
  const publishes = goesPublic && passes;
  const publishAs = publishes ? 'published' : input.keepDrafts ? 'draft' : 'submitted';

  if (written.length > 0) await bringIn({ made, changes, publishAs }, context);
  if (publishes && plan.themeArea) await nameThemes(plan.themeArea, plan.reading.themes);
  const changedRows = rows.filter(one => one.status === 'changed').length;
  const newRows = rows.filter(one => one.status === 'new').length;
  return {
    created: newRows,
    changed: changedRows,
    unchanged: rows.length - newRows - changedRows,
    published: publishAs === 'published',
  };
}

/** What the file says of an activity that is there already; what it does not speak of, staff may have set by hand. */
function factsOf(planned: Planned, before: Activity): imports.PlannedChange['facts'] {
  const {
    _id,
    state,
    createdAt,
    createdBy,
    version,
    staged,
    enrolment,
    partyMax,
    waitingMax,
    opensAt,
    closesAt,
    checkInBefore,
    checkInAfter,
    phoneRequired,
    questions,
    ...said
  } = planned;
  const declared = planned.source?.declared ?? before.source?.declared ?? null;
  return {
    ...said,
    // A plan without a capacity does not take back one that was promised.
    capacity: said.capacity ?? before.capacity,
    ...(said.source ? { source: { ...said.source, declared } } : {}),
  };
}

/** Reads the uploaded file and lays its rows beside what is already there. */
async function planFrom(
  input: { fileId: string; year?: number | undefined; expectedIsCapacity?: boolean | number[] | undefined },
  context: Context,
): Promise<Plan> {
  const { stationIds } = await context.reach();
  if (stationIds.length === 0) throw new AppError('caller.forbidden');
  // A file's path names its uploader; nobody reads another's.
  const own = new RegExp(`^cloud://[^/]+/${uploadsOf(context.openid)}[^/]+$`);
  if (!own.test(input.fileId)) throw new AppError('file.not-found');
  const thisYear = Number(beijingDay(context.now).slice(0, 4));
  const [sheets, stations, announced] = await Promise.all([
    sheetsOf(input.fileId),
    places.stations(),
    // A plan is of this year or the next.
    almanac.announcedFor([thisYear, thisYear + 1, thisYear + 2]),
  ]);
  const options = {
    year: input.year ?? thisYear,
    now: context.now,
    announced,
    stations: stations.map(station => ({
      stationId: station._id,
      name: station.name,
      aliases: station.aliases,
    })),
  };
  const readings = sheets.map(sheet => readPlan(sheet, options));
  // The first sheet that is a plan at all; where none is, the first one's problem says what is missing.
  const reading = readings.find(one => one.rows.some(row => row.key)) ?? readings[0];
  if (!reading) throw new AppError('input.invalid', { file: '表格是空的' });
  const venues = await places.venuesOf(stationIds);
  const hosts = new Set(reading.rows.flatMap(row => row.reading?.stationId ?? []));
  const themeArea = sharedArea(stations.filter(one => hosts.has(one._id)).map(one => one.areaPath));
  const planned = reading.rows.map(row => {
    const checked = withinReach(row, stationIds);
    const declared = input.expectedIsCapacity;
    const asCapacity = declared === true || (Array.isArray(declared) && declared.includes(row.row));
    return {
      row: checked,
      planned: activitiesOf(checked, { asCapacity, themeArea, stations, venues }, context),
    };
  });
  const found = await activities.fromSource([...new Set(planned.map(one => one.row.key))]);
  const existing = new Map(found.filter(one => !one.staged).map(one => [one._id, one]));
  return {
    reading,
    existing,
    underWay: [...new Set(found.flatMap(one => one.staged ?? []))],
    stations,
    themeArea,
    rows: planned.map(one => ({
      ...one,
      status: statusOf(one.planned, existing),
      leftOver: leftOverOf(one, existing),
    })),
  };
}

/** A row for a station the caller does not write for is a problem at its host cell, not somebody else's draft. */
function withinReach(row: PlanRow, stationIds: string[]): PlanRow {
  if (!row.reading || stationIds.includes(row.reading.stationId)) return row;
  const { hostName } = row.reading;
  return {
    ...row,
    problems: [
      ...row.problems,
      {
        cell: `G${row.row}`,
        problem: `您不能替“${hostName}”导入`,
        write: `请“${hostName}”的编辑自己导入这一行，或把这一行删去`,
      },
    ],
  };
}

function leftOverOf(
  { row, planned }: Pick<PlannedRow, 'row' | 'planned'>,
  existing: Map<string, Activity>,
): Activity[] {
  return [...existing.values()]
    .filter(one => one.source?.key === row.key && one.state !== 'cancelled')
    .filter(one => !planned.some(kept => kept._id === one._id))
    .sort((a, b) => a.startsAt - b.startsAt);
}

function statusOf(planned: Planned[], existing: Map<string, Activity>): PlannedRow['status'] {
  const before = planned.map(one => existing.get(one._id));
  if (before.every(one => one === undefined)) return 'new';
  const same = planned.every((one, index) => before[index] !== undefined && saysTheSame(before[index], one));
  return same ? 'unchanged' : 'changed';
}
