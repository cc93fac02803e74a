import { type Bench, openBench } from '../support/database';
import type { Collection, Row } from '../support/wx-database';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench([{ name: 'activities', indexes: [{ fields: { areaId: 1, startsAt: 1 } }] }]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const activities = (): Collection => bench.db.collection('activities');
const titles = (rows: Row[]): unknown[] => rows.map(({ title }) => title);

async function given(...documents: object[]): Promise<void> {
  bench.database().load('activities', documents as Record<string, unknown>[]);
}

async function found(condition: object): Promise<unknown[]> {
  return titles((await activities().where(condition).get()).data);
}

describe('a query', () => {
  const _ = () => bench.db.command;

  it('compares numbers, strings and dates with their own kind only', async () => {
    await given(
      { title: 'five', v: 5 },
      { title: 'ten', v: 10 },
      { title: 'text', v: '7' },
      { title: 'null', v: null },
      { title: 'missing' },
      { title: 'true', v: true },
      { title: 'date', v: { $date: '2027-06-09T00:00:00Z' } },
    );
    expect(await found({ v: _().gte(5) })).toEqual(['five', 'ten']);
    expect(await found({ v: _().gt(5).and(_().lt(11)) })).toEqual(['ten']);
    expect(await found({ v: _().lt('9') })).toEqual(['text']);
    expect(await found({ v: _().gt(new Date(0)) })).toEqual(['date']);
    expect(await found({ v: null })).toEqual(['null', 'missing']);
    expect(await found({ v: _().exists(false) })).toEqual(['missing']);
    expect(await found({ v: _().in([5, '7', null]) })).toEqual(['five', 'text', 'null', 'missing']);
    expect(await found({ v: _().nin([5, 10, null]) })).toEqual(['text', 'true', 'date']);
    expect(await found({ v: _().neq(5) })).toHaveLength(6);
  });

  it('looks into objects and arrays', async () => {
    await given(
      {
        title: 'a',
        place: { name: 'x', room: 1 },
        tags: ['书', '画'],
        queue: [
          { id: 'p', n: 1 },
          { id: 'q', n: 5 },
        ],
      },
      { title: 'b', place: { name: 'y' }, tags: [], queue: [{ id: 'p', n: 5 }] },
    );
    expect(await found({ place: { name: 'x' } })).toEqual(['a']);
    expect(await found({ 'place.name': 'y' })).toEqual(['b']);
    expect(await found({ tags: '画' })).toEqual(['a']);
    expect(await found({ tags: _().all(['书', '画']) })).toEqual(['a']);
    expect(await found({ tags: _().size(0) })).toEqual(['b']);
    expect(await found({ 'queue.n': 5 })).toEqual(['a', 'b']);
    expect(await found({ 'queue.0.n': 5 })).toEqual(['b']);
    expect(await found({ queue: _().elemMatch({ id: 'p', n: _().gte(5) }) })).toEqual(['b']);
  });

  it('joins conditions by and, or, nor and not', async () => {
    await given({ title: 'a', x: 1, y: 1 }, { title: 'b', x: 1, y: 2 }, { title: 'c', x: 2, y: 2 });
    expect(await found(_().or([{ x: 2 }, { y: 1 }]))).toEqual(['a', 'c']);
    expect(await found({ x: _().or(_().eq(1), _().gt(5)) })).toEqual(['a', 'b']);
    expect(await found(_().and([{ x: 1 }, { y: _().gt(1) }]))).toEqual(['b']);
    expect(await found(_().nor([{ x: 2 }, { y: 1 }]))).toEqual(['b']);
    expect(await found({ x: _().not(_().eq(1)) })).toEqual(['c']);
  });

  it('knows patterns and expressions', async () => {
    await given(
      { title: 'Reading', a: 2, b: 1 },
      { title: 'rereading', a: 1, b: 2 },
      { title: '书法', a: 1, b: 1 },
    );
    expect(await found({ title: /^read/i })).toEqual(['Reading']);
    expect(await found({ title: bench.db.RegExp({ regexp: 'READ', options: 'i' }) })).toEqual([
      'Reading',
      'rereading',
    ]);
    const { expr, aggregate } = _();
    expect(await found(expr(aggregate.gt(['$a', '$b'])))).toEqual(['Reading']);
  });

  it('is refused where MongoDB refuses it', async () => {
    const refused = { errCode: -502001 };
    await expect(
      activities()
        .where({ a: { $sideways: 1 } })
        .get(),
    ).rejects.toMatchObject(refused);
    await expect(
      activities()
        .where({ a: { $in: 'x' } })
        .get(),
    ).rejects.toMatchObject(refused);
    await expect(activities().where({ $or: [] }).get()).rejects.toMatchObject(refused);
    await expect(activities().where({ $where: 'true' }).get()).rejects.toMatchObject(refused);
  });

  it('orders by several fields, in MongoDB’s order of types', async () => {
    await given(
      { title: 'text', v: 'a', w: 1 },
      { title: 'two', v: 2, w: 1 },
      { title: 'ten', v: 10, w: 1 },
      { title: 'ten, later', v: 10, w: 2 },
      { title: 'none', w: 1 },
      { title: 'yes', v: true, w: 1 },
      { title: 'list', v: [1, 99], w: 1 },
    );
    const ascending = await activities().orderBy('v', 'asc').orderBy('w', 'desc').get();
    expect(titles(ascending.data)).toEqual(['none', 'list', 'two', 'ten, later', 'ten', 'text', 'yes']);
    const descending = await activities().orderBy('v', 'desc').orderBy('w', 'asc').get();
    expect(titles(descending.data)).toEqual(['yes', 'text', 'list', 'ten', 'ten, later', 'two', 'none']);
  });

  it('returns 100 documents unless told, 1,000 at most, from where it is told', async () => {
    await given(...Array.from({ length: 1010 }, (_unused, i) => ({ _id: i, areaId: 'a', startsAt: i })));
    expect((await activities().get()).data).toHaveLength(100);
    expect((await activities().limit(5000).get()).data).toHaveLength(1000);
    const page = await activities()
      .where({ areaId: 'a' })
      .orderBy('startsAt', 'desc')
      .skip(10)
      .limit(2)
      .get();
    expect(page.data.map(({ _id }) => _id)).toEqual([999, 998]);
    expect((await activities().count()).total).toBe(1010);
    expect(
      (
        await activities()
          .where({ startsAt: _().lt(10) })
          .count()
      ).total,
    ).toBe(10);
  });

  it('takes or leaves out fields, slices arrays and picks an element', async () => {
    await given({
      _id: 1,
      a: { b: 1, c: 2 },
      list: [
        { n: 1, m: 1 },
        { n: 2, m: 2 },
        { n: 3, m: 3 },
      ],
    });
    const one = async (projection: object) => (await activities().doc(1).field(projection).get()).data;
    expect(await one({ 'a.b': true })).toEqual({ _id: 1, a: { b: 1 } });
    expect(await one({ _id: false, 'list.n': true })).toEqual({ list: [{ n: 1 }, { n: 2 }, { n: 3 }] });
    expect(await one({ a: false, 'list.m': false })).toEqual({
      _id: 1,
      list: [{ n: 1 }, { n: 2 }, { n: 3 }],
    });
    expect(await one({ a: false, list: _().project.slice(-1) })).toEqual({ _id: 1, list: [{ n: 3, m: 3 }] });
    expect(await one({ list: _().project.elemMatch({ n: 2 }) })).toEqual({ _id: 1, list: [{ n: 2, m: 2 }] });
    await expect(one({ a: true, list: false })).rejects.toMatchObject({ errCode: -502001 });
    expect(await one({})).toHaveProperty('a.c', 2);
  });
});
