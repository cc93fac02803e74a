import { distanceTo, intersect, RADIUS_M, type Shape, shapeOf, type Vector, vectorOf, within } from './geo';
import { boxesAround, boxesOf, coveringOf } from './geo-cells';
import { valueAt } from './paths';
import type { Judge } from './reach';
import { failed } from './refusal';
import { type Doc, isDocument } from './values';

/** A search by distance, in metres. */
export type Near = { centre: Vector; least: number; most: number };

function metres(name: string, value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'number' || !(value >= 0)) throw failed(`${name} must be a non-negative number`);
  return value;
}

/** A point to measure from: GeoJSON, or a pair of longitude and latitude. */
function centreOf(value: unknown): Vector {
  const [point, ...others] = value === undefined ? [] : shapeOf(value).points;
  if (!point || others.length > 0) throw failed('$near requires a point, given as a GeoJSON Point');
  return point;
}

export function nearOf(spec: Doc, names = { least: '$minDistance', most: '$maxDistance' }): Near {
  return {
    centre: centreOf(spec.$geometry ?? spec.near),
    least: metres(names.least, spec[names.least], 0),
    most: metres(names.most, spec[names.most], Number.POSITIVE_INFINITY),
  };
}

/** How far a stored geometry is from a place, in metres; undefined where there is no geometry. */
export function metresFrom(centre: Vector, value: unknown): number | undefined {
  const shape = readable(value);
  return shape && distanceTo(shape, centre) * RADIUS_M;
}

/** A stored geometry, or nothing: without an index a field may hold anything. */
function readable(value: unknown): Shape | undefined {
  if (!isDocument(value) && !Array.isArray(value)) return undefined;
  try {
    return shapeOf(value);
  } catch {
    return undefined;
  }
}

type Area = { holds: (shape: Shape) => boolean; boxes: () => ReturnType<typeof boxesOf> };

function areaOf(name: string, spec: unknown): Area {
  if (!isDocument(spec)) throw failed(`${name} requires an object`);
  if (name !== '$geoWithin') {
    const area = shapeOf(spec.$geometry);
    return { holds: shape => intersect(shape, area), boxes: () => boxesOf(area) };
  }
  if (Array.isArray(spec.$centerSphere)) {
    const [position, radius] = spec.$centerSphere;
    const centre = vectorOf(position);
    const radians = metres('$centerSphere radius', radius, 0);
    const reaches = (vertex: Vector): boolean =>
      distanceTo({ points: [vertex], lines: [], polygons: [] }, centre) <= radians;
    return {
      holds: ({ points, lines, polygons }) => {
        const vertices = [...points, ...lines.flat(), ...polygons.flat(2)];
        return vertices.length > 0 && vertices.every(reaches);
      },
      boxes: () => boxesAround(centre, radians),
    };
  }
  const area = shapeOf(spec.$geometry);
  if (area.polygons.length === 0)
    throw failed('$geoWithin needs a Polygon, a MultiPolygon or $centerSphere; flat shapes are not offered');
  return { holds: shape => within(shape, area), boxes: () => boxesOf(area) };
}

const isNear = (name: string): boolean => name === '$near' || name === '$nearSphere';

/** Compiles a geographic query operator; distances are on the sphere, in metres. */
export function geoTest(name: string, spec: unknown): Judge {
  if (isNear(name)) {
    if (!isDocument(spec)) throw failed(`${name} requires an object`);
    const { centre, least, most } = nearOf(spec);
    return value => {
      const far = metresFrom(centre, value);
      return far !== undefined && far >= least && far <= most;
    };
  }
  const area = areaOf(name, spec);
  return value => {
    const shape = readable(value);
    return shape !== undefined && area.holds(shape);
  };
}

const OPERATORS = ['$nearSphere', '$near', '$geoWithin', '$geoIntersects'];

/** What a query asks of geography: each field, operator and argument that every match must meet. */
function asked(query: Doc): { field: string; name: string; spec: Doc }[] {
  return Object.entries(query).flatMap(([field, condition]) => {
    if (field === '$and' && Array.isArray(condition)) return condition.filter(isDocument).flatMap(asked);
    if (field.startsWith('$') || !isDocument(condition)) return [];
    return OPERATORS.filter(name => isDocument(condition[name])).map(name => ({
      field,
      name,
      spec: condition[name] as Doc,
    }));
  });
}

/** The search by distance in a query, if there is one. */
export function nearIn(query: Doc): (Near & { field: string }) | undefined {
  const found = asked(query).find(({ name }) => isNear(name));
  return found && { field: found.field, ...nearOf(found.spec) };
}

/** Where an index on a geographic field has to be read for a query: the cells that it may concern. */
export function geoRanges(query: Doc, geoField: string): { low: Buffer; high: Buffer }[] | undefined {
  const found = asked(query).find(({ field }) => field === geoField);
  if (!found) return undefined;
  return isNear(found.name)
    ? nearRanges(nearOf(found.spec))
    : coveringOf(areaOf(found.name, found.spec).boxes());
}

function nearRanges({ centre, most }: Near): { low: Buffer; high: Buffer }[] {
  const radius = Math.min(most / RADIUS_M, Math.PI);
  return coveringOf(boxesAround(centre, radius));
}

/** Orders documents by their distance from a place, the nearest first. */
export function nearestFirst<T>(items: T[], doc: (item: T) => Doc, field: string, centre: Vector): T[] {
  return items
    .map(item => ({
      item,
      far: metresFrom(centre, valueAt(doc(item), field.split('.'))) ?? Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => a.far - b.far)
    .map(({ item }) => item);
}
