import { closeClouds, cloudWith, type TestCloud } from './support/cloud';

const seats = Array.from({ length: 60 }, (_, n) => ({
  _id: `s${String(n).padStart(2, '0')}`,
  title: n % 2 ? '诗会 (夜场)' : '龙舟',
  left: n,
  open: n < 30,
  at: { $date: new Date(Date.UTC(2027, 5, 1) + n * 86_400_000).toISOString() },
}));

type Page = { total: number; documents: { _id: string }[]; examined: number; index?: string };

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await cloudWith(
    {},
    { collections: [{ name: 'seats', indexes: [{ fields: { left: 1 }, unique: true }] }] },
  );
});
beforeEach(async () => {
  await cloud.tell('reset');
  await cloud.tell('collections/seats', seats);
});
afterAll(closeClouds);

const send = async (method: string, where: string, body?: unknown) => {
  const response = await fetch(`${cloud.url}/__inspect/${where}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, reply: (await response.json()) as { _id?: string; error?: string } };
};
const find = (parameters: Record<string, string>) =>
  cloud.inspect<Page>(`documents/seats?${new URLSearchParams(parameters)}`);
const ids = (page: Page) => page.documents.map(({ _id }) => _id);

describe('the documents of a collection', () => {
  test('come as a page, with how many there are in all and how many were looked at', async () => {
    const page = await find({ limit: '10', skip: '50' });
    expect(page.total).toBe(60);
    expect(ids(page)).toEqual(seats.slice(50).map(({ _id }) => _id));
  });

  test('can be sorted and filtered, and say which index served', async () => {
    const page = await find({ filter: '{"left":{"$gte":57}}', sort: '{"left":-1}' });
    expect(ids(page)).toEqual(['s59', 's58', 's57']);
    expect(page).toMatchObject({ total: 3, examined: 3, index: 'left_1' });
  });

  test('show a date as a date', async () => {
    expect((await find({ filter: '{"_id":"s00"}' })).documents).toEqual([
      { ...seats[0], at: { $date: '2027-06-01T00:00:00.000Z' } },
    ]);
  });

  test.each([
    [{ filter: '{broken' }, 'filter is not JSON'],
    [{ filter: '{"left":{"$near":1}}' }, 'DATABASE_REQUEST_FAILED'],
    [{ sort: 'left' }, 'sort is not JSON'],
  ])('%j is answered with %s', async (parameters, problem) => {
    const { status, reply } = await send('GET', `documents/seats?${new URLSearchParams(parameters)}`);
    expect(status).toBe(400);
    expect(reply.error).toContain(problem);
  });

  test('raw, they are all there, however many', async () => {
    await cloud.tell(
      'collections/seats',
      Array.from({ length: 1200 }, (_, n) => ({ _id: `x${n}`, left: 1000 + n })),
    );
    expect(await cloud.inspect<unknown[]>('collections/seats')).toHaveLength(1260);
    expect(await cloud.inspect<unknown[]>('collections/seats?limit=5')).toHaveLength(5);
  });
});

describe('a document', () => {
  test('is made, with an id of the cloud’s where it has none', async () => {
    const { reply } = await send('POST', 'documents/seats', {
      left: 99,
      at: { $date: '2027-06-01T00:00:00Z' },
    });
    expect(reply).toEqual({ _id: expect.any(String) });
    expect((await find({ filter: `{"_id":"${reply._id}"}` })).documents).toMatchObject([{ left: 99 }]);
  });

  test('is not made twice, nor against a unique index', async () => {
    expect(await send('POST', 'documents/seats', { _id: 's00', left: 99 })).toMatchObject({
      status: 400,
      reply: { error: expect.stringContaining('E11000') },
    });
    expect(await send('POST', 'documents/seats', { left: 0 })).toMatchObject({
      status: 400,
      reply: { error: expect.stringContaining('E11000') },
    });
  });

  test('is replaced as a whole', async () => {
    await send('PUT', 'documents/seats', { _id: 's00', left: -1 });
    expect((await find({ filter: '{"_id":"s00"}' })).documents).toEqual([{ _id: 's00', left: -1 }]);
    expect(await send('PUT', 'documents/seats', { _id: 's00', left: 5 })).toMatchObject({ status: 400 });
    expect(await send('PUT', 'documents/seats', { left: 5 })).toMatchObject({ status: 400 });
  });

  test('is deleted, and no other', async () => {
    expect((await send('DELETE', 'documents/seats?id="s00"')).reply).toMatchObject({ deleted: 1 });
    expect(await find({})).toMatchObject({ total: 59 });
    expect(await send('DELETE', 'documents/seats')).toMatchObject({ status: 400 });
  });

  test.each(['[]', 'null', '"text"', '{'])('%s is no document', async body => {
    const response = await fetch(`${cloud.url}/__inspect/documents/seats`, { method: 'POST', body });
    expect(response.status).toBe(400);
  });
});

test('a collection is made by its name, once', async () => {
  expect(await send('POST', 'collections', { name: 'orders' })).toMatchObject({ status: 200 });
  expect(await send('POST', 'collections', { name: 'orders' })).toMatchObject({ status: 400 });
  expect(await send('POST', 'collections', { name: '1 order' })).toMatchObject({ status: 400 });
  expect(await cloud.inspect('collections')).toMatchObject([
    { name: 'seats', count: 60, indexes: [{ fields: { left: 1 }, unique: true }] },
    { name: 'orders', count: 0 },
  ]);
});

describe('what is typed to find documents', () => {
  // The page's own file, as the browser gets it.
  const { queryOf } = require('../inspector/page/filter.js') as {
    queryOf(text: string): string | undefined;
  };
  const found = async (text: string) => ids(await find({ filter: queryOf(text) ?? '{}', limit: '100' }));

  test.each([
    ['s07', ['s07']],
    ['left>=58', ['s58', 's59']],
    ['left = 3', ['s03']],
    ['left<4, open=true, title~诗会 (', ['s01', 's03']],
    ['at>2027-07-28 08:00, left!=59', ['s58']],
    ['title="龙舟"，left<3', ['s00', 's02']],
    ['{"left":{"$in":[1,2]}}', ['s01', 's02']],
  ])('%s finds %j', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  test('nothing finds everything, and broken JSON is told', async () => {
    expect(queryOf('  ')).toBeUndefined();
    expect(() => queryOf('{left')).toThrow(/JSON/);
  });
});
