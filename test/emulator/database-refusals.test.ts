import { type Bench, openBench } from '../support/database';
import type { Collection } from '../support/wx-database';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench([{ name: 'rosters', indexes: [] }]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const rosters = (): Collection => bench.db.collection('rosters');
const _ = () => bench.db.command;

/** Expects MongoDB's refusal (-502001), in words that contain `words`, and the document as it was. */
async function refused(document: Record<string, unknown>, data: object, words: string): Promise<void> {
  bench.database().load('rosters', [{ _id: 'r', ...document }]);
  await expect(rosters().doc('r').update({ data })).rejects.toMatchObject({
    errCode: -502001,
    message: expect.stringContaining(words),
  });
  expect((await rosters().doc('r').get()).data).toEqual({ _id: 'r', ...document });
}

describe('an update that MongoDB refuses', () => {
  it('adds to what is no number', async () => {
    await refused({ n: 'one' }, { n: _().inc(1) }, 'Cannot apply $inc to a value of non-numeric type');
    await refused({ n: null }, { n: _().mul(2) }, 'Cannot apply $mul');
    await refused({ n: 1 }, { n: _().inc('1') }, 'non-numeric argument');
  });

  it('treats what is no array as one', async () => {
    await refused({ q: 'x' }, { q: _().push(1) }, 'must be an array');
    await refused({ q: null }, { q: _().addToSet(1) }, 'must be an array');
    await refused({ q: {} }, { q: _().pull(1) }, 'non-array');
    await refused({ q: 5 }, { q: _().pop() }, 'non-array');
  });

  it('goes through null, through a scalar, or into a field of an array', async () => {
    await refused({ a: null }, { 'a.b': 1 }, "Cannot create field 'b' in element {a: null}");
    await refused({ a: 'x' }, { 'a.b': _().inc(1) }, "Cannot create field 'b'");
    await refused({ a: [1] }, { 'a.b': 1 }, "Cannot create field 'b'");
    await refused({ a: { b: 5 } }, { 'a.b.c.d': _().push(1) }, "Cannot create field 'c'");
  });

  it('changes one place twice', async () => {
    await refused({ a: { b: 1 } }, { a: _().set({ b: 2 }), 'a.b': 3 }, 'would create a conflict');
    await refused({ a: 1 }, { $set: { a: 2 }, $inc: { a: 1 } }, 'would create a conflict');
  });

  it('changes the id, names an unknown operator or an empty field', async () => {
    await refused({ a: 1 }, { $set: { _id: 'other' } }, 'immutable field');
    await refused({ a: 1 }, { $sideways: { a: 2 } }, 'Unknown modifier');
    await refused({ a: 1 }, { 'a..b': 2 }, 'empty field name');
  });

  it('leaves the document whole when the second of two changes is refused', async () => {
    await refused({ left: 5, name: 'x' }, { left: _().inc(-1), name: _().inc(1) }, 'non-numeric');
  });
});
