import { failed } from './refusal';
import { type Doc, isDocument } from './values';

/** A place on the unit sphere. */
export type Vector = readonly [x: number, y: number, z: number];
type Ring = Vector[];
/** What a geometry is made of; a polygon is its outer ring and its holes, each closed. */
export type Shape = { points: Vector[]; lines: Vector[][]; polygons: Ring[][] };

/** The earth's radius as MongoDB's spheres have it, in metres. */
export const RADIUS_M = 6_378_100;
/** Nearer than this, in radians, is touching: less than a millimetre. */
const TOUCH = 1e-10;
const RAD = Math.PI / 180;

/** The place of a longitude and a latitude, in degrees; refuses (-502001) what lies outside the earth. */
export function vectorOf(position: unknown): Vector {
  const [longitude, latitude] = Array.isArray(position) ? position : [];
  if (typeof longitude !== 'number' || typeof latitude !== 'number')
    throw failed(`Point must only contain numeric elements: ${JSON.stringify(position)}`);
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
    throw failed(`longitude/latitude is out of bounds, lng: ${longitude} lat: ${latitude}`);
  const around = Math.cos(latitude * RAD);
  return [around * Math.cos(longitude * RAD), around * Math.sin(longitude * RAD), Math.sin(latitude * RAD)];
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const length = (a: Vector): number => Math.sqrt(dot(a, a));

/** The angle between two places, in radians; exact for near ones too, where acos is not. */
function angle(a: Vector, b: Vector): number {
  return Math.atan2(length(cross(a, b)), dot(a, b));
}

function line(coordinates: unknown, least: number): Vector[] {
  if (!Array.isArray(coordinates) || coordinates.length < least)
    throw failed(`a GeoJSON line needs at least ${least} positions`);
  return coordinates.map(vectorOf);
}

function rings(coordinates: unknown): Ring[] {
  if (!Array.isArray(coordinates) || coordinates.length === 0) throw failed('Polygon has no loops.');
  return coordinates.map(ring => {
    const vertices = line(ring, 4);
    if (angle(vertices[0]!, vertices.at(-1)!) > TOUCH) throw failed('Loop is not closed');
    return vertices;
  });
}

function listOf(coordinates: unknown): unknown[] {
  if (!Array.isArray(coordinates)) throw failed('GeoJSON coordinates must be an array');
  return coordinates;
}

const READERS: Record<string, (coordinates: unknown) => Partial<Shape>> = {
  Point: coordinates => ({ points: [vectorOf(coordinates)] }),
  MultiPoint: coordinates => ({ points: listOf(coordinates).map(vectorOf) }),
  LineString: coordinates => ({ lines: [line(coordinates, 2)] }),
  MultiLineString: coordinates => ({ lines: listOf(coordinates).map(each => line(each, 2)) }),
  Polygon: coordinates => ({ polygons: [rings(coordinates)] }),
  MultiPolygon: coordinates => ({ polygons: listOf(coordinates).map(rings) }),
};

/** Reads GeoJSON, or a pair of longitude and latitude; refuses (-502001) what is neither. */
export function shapeOf(value: unknown): Shape {
  const empty: Shape = { points: [], lines: [], polygons: [] };
  if (Array.isArray(value)) return { ...empty, points: [vectorOf(value)] };
  if (!isDocument(value)) throw failed(`geo element must be an array or object: ${JSON.stringify(value)}`);
  if (value.type === 'GeometryCollection' && Array.isArray(value.geometries)) {
    const parts = value.geometries.map(shapeOf);
    return {
      points: parts.flatMap(({ points }) => points),
      lines: parts.flatMap(({ lines }) => lines),
      polygons: parts.flatMap(({ polygons }) => polygons),
    };
  }
  const read =
    typeof value.type === 'string' && Object.hasOwn(READERS, value.type) ? READERS[value.type] : undefined;
  if (!read) throw failed(`unknown GeoJSON type: ${JSON.stringify((value as Doc).type ?? value)}`);
  return { ...empty, ...read(value.coordinates) };
}

type Segment = readonly [Vector, Vector];

/** The geodesics that a shape's lines and rings are made of. */
export function segmentsOf({ lines, polygons }: Shape): Segment[] {
  return [...lines, ...polygons.flat()].flatMap(each =>
    each.slice(1).map((to, i): Segment => [each[i]!, to]),
  );
}

export function verticesOf({ points, lines, polygons }: Shape): Vector[] {
  return [...points, ...lines.flat(), ...polygons.flat(2)];
}

/** The angle from a place to the nearest of a geodesic. */
function toSegment(place: Vector, [a, b]: Segment): number {
  const normal = cross(a, b);
  // Beside the geodesic: between the planes through its ends that stand upright on it.
  if (dot(cross(normal, a), place) > 0 && dot(cross(b, normal), place) > 0)
    return Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(normal, place) / length(normal)))));
  return Math.min(angle(place, a), angle(place, b));
}

