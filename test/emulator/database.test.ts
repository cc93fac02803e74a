import { type Bench, openBench } from '../support/database';
import type { Collection } from '../support/wx-database';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench([
    { name: 'activities', indexes: [{ fields: { areaId: 1, startsAt: 1 } }] },
    { name: 'stations', indexes: [] },
  ]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const activities = (): Collection => bench.db.collection('activities');

async function given(...documents: object[]): Promise<void> {
  bench.database().load('activities', documents as Record<string, unknown>[]);
}

describe('a document', () => {
  const activity = {
    title: '端午诵读',
    left: 20,
    rate: 1.5,
    big: 2 ** 40,
    open: true,
    startsAt: new Date('2027-06-09T14:00:00+08:00'),
    longAgo: new Date('1931-09-18T22:00:00+08:00'),
    tags: ['诵读', null, ['x']],
    place: { name: '文化站', room: null },
  };

  it('comes back as it was added, under an id that the cloud makes', async () => {
    const { _id } = await activities().add({ data: activity });
    expect(_id).toMatch(/^[0-9a-f]{32}$/);
    expect((await activities().doc(_id).get()).data).toEqual({ _id, ...activity });
  });

  it('keeps the id it came with, a number too', async () => {
    expect((await activities().add({ data: { _id: 7, title: 'seven' } }))._id).toBe(7);
    expect((await activities().doc(7).get()).data.title).toBe('seven');
    await expect(activities().doc('7').get()).rejects.toThrow('document with _id 7 does not exist');
  });

  it('may be one of several added together', async () => {
    const { _ids } = await activities().add({ data: [{ title: 'a' }, { title: 'b' }] });
    expect(_ids).toHaveLength(2);
    expect((await activities().count()).total).toBe(2);
  });

  it('is refused under an id that is taken, with MongoDB’s words', async () => {
    await activities().add({ data: { _id: 'a' } });
    await expect(activities().add({ data: { _id: 'a' } })).rejects.toMatchObject({
      errCode: -502001,
      message: expect.stringContaining('E11000 duplicate key error'),
    });
  });

  it('is never put into a collection that does not exist', async () => {
    await expect(bench.db.collection('nowhere').add({ data: { a: 1 } })).rejects.toMatchObject({
      errCode: -502005,
    });
    await expect(bench.db.collection('nowhere').get()).rejects.toMatchObject({ errCode: -502005 });
    // The SDK does not turn an aggregation's code into a number.
    await expect(bench.db.collection('nowhere').aggregate().match({}).end()).rejects.toThrow(
      'Db or Table not exist',
    );
    expect(
      bench
        .database()
        .collections()
        .map(({ name }) => name),
    ).not.toContain('nowhere');
  });

  it('may go into a collection that was created', async () => {
    await bench.db.createCollection('created');
    await bench.db.collection('created').add({ data: { a: 1 } });
    await expect(bench.db.createCollection('created')).rejects.toMatchObject({
      code: expect.stringContaining('EXIST'),
    });
    expect(bench.database().collections()).toContainEqual({ name: 'created', count: 1 });
  });

  it('has the cloud’s date where it asked for it, with an offset in milliseconds', async () => {
    bench.clock.now = Date.parse('2027-06-09T10:00:00+08:00');
    const { serverDate } = bench.db;
    await activities().add({
      data: { _id: 'a', at: serverDate(), deep: { later: serverDate({ offset: 60_000 }) } },
    });
    expect((await activities().doc('a').get()).data).toEqual({
      _id: 'a',
      at: new Date('2027-06-09T10:00:00+08:00'),
      deep: { later: new Date('2027-06-09T10:01:00+08:00') },
    });
  });

  it('is replaced whole by set, which makes it where it is missing', async () => {
    expect(
      (
        await activities()
          .doc('a')
          .set({ data: { x: 1, y: 2 } })
      ).stats,
    ).toEqual({ updated: 0, created: 1 });
    expect(
      (
        await activities()
          .doc('a')
          .set({ data: { z: 3 } })
      ).stats,
    ).toEqual({ updated: 1, created: 0 });
    expect((await activities().doc('a').get()).data).toEqual({ _id: 'a', z: 3 });
  });

  it('is removed by its id or by a condition, one or all', async () => {
    await given({ _id: 1, k: 'a' }, { _id: 2, k: 'a' }, { _id: 3, k: 'b' }, { _id: 4, k: 'b' });
    expect((await activities().doc(1).remove()).stats.removed).toBe(1);
    expect((await activities().doc(1).remove()).stats.removed).toBe(0);
    expect((await activities().where({ k: 'b' }).remove()).stats.removed).toBe(2);
    expect((await activities().get()).data).toEqual([{ _id: 2, k: 'a' }]);
  });
});

describe('an aggregation', () => {
  const $ = () => bench.db.command.aggregate;

  it('returns 20 documents unless a limit says otherwise', async () => {
    await given(...Array.from({ length: 150 }, (_unused, i) => ({ _id: i })));
    expect((await activities().aggregate().match({}).end()).list).toHaveLength(20);
    expect((await activities().aggregate().limit(120).end()).list).toHaveLength(120);
    expect((await activities().aggregate().group({ _id: '$_id' }).end()).list).toHaveLength(20);
  });

  it('matches, groups, sorts and projects', async () => {
    await given(
      { kind: 'talk', n: 5, startsAt: { $date: '2027-06-09T16:30:00Z' } },
      { kind: 'talk', n: 7, startsAt: { $date: '2027-06-10T01:00:00Z' } },
      { kind: 'show', n: 1, startsAt: { $date: '2027-06-10T17:00:00Z' } },
    );
    const { sum, dateToString } = $();
    const days = await activities()
      .aggregate()
      .match({ n: bench.db.command.gt(0) })
      .group({
        _id: dateToString({ date: '$startsAt', format: '%Y-%m-%d', timezone: '+08:00' }),
        n: sum('$n'),
        times: sum(1),
      })
      .sort({ _id: -1 })
      .project({ _id: 0, day: '$_id', n: 1, times: 1 })
      .end();
    expect(days.list).toEqual([
      { day: '2027-06-11', n: 1, times: 1 },
      { day: '2027-06-10', n: 12, times: 2 },
    ]);
  });

  it('looks up another collection', async () => {
    await given({ _id: 'a', stationId: 's1' }, { _id: 'b', stationId: 's2' });
    bench.database().load('stations', [{ _id: 's1', name: '东风路' }]);
    const { list } = await activities()
      .aggregate()
      .lookup({ from: 'stations', localField: 'stationId', foreignField: '_id', as: 'station' })
      .sort({ _id: 1 })
      .end();
    expect(list).toEqual([
      { _id: 'a', stationId: 's1', station: [{ _id: 's1', name: '东风路' }] },
      { _id: 'b', stationId: 's2', station: [] },
    ]);
  });

  it('never changes the documents it read', async () => {
    await given({ _id: 'a', deep: { n: 1 }, list: [{ m: 1 }] });
    const { list } = await activities()
      .aggregate()
      .addFields({ 'deep.n': 2, 'deep.m': 3 })
      .project({ list: 0 })
      .end();
    expect(list).toEqual([{ _id: 'a', deep: { n: 2, m: 3 } }]);
    expect((await activities().doc('a').get()).data).toEqual({ _id: 'a', deep: { n: 1 }, list: [{ m: 1 }] });
  });

  it('unwinds, counts and draws a sample without repeats', async () => {
    await given(...[1, 2, 3].map(_id => ({ _id, tags: ['x', 'y'] })));
    expect((await activities().aggregate().unwind('$tags').count('total').end()).list).toEqual([
      { total: 6 },
    ]);
    const drawn = (await activities().aggregate().sample({ size: 5 }).end()).list.map(({ _id }) => _id);
    expect(drawn.sort()).toEqual([1, 2, 3]);
  });

  it('is refused a stage that does not exist', async () => {
    await given({ _id: 1 });
    await expect(activities().aggregate().group({ n: 1 }).end()).rejects.toThrow('_id');
    await expect(activities().aggregate().lookup({ from: 'stations' }).end()).rejects.toThrow();
  });
});
