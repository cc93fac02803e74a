import { type Bench, openBench } from '../support/database';
import type { Collection } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([{ name: 'stations', indexes: [{ fields: { at: '2dsphere' } }] }]);
  const { Geo } = bench.db;
  for (const [_id, longitude, latitude] of [
    ['square', 116.3975, 39.9087],
    ['museum', 116.397, 39.918],
    ['temple', 116.4109, 39.8822],
    ['far', 121.47, 31.23],
  ] as const) {
    await stations().add({ data: { _id, at: Geo.Point(longitude, latitude) } });
  }
});
afterAll(() => bench.close());

const stations = (): Collection => bench.db.collection('stations');
const ids = async (condition: object): Promise<unknown[]> =>
  (await stations().where(condition).get()).data.map(({ _id }) => _id);
const centre = () => bench.db.Geo.Point(116.3975, 39.9087);

describe('a place', () => {
  it('comes back as a point', async () => {
    expect((await stations().doc('square').get()).data.at).toMatchObject({
      longitude: 116.3975,
      latitude: 39.9087,
    });
  });

  it('is found near another, the nearest first, within distances in metres', async () => {
    const { geoNear } = bench.db.command;
    expect(await ids({ at: geoNear({ geometry: centre(), maxDistance: 10_000 }) })).toEqual([
      'square',
      'museum',
      'temple',
    ]);
    expect(await ids({ at: geoNear({ geometry: centre(), minDistance: 500, maxDistance: 2000 }) })).toEqual([
      'museum',
    ]);
  });

  it('is found within a polygon or a circle', async () => {
    const { Geo, command } = bench.db;
    const corners = [
      [116.39, 39.9],
      [116.4, 39.9],
      [116.4, 39.93],
      [116.39, 39.93],
      [116.39, 39.9],
    ] as const;
    const area = Geo.Polygon([Geo.LineString(corners.map(([x, y]) => Geo.Point(x, y)))]);
    expect(await ids({ at: command.geoWithin({ geometry: area }) })).toEqual(['square', 'museum']);
    expect(await ids({ at: command.geoIntersects({ geometry: area }) })).toEqual(['square', 'museum']);
    expect(
      await ids({ at: command.geoWithin({ centerSphere: [[116.3975, 39.9087], 1500 / 6_378_100] }) }),
    ).toEqual(['square', 'museum']);
  });

  it('has its distance told by an aggregation', async () => {
    const { list } = await stations()
      .aggregate()
      .geoNear({ near: centre(), spherical: true, distanceField: 'metres', key: 'at', maxDistance: 10_000 })
      .project({ metres: 1 })
      .end();
    expect(list.map(({ _id }) => _id)).toEqual(['square', 'museum', 'temple']);
    expect(list[1]!.metres).toBeCloseTo(1036.2, 0);
  });
});