/** How often a ring goes around a place, by the turns its vertices make as seen from there. */
function surrounds(ring: Ring, place: Vector): boolean {
  // A ring around the far side of the earth looks the same from here; polygons are smaller than a hemisphere.
  if (ring.reduce((sum, vertex) => sum + dot(vertex, place), 0) <= 0) return false;
  let turn = 0;
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [cross(place, ring[i - 1]!), cross(place, ring[i]!)];
    turn += Math.atan2(dot(cross(from, to), place), dot(from, to));
  }
  return Math.abs(turn) > Math.PI;
}

/** Whether a polygon covers a place: within its outer ring and in no hole; edges belong to it. */
function covers([outer = [], ...holes]: Ring[], place: Vector): boolean {
  const near = [outer, ...holes].some(ring =>
    ring.slice(1).some((to, i) => toSegment(place, [ring[i]!, to]) < TOUCH),
  );
  return near || (surrounds(outer, place) && !holes.some(hole => surrounds(hole, place)));
}

const crossing = ([a, b]: Segment, [c, d]: Segment): boolean => {
  const [ab, cd] = [cross(a, b), cross(c, d)];
  const [acb, bda] = [dot(ab, c), dot(ab, d)];
  const [cbd, dac] = [dot(cd, a), dot(cd, b)];
  return acb * bda < 0 && cbd * dac < 0 && dot(cross(ab, cd), a) * dot(cross(ab, cd), c) > 0;
};

/** The angle from a place to the nearest of a shape: none where a polygon covers it. */
export function distanceTo(shape: Shape, place: Vector): number {
  if (shape.polygons.some(polygon => covers(polygon, place))) return 0;
  return Math.min(
    ...shape.points.map(point => angle(place, point)),
    ...segmentsOf(shape).map(segment => toSegment(place, segment)),
  );
}

/** Whether two shapes have a place in common. */
export function intersect(one: Shape, other: Shape): boolean {
  const touching = (a: Shape, b: Shape): boolean =>
    verticesOf(a).some(vertex => distanceTo(b, vertex) < TOUCH);
  if (touching(one, other) || touching(other, one)) return true;
  const against = segmentsOf(other);
  return segmentsOf(one).some(segment => against.some(each => crossing(segment, each)));
}

/** Whether an area's polygons cover all of a shape. */
export function within(shape: Shape, area: Shape): boolean {
  const vertices = verticesOf(shape);
  if (vertices.length === 0) return false;
  if (!vertices.every(vertex => area.polygons.some(polygon => covers(polygon, vertex)))) return false;
  const edges = segmentsOf(area);
  if (segmentsOf(shape).some(segment => edges.some(edge => crossing(segment, edge)))) return false;
  const holes = area.polygons.flatMap(([_outer, ...inner]) => inner);
  return !holes.some(hole =>
    shape.polygons.some(polygon => hole.slice(1).every(vertex => covers(polygon, vertex))),
  );
}
