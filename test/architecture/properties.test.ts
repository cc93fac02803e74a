/** What holds of every property: the same cases each time, and others by the hundred thousand where they are asked for. */

import { importsOf, nodesOf, textOf } from '@test/support/source';
import fc from 'fast-check';
import { testFiles } from './test-names';

const files = testFiles().filter(file => importsOf(file).some(({ target }) => target === 'fast-check'));

describe('properties', () => {
  it('draw the same cases in every run', () => {
    const draw = () => fc.sample(fc.integer(), 5);
    expect(fc.readConfigureGlobal().seed).toEqual(Number(process.env.SEED ?? 20270609));
    expect(draw()).toEqual(draw());
  });

  it('are held by fc.assert, where the long run finds them and puts its own in place', () => {
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter(file => !/^import fc from 'fast-check';$/m.test(textOf(file)))).toEqual([]);
    const others = files.filter(file => nodesOf(file).some(node => node.getText() === 'fc.check'));
    expect(others).toEqual([]);
  });
});
