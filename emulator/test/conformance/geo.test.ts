/** Places on a sphere: distances in metres, areas with holes, and an index that the search by distance needs. */
import { type Bench, openBench } from '../support/database';
import type { Collection, Sdk } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([
    { name: 'places', indexes: [{ fields: { at: '2dsphere' } }] },
    { name: 'flat', indexes: [] },
  ]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

/** The earth's radius as MongoDB has it, in metres. */
const RADIUS = 6_378_100;
const places = (name = 'places'): Collection => bench.db.collection(name);
type Pair = [longitude: number, latitude: number];
const point = ([longitude, latitude]: Pair) => bench.db.Geo.Point(longitude, latitude);
const line = (...pairs: Pair[]) => bench.db.Geo.LineString(pairs.map(point));
const polygon = (...rings: Pair[][]) => bench.db.Geo.Polygon(rings.map(ring => line(...ring)));
const box = (west: number, south: number, east: number, north: number): Pair[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

const POINTS: Record<string, Pair> = {
  square: [116.3975, 39.9087],
  museum: [116.397, 39.918],
  temple: [116.4109, 39.8822],
  shanghai: [121.47, 31.23],
  west: [-179.95, 0],
  east: [179.9, 0],
  pole: [30, 89.95],
};

async function given(where = 'places'): Promise<void> {
  const data = Object.entries(POINTS).map(([_id, pair]) => ({ _id, at: point(pair) }));
  await places(where).add({ data: [...data, { _id: 'nowhere' }] });
}

async function found(condition: (_: Sdk['command']) => unknown, where = 'places'): Promise<string> {
  const { data } = await places(where)
    .where({ at: condition(bench.db.command) })
    .get();
  return data.map(({ _id }) => _id).join(' ');
}
/** The same whatever the order, which is none without a search by distance. */
const sorted = (ids: string): string[] => ids.split(' ').sort();

describe('a search by distance', () => {
  beforeEach(() => given());

  it.each<[string, Pair, { maxDistance?: number; minDistance?: number }, string]>([
    ['finds the nearest first', POINTS.square!, { maxDistance: 10_000 }, 'square museum temple'],
    ['finds all without a limit', POINTS.square!, {}, 'square museum temple shanghai pole east west'],
    ['leaves out what is too near', POINTS.square!, { minDistance: 500, maxDistance: 2000 }, 'museum'],
    ['reaches over the date line', [180, 0], { maxDistance: 20_000 }, 'west east'],
    ['reaches over the pole', [-150, 89.95], { maxDistance: 20_000 }, 'pole'],
    ['ends exactly at its distance', [116.3975, 39.9087], { maxDistance: 1036 }, 'square'],
    ['takes in what is exactly there', [116.3975, 39.9087], { maxDistance: 1037 }, 'square museum'],
  ])('%s', async (_name, centre, limits, ids) => {
    expect(await found(_ => _.geoNear({ geometry: point(centre), ...limits }))).toBe(ids);
  });

  it('gives way to an order that is asked for', async () => {
    const near = bench.db.command.geoNear({ geometry: point(POINTS.square!), maxDistance: 10_000 });
    const { data } = await places().where({ at: near }).orderBy('_id', 'asc').get();
    expect(data.map(({ _id }) => _id)).toEqual(['museum', 'square', 'temple']);
  });

  it('reads only the neighbourhood', async () => {
    bench.database().load(
      'places',
      Array.from({ length: 400 }, (_unused, i) => ({
        _id: `grid${i}`,
        at: { type: 'Point', coordinates: [116 + (i % 20) / 20, 39.5 + Math.floor(i / 20) / 20] },
      })),
    );
    bench.costs();
    const ids = await found(_ => _.geoNear({ geometry: point(POINTS.square!), maxDistance: 3000 }));
    expect(ids).toBe('square grid168 museum');
    const [{ examined, index } = { examined: -1, index: '' }] = bench.costs();
    expect(index).toBe('at_2dsphere');
    expect(examined).toBeLessThan(20);
  });

  it('needs an index in a declared collection, and none in one that was created', async () => {
    const near = (_: Sdk['command']) => _.geoNear({ geometry: point(POINTS.square!), maxDistance: 2000 });
    await given('flat');
    await expect(found(near, 'flat')).rejects.toMatchObject({
      errCode: -502001,
      message: expect.stringContaining('unable to find index for $geoNear query'),
    });
    await bench.db.createCollection('created');
    await given('created');
    expect(await found(near, 'created')).toBe('square museum');
  });

  it.each<[string, (_: Sdk['command']) => unknown]>([
    ['a distance below nought', _ => _.geoNear({ geometry: point([0, 0]), maxDistance: -1 })],
    ['a line to measure from', _ => _.geoNear({ geometry: line([0, 0], [1, 1]) })],
  ])('refuses %s', async (_name, condition) => {
    await expect(found(condition)).rejects.toMatchObject({ errCode: -502001 });
  });
});

describe.each(['places', 'flat'])('within and across an area, in %s', where => {
  beforeEach(() => given(where));

  const beijing = box(116.39, 39.9, 116.4, 39.93);
  const sphere = (centre: Pair, metres: number) => ({ centerSphere: [centre, metres / RADIUS] });
  it.each<[string, (_: Sdk['command']) => unknown, string]>([
    ['a polygon', _ => _.geoWithin({ geometry: polygon(beijing) }), 'square museum'],
    [
      'a polygon with a hole',
      _ => _.geoWithin({ geometry: polygon(beijing, box(116.396, 39.917, 116.398, 39.919)) }),
      'square',
    ],
    [
      'several polygons',
      _ =>
        _.geoWithin({
          geometry: bench.db.Geo.MultiPolygon([polygon(beijing), polygon(box(121, 31, 122, 32))]),
        }),
      'square museum shanghai',
    ],
    [
      'a polygon over the date line',
      _ => _.geoWithin({ geometry: polygon(box(179, -1, -179, 1)) }),
      'west east',
    ],
    [
      'a triangle around the pole',
      _ =>
        _.geoWithin({
          geometry: polygon([
            [0, 89],
            [120, 89],
            [-120, 89],
            [0, 89],
          ]),
        }),
      'pole',
    ],
    ['a circle', _ => _.geoWithin(sphere(POINTS.square!, 1500)), 'square museum'],
    [
      'a circle around a point of the SDK',
      _ => _.geoWithin({ centerSphere: [point(POINTS.square!), 1500 / RADIUS] }),
      'square museum',
    ],
    ['a circle over the date line', _ => _.geoWithin(sphere([180, 0], 20_000)), 'west east'],
    ['across a polygon', _ => _.geoIntersects({ geometry: polygon(beijing) }), 'square museum'],
    ['across a point', _ => _.geoIntersects({ geometry: point(POINTS.temple!) }), 'temple'],
    [
      'across several points',
      _ => _.geoIntersects({ geometry: bench.db.Geo.MultiPoint([point(POINTS.temple!), point([0, 0])]) }),
      'temple',
    ],
    [
      'across a line through them',
      _ => _.geoIntersects({ geometry: line([116.3975, 39.9], POINTS.square!) }),
      'square',
    ],
  ])('%s', async (_name, condition, ids) => {
    expect(sorted(await found(condition, where))).toEqual(sorted(ids));
  });

  it('follows great circles, not the lines of a map', async () => {
    // From 10° to 110° east, the great circle over 50° north reaches 61.6° in the middle.
    await places(where).add({
      data: [
        { _id: 'over', at: point([60, 60]) },
        { _id: 'under', at: point([60, 51]) },
      ],
    });
    const area = polygon([
      [10, 50],
      [110, 50],
      [60, 45],
      [10, 50],
    ]);
    expect(sorted(await found(_ => _.geoWithin({ geometry: area }), where))).toEqual(['over', 'under']);
  });
});

describe.each(['places', 'flat'])('lines and polygons that are stored, in %s', where => {
  beforeEach(async () => {
    await places(where).add({
      data: [
        { _id: 'road', at: line([0, 0], [2, 2]) },
        { _id: 'field', at: polygon(box(0, 0, 1, 1)) },
        { _id: 'ring', at: polygon(box(4, 4, 8, 8), box(5, 5, 7, 7)) },
        { _id: 'posts', at: bench.db.Geo.MultiPoint([point([0.2, 0.2]), point([9, 9])]) },
      ],
    });
  });
  it.each<[string, (_: Sdk['command']) => unknown, string]>([
    ['within an area', _ => _.geoWithin({ geometry: polygon(box(-1, -1, 3, 3)) }), 'road field'],
    ['across an area', _ => _.geoIntersects({ geometry: polygon(box(-1, -1, 3, 3)) }), 'road field posts'],
    ['a point in a field', _ => _.geoIntersects({ geometry: point([0.5, 0.7]) }), 'field'],
    ['a point on a corner', _ => _.geoIntersects({ geometry: point([1, 1]) }), 'field'],
    ['a point in a hole', _ => _.geoIntersects({ geometry: point([6, 6]) }), ''],
    ['a line that crosses', _ => _.geoIntersects({ geometry: line([0, 1.5], [1.5, 0]) }), 'road field'],
    [
      'an area with a hole where the field is',
      _ => _.geoWithin({ geometry: polygon(box(-1, -1, 3, 3), box(0.4, 0.1, 0.6, 0.3)) }),
      'road',
    ],
  ])('%s', async (_name, condition, ids) => {
    expect(sorted(await found(condition, where))).toEqual(sorted(ids));
  });

  it('come back as the SDK’s own shapes', async () => {
    const { data } = await places(where).doc('field').get();
    expect(data.at).toMatchObject({ lines: [{ points: expect.any(Array) }] });
  });
});

describe('the geoNear stage', () => {
  beforeEach(() => given());
  const run = async (options: object) =>
    (
      await places()
        .aggregate()
        .geoNear({ near: point(POINTS.square!), distanceField: 'd', spherical: true, ...options })
        .end()
    ).list;

  it('tells the distance in metres', async () => {
    const list = await run({ maxDistance: 10_000 });
    expect(list.map(({ _id }) => _id)).toEqual(['square', 'museum', 'temple']);
    expect(list[0]!.d).toBe(0);
    expect(list[1]!.d).toBeCloseTo(1036.16, 1);
    expect(list[2]!.d).toBeCloseTo(3164.24, 0);
  });

  it('scales it, filters, tells the place, and skips what is too near', async () => {
    const list = await run({
      distanceMultiplier: 0.001,
      distanceField: 'far.km',
      includeLocs: 'far.place',
      query: { _id: bench.db.command.neq('shanghai') },
      minDistance: 2000,
      maxDistance: 2_000_000,
    });
    expect(list).toEqual([
      {
        _id: 'temple',
        at: expect.anything(),
        far: { km: expect.closeTo(3.16, 2), place: expect.anything() },
      },
    ]);
  });

  it('takes the first so many', async () => {
    expect((await run({ limit: 2 })).map(({ _id }) => _id)).toEqual(['square', 'museum']);
  });

  it('only begins a pipeline', async () => {
    const late = places()
      .aggregate()
      .match({})
      .geoNear({ near: point([0, 0]), distanceField: 'd' });
    await expect(late.end()).rejects.toThrow('only valid as the first stage');
    await expect(run({ distanceField: undefined })).rejects.toThrow('distanceField');
  });
});

it('a field with a geographic index takes places only', async () => {
  await expect(places().add({ data: { at: '人民广场' } })).rejects.toMatchObject({ errCode: -502001 });
  await expect(
    places().add({ data: { at: { type: 'Point', coordinates: [200, 0] } } }),
  ).rejects.toMatchObject({ errCode: -502001 });
  await places().add({ data: [{ at: null }, {}, { at: { type: 'Point', coordinates: [120, 30] } }] });
  expect((await places().count()).total).toBe(3);
});
