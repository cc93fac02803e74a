import { Context } from 'mingo';
import type { Options, QueryOperator } from 'mingo/types';
import type { Stored } from './bodies';
import type { Doc } from './ejson';
import { valueAt } from './paths';
import { failed } from './refusal';

export type Position = [longitude: number, latitude: number];
type Ring = Position[];
type Shape = { type: string; coordinates: unknown };

/** The earth's radius as MongoDB's spheres have it, in metres. */
const RADIUS_M = 6_378_100;

const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && 'type' in value && 'coordinates' in value;

/** Metres between two places along the earth's surface. */
export function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const rad = Math.PI / 180;
  const half = (degrees: number): number => Math.sin((degrees * rad) / 2) ** 2;
  const h = half(lat2 - lat1) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * half(lon2 - lon1);
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Every point that a stored shape is made of. */
function points(value: unknown): Position[] {
  const all: Position[] = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') all.push(part as Position);
    else for (const inner of part) walk(inner);
  };
  walk(isShape(value) ? value.coordinates : value);
  return all;
}

function inRing([x, y]: Position, ring: Ring): boolean {
  let inside = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + ring.length - 1) % ring.length]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

function polygons({ type, coordinates }: Shape): Ring[][] {
  if (type === 'Polygon') return [coordinates as Ring[]];
  return type === 'MultiPolygon' ? (coordinates as Ring[][]) : [];
}

/** A point of a polygon lies in its outer ring and in none of its holes; degrees are taken as a plane. */
function inShape(point: Position, shape: Shape): boolean {
  return polygons(shape).some(
    ([outer = [], ...holes]) => inRing(point, outer) && !holes.some(hole => inRing(point, hole)),
  );
}

function segments(shape: Shape): [Position, Position][] {
  const lines = (part: unknown): Position[][] => {
    if (!Array.isArray(part) || !Array.isArray(part[0])) return [];
    return typeof part[0][0] === 'number' ? [part as Position[]] : part.flatMap(lines);
  };
  if (shape.type === 'Point' || shape.type === 'MultiPoint') return [];
  return lines(shape.coordinates).flatMap(line =>
    line.slice(1).map((to, i): [Position, Position] => [line[i]!, to]),
  );
}

function crosses([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean {
  const side = (p: Position, q: Position, r: Position): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

function intersects(one: Shape, other: Shape): boolean {
  if (points(one).some(point => inShape(point, other)) || points(other).some(point => inShape(point, one)))
    return true;
  if (segments(one).some(part => segments(other).some(against => crosses(part, against)))) return true;
  const place = ([longitude, latitude]: Position): string => `${longitude},${latitude}`;
  const ours = new Set(points(one).map(place));
  return points(other).some(point => ours.has(place(point)));
}

function within(value: unknown, spec: Doc): boolean {
  const all = points(value);
  if (all.length === 0) return false;
  if (Array.isArray(spec.$centerSphere)) {
    const [centre, radians] = spec.$centerSphere as [Position, number];
    return all.every(point => distance(point, centre) <= radians * RADIUS_M);
  }
  const area = spec.$geometry;
  if (!isShape(area) || polygons(area).length === 0)
    throw failed('$geoWithin needs a Polygon, a MultiPolygon or $centerSphere');
  return all.every(point => inShape(point, area));
}

type Near = { centre: Position; least: number; most: number };

function nearOf(spec: unknown): Near {
  const { $geometry, $minDistance = 0, $maxDistance = Number.POSITIVE_INFINITY } = spec as Doc;
  const [centre] = points($geometry);
  if (!centre) throw failed('$near requires a point');
  return { centre, least: Number($minDistance ?? 0), most: Number($maxDistance ?? Number.POSITIVE_INFINITY) };
}

function away(value: unknown, centre: Position): number {
  return Math.min(...points(value).map(point => distance(point, centre)), Number.POSITIVE_INFINITY);
}

function near(value: unknown, { centre, least, most }: Near): boolean {
  const metres = away(value, centre);
  return Number.isFinite(metres) && metres >= least && metres <= most;
}

/** The geographic query operators, which mingo lacks. */
export function geoContext(): Context {
  const at = (doc: unknown, selector: string): unknown => valueAt(doc as Doc, selector.split('.'));
  const nearTest: QueryOperator = (selector: string, spec: unknown, _options: Options) => {
    const wanted = nearOf(spec);
    return (doc: unknown): boolean => near(at(doc, selector), wanted);
  };
  return Context.init({
    query: {
      $near: nearTest,
      $nearSphere: nearTest,
      $geoWithin: (selector: string, spec: unknown, _options: Options) => (doc: unknown) =>
        within(at(doc, selector), spec as Doc),
      $geoIntersects: (selector: string, spec: unknown, _options: Options) => (doc: unknown) => {
        const [value, shape] = [at(doc, selector), (spec as Doc).$geometry];
        return isShape(value) && isShape(shape) && intersects(value, shape);
      },
    },
  });
}

/** For a query with $near, an ordering of its matches by distance, as MongoDB returns them; else undefined. */
export function byDistance(query: Doc): ((matches: Stored[]) => Stored[]) | undefined {
  for (const [field, condition] of Object.entries(query)) {
    const spec = (condition as Doc | null)?.$nearSphere ?? (condition as Doc | null)?.$near;
    if (!spec) continue;
    const { centre } = nearOf(spec);
    const metres = ({ doc }: Stored): number => away(valueAt(doc, field.split('.')), centre);
    return matches =>
      matches
        .map(match => ({ match, far: metres(match) }))
        .sort((a, b) => a.far - b.far)
        .map(({ match }) => match);
  }
  return undefined;
}

function place(doc: Doc, field: string, value: unknown): Doc {
  const [first = '', ...rest] = field.split('.');
  const inner =
    rest.length === 0 ? value : place((doc[first] as Doc | undefined) ?? {}, rest.join('.'), value);
  return { ...doc, [first]: inner };
}

/** The $geoNear stage: documents by distance from a point (metres), which is written into `distanceField`. */
export function nearestFirst(documents: Doc[], spec: Doc): Doc[] {
  const [centre] = points(spec.near);
  if (!centre || typeof spec.distanceField !== 'string')
    throw failed('$geoNear requires near and distanceField');
  const key = typeof spec.key === 'string' ? spec.key : undefined;
  const located = (doc: Doc): unknown =>
    key ? valueAt(doc, key.split('.')) : Object.values(doc).find(isShape);
  const { least, most } = {
    least: Number(spec.minDistance ?? 0),
    most: Number(spec.maxDistance ?? Number.POSITIVE_INFINITY),
  };
  const scale = Number(spec.distanceMultiplier ?? 1);
  const found = documents
    .map(doc => ({ doc, far: away(located(doc), centre) }))
    .filter(({ far }) => Number.isFinite(far) && far >= least && far <= most)
    .sort((a, b) => a.far - b.far)
    .slice(0, Number(spec.limit ?? spec.num ?? 100));
  return found.map(({ doc, far }) => {
    const told = place(doc, spec.distanceField as string, far * scale);
    return typeof spec.includeLocs === 'string' ? place(told, spec.includeLocs, located(doc)) : told;
  });
}
