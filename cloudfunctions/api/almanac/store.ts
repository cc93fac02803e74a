/** What the calendar shows beyond its tables: announcements stored since the release, areas' own days, themes. */

import { type AreaDocument, rootArea, type ThemeDocument } from '@api/places/store';
import { collection, command, readOne } from '@api/store/database';
import { present, type Signed, writeVersion } from '@api/store/versioned';
import type { Announced, Arrangement } from '@core/almanac/days-off';
import type { OwnDay } from '@core/almanac/own-days';

/** The State Council's announcement for a year. Taken back, it stays here and shows nothing. */
export type DaysOffDocument = Signed & {
  kind: 'daysOff';
  year: number;
  source: string;
  withdrawn: boolean;
} & Arrangement;
export type OwnDaysDocument = Signed & { kind: 'days'; areaId: string; days: OwnDay[] };
export type AlmanacDocument = DaysOffDocument | OwnDaysDocument;

export const daysOffId = (year: number) => `daysOff-${year}`;
export const ownDaysId = (areaId: string) => `days-${areaId}`;

/** What a month of an area shows: its theme, its own days and those from above, and what was announced. */
export type MonthPage = { theme?: ThemeDocument; own: OwnDay[]; announced: Announced };

/**
 * All of it in one query, since opening the month may ask the database twice and its activities take the other
 * turn: the area knows who is above it, and everything else is found by an id made of that. An area nobody knows is
 * shown the root's page.
 */
export async function pageOf(areaId: string, month: string): Promise<MonthPage> {
  const year = Number(month.slice(0, 4));
  const years = [year - 1, year, year + 1].map(daysOffId);
  const forEachAbove = (before: string, after: string) => ({
    $map: { input: '$path', as: 'area', in: { $concat: [before, '$$area', after] } },
  });
  const { list } = await collection<AreaDocument>('areas')
    .aggregate()
    .match({ _id: { $in: [...new Set([areaId, rootArea])] } })
    .limit(2)
    .addFields({
      themeIds: forEachAbove('', `_${month}`),
      pageIds: { $concatArrays: [forEachAbove(ownDaysId(''), ''), years] },
    })
    .lookup({ from: 'themes', localField: 'themeIds', foreignField: '_id', as: 'themes' })
    .lookup({ from: 'almanac', localField: 'pageIds', foreignField: '_id', as: 'pages' })
    .project({
      path: 1,
      themes: 1,
      'pages.kind': 1,
      ...fields('areaId', 'days'),
      ...fields('year', 'off', 'work', 'withdrawn'),
    })
    .end<{ _id: string; path: string[]; themes: ThemeDocument[]; pages: AlmanacDocument[] }>();
  const area = list.find(one => one._id === areaId) ?? list[0];
  if (!area) return { own: [], announced: {} };
  const nearest = [...area.path].reverse();
  const theme = nearest.flatMap(id => area.themes.find(one => one.areaId === id) ?? [])[0];
  return {
    ...(theme ? { theme } : {}),
    own: area.path.flatMap(id =>
      area.pages.flatMap(page => (page.kind === 'days' && page.areaId === id ? page.days : [])),
    ),
    announced: announcedIn(area.pages),
  };
}

function fields(...names: string[]): Record<string, 1> {
  return Object.fromEntries(names.map(name => [`pages.${name}`, 1]));
}

function announcedIn(pages: readonly AlmanacDocument[]): Announced {
  return Object.fromEntries(
    pages.flatMap(page =>
      page.kind === 'daysOff' && !page.withdrawn ? [[page.year, { off: page.off, work: page.work }]] : [],
    ),
  );
}

/** What has been announced for some years, beside the table. */
export async function announcedFor(years: number[]): Promise<Announced> {
  const { data } = await collection<AlmanacDocument>('almanac')
    .where({ _id: command.in(years.map(daysOffId)) })
    .field(present)
    .limit(years.length)
    .get();
  return announcedIn(data);
}

export function daysOff(year: number): Promise<DaysOffDocument | undefined> {
  return readOne<DaysOffDocument>('almanac', daysOffId(year), present);
}

/** The own days of some areas, in no order. */
export async function ownDaysOf(areaIds: string[]): Promise<OwnDaysDocument[]> {
  const { data } = await collection<OwnDaysDocument>('almanac')
    .where({ _id: command.in(areaIds.map(ownDaysId)) })
    .field(present)
    .limit(areaIds.length)
    .get();
  return data;
}

/** Writes the version after `before`, which stays on the trail. Returns whether it was still the present one. */
export function write(next: AlmanacDocument, before?: AlmanacDocument): Promise<boolean> {
  return writeVersion('almanac', next, before);
}
