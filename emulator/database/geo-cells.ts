import { cross, type Shape, segmentsOf, shapeOf, type Vector, verticesOf } from './geo';

/** A box of longitudes and latitudes, in degrees, none across the date line. */
type Box = { west: number; east: number; south: number; north: number };
/** Half-open stretch of an index's keys. */
type Stretch = { low: Buffer; high: Buffer };

/** The finest cells: 2^20 along each side of the map, 38 metres at the equator. */
const LEVELS = 20;
/** Into how many cells a box is covered at most. */
const MOST_CELLS = 24;
const DEGREES = 180 / Math.PI;
/** Lines, polygons and several points lie under no cell: they are read for every question. */
const ANYWHERE = Buffer.of(0);

/** The number of a cell: the bits of its column and row in turn, so that a cell's children follow each other. */
function cellKey(column: number, row: number): Buffer {
  const key = Buffer.alloc(6);
  key[0] = 1;
  for (let bit = 0; bit < LEVELS; bit++) {
    const place = LEVELS * 2 - 2 * bit - 2;
    const pair = (((column >> bit) & 1) << 1) | ((row >> bit) & 1);
    key[1 + (place >> 3)] = key[1 + (place >> 3)]! | (pair << (6 - (place & 7)));
  }
  return key;
}

const place = ([x, y, z]: Vector): { longitude: number; latitude: number } => ({
  longitude: Math.atan2(y, x) * DEGREES,
  latitude: Math.asin(Math.max(-1, Math.min(1, z))) * DEGREES,
});
const column = (longitude: number): number =>
  Math.min(2 ** LEVELS - 1, Math.max(0, Math.floor(((longitude + 180) / 360) * 2 ** LEVELS)));
const row = (latitude: number): number =>
  Math.min(2 ** LEVELS - 1, Math.max(0, Math.floor(((latitude + 90) / 180) * 2 ** LEVELS)));

/** Under which key a geometry is listed; none where the field is absent. Refuses (-502001) what is no geometry. */
export function geoKeys(value: unknown): Buffer[] {
  if (value === undefined || value === null) return [];
  const shape = shapeOf(value);
  const [point, ...others] = verticesOf(shape);
  if (!point || others.length > 0) return [ANYWHERE];
  const { longitude, latitude } = place(point);
  return [cellKey(column(longitude), row(latitude))];
}

function splitAtDateLine({ west, east, ...others }: Box): Box[] {
  if (east - west >= 360) return [{ ...others, west: -180, east: 180 }];
  if (west < -180)
    return [
      { ...others, west: -180, east },
      { ...others, west: west + 360, east: 180 },
    ];
  if (east > 180)
    return [
      { ...others, west, east: 180 },
      { ...others, west: -180, east: east - 360 },
    ];
  return [{ ...others, west, east }];
}

/** The boxes that hold everything within an angle (radians) of a place. */
export function boxesAround(centre: Vector, radius: number): Box[] {
  const { longitude, latitude } = place(centre);
  // A little more, for what rounding takes away.
  const reach = radius * DEGREES + 1e-6;
  const [south, north] = [latitude - reach, latitude + reach];
  const over = south <= -90 || north >= 90;
  const sideways = over
    ? 360
    : Math.asin(Math.min(1, Math.sin(radius) / Math.cos(latitude / DEGREES))) * DEGREES + 1e-6;
  return splitAtDateLine({ west: longitude - sideways, east: longitude + sideways, south, north });
}

/** The northernmost and southernmost places of a geodesic, which bends towards a pole between its ends. */
function bends([a, b]: readonly [Vector, Vector]): Vector[] {
  const normal = cross(a, b);
  const top = cross(normal, cross([0, 0, 1], normal));
  const size = Math.hypot(...top);
  if (size === 0) return [a, b];
  const [x, y, z] = top;
  const highest: Vector = [x / size, y / size, z / size];
  const lowest: Vector = [-highest[0], -highest[1], -highest[2]];
  const between = (v: Vector): boolean => {
    const [left, right] = [cross(a, v), cross(v, b)];
    const along = (w: Vector): number => w[0] * normal[0] + w[1] * normal[1] + w[2] * normal[2];
    return along(left) > 0 && along(right) > 0;
  };
  return [a, b, ...[highest, lowest].filter(between)];
}

/** The boxes that hold a shape; over a pole or the date line, all longitudes. */
export function boxesOf(shape: Shape): Box[] {
  const places = [...verticesOf(shape), ...segmentsOf(shape).flatMap(bends)].map(place);
  const longitudes = places.map(({ longitude }) => longitude);
  const latitudes = places.map(({ latitude }) => latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  // A ring that goes half around the map may hold a pole.
  if (east - west >= 180) return [{ west: -180, east: 180, south: -90, north: 90 }];
  return [{ west: west - 1e-6, east: east + 1e-6, south: south - 1e-6, north: north + 1e-6 }];
}

/** The stretches of an index that hold everything in some boxes, in cells as fine as their number allows. */
export function coveringOf(boxes: Box[]): Stretch[] {
  const wanted = boxes.map(({ west, east, south, north }) => ({
    left: column(west),
    right: column(east),
    bottom: row(south),
    top: row(north),
  }));
  const touched = (x: number, y: number, side: number): boolean =>
    wanted.some(
      ({ left, right, bottom, top }) => x <= right && x + side > left && y <= top && y + side > bottom,
    );
  let cells = [{ x: 0, y: 0, side: 2 ** LEVELS }];
  while (cells[0]!.side > 1) {
    const finer = cells.flatMap(({ x, y, side }) => {
      const half = side / 2;
      return [0, 1, 2, 3]
        .map(child => ({ x: x + (child >> 1) * half, y: y + (child & 1) * half, side: half }))
        .filter(cell => touched(cell.x, cell.y, cell.side));
    });
    if (finer.length > MOST_CELLS) break;
    cells = finer;
  }
  const stretches = cells.map(({ x, y, side }) => ({
    low: cellKey(x, y),
    high: Buffer.concat([cellKey(x + side - 1, y + side - 1), Buffer.of(0xff)]),
  }));
  return [{ low: ANYWHERE, high: Buffer.of(1) }, ...stretches];
}
