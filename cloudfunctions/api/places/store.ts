import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import type { Point } from '@core/self-check-in/self-check-in';

export type AreaDocument = {
  _id: string;
  name: string;
  parentId: string | null;
  path: string[];
  population?: number;
};
export type StationDocument = {
  _id: string;
  name: string;
  aliases: string[];
  areaId: string;
  /** From the root to its own area. */
  areaPath: string[];
  /** Its district trusts it to publish without review. */
  trusted: boolean;
};
export type VenueDocument = {
  _id: string;
  stationId: string;
  name: string;
  capacity: number | null;
  stepFree: boolean;
  /** Where it is, where staff have said so. */
  at?: Point;
};
export type ThemeDocument = {
  _id: string;
  areaId: string;
  areaName: string;
  month: string;
  title: string;
  slogan?: string;
  pushDay?: string;
};

/** The area that is everybody's when none is named. */
export const rootArea = 'root';

export async function areas(ids?: string[]): Promise<AreaDocument[]> {
  const all = collection<AreaDocument>('areas');
  const { data } = await (ids ? all.where({ _id: command.in(ids) }) : all)
    .orderBy('_id', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Sets a month's theme where it has none. Returns whether it did. */
export function nameTheme(theme: ThemeDocument): Promise<boolean> {
  return insertOnce('themes', theme);
}

export function area(id: string): Promise<AreaDocument | undefined> {
  return readOne<AreaDocument>('areas', id);
}

export function station(id: string): Promise<StationDocument | undefined> {
  return readOne<StationDocument>('stations', id);
}

export async function stations(ids?: string[]): Promise<StationDocument[]> {
  const all = collection<StationDocument>('stations');
  const { data } = await (ids ? all.where({ _id: command.in(ids) }) : all)
    .orderBy('_id', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

export function venue(id: string): Promise<VenueDocument | undefined> {
  return readOne<VenueDocument>('venues', id);
}

export async function locate(venueId: string, at: Point): Promise<void> {
  await collection<VenueDocument>('venues')
    .doc(venueId)
    .update({ data: { at: command.set(at) } });
}

export async function venuesOf(stationIds: string[]): Promise<VenueDocument[]> {
  const { data } = await collection<VenueDocument>('venues')
    .where({ stationId: command.in(stationIds) })
    .orderBy('_id', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}
