/**
 * No test is lost while files move: every name in test/names-before.txt is still a test's name, as often as it was.
 * Whoever renames a test, or a `describe` around some, writes each whole name into test/renamed.json:
 * `{ "describe › old title": "describe › new title" }`, and leaves the list alone. keep-names.ts adds new names to it.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import {
  counted,
  listOf,
  missingNames,
  namesIn,
  namesOf,
  namesToday,
  namesWith,
  type Renamed,
} from './test-names';

const before = namesOf(readFileSync('test/names-before.txt', 'utf8'));
const renamed = JSON.parse(readFileSync('test/renamed.json', 'utf8')) as Renamed;

describe('the tests of before', () => {
  it('are all there today, by their names or by those they were given since', () => {
    expect(before.size).toBeGreaterThan(1000);
    expect(missingNames(before, namesToday(), renamed)).toEqual([]);
  });

  it('alone are renamed', () => {
    const known = new Set([...before.keys(), ...Object.values(renamed)]);
    expect(Object.keys(renamed).filter(name => !known.has(name))).toEqual([]);
  });
});

describe('a test’s name', () => {
  it('is read with those around it, as it is written', () => {
    const source = `
      describe('a', () => {
        describe.each(rows)('b %s', row => {
          it('c', () => {});
          it.each([1, 2])("d %d", n => {});
        });
        test('e' + row, run);
        test.each\`x | y\`('f $x', () => {});
        expect(test('no test'));
      });
      describeInBrowser('g', () => void it(name.of(g), () => {}, 100));`;
    const tree = ts.createSourceFile('some.test.ts', source, ts.ScriptTarget.ES2022, true);
    expect(namesIn(tree)).toEqual([
      'a › b %s › c',
      'a › b %s › d %d',
      "a › 'e' + row",
      'a › f $x',
      'g › name.of(g)',
    ]);
  });

  it('is kept with how often it is there', () => {
    const names = counted(['b', 'a', 'b']);
    expect(listOf(names)).toBe('a\nb (×2)\n');
    expect(namesOf(listOf(names))).toEqual(names);
  });

  it('is missed where it went, and where there are fewer of it', () => {
    const [was, is] = [counted(['a', 'a', 'b', 'c']), counted(['a', 'c', 'd'])];
    expect(missingNames(was, is, {})).toEqual(['a (1 of 2)', 'b']);
  });

  it('is followed through its changes, and two never become one', () => {
    const was = counted(['a', 'b']);
    expect(missingNames(was, counted(['b', 'z']), { a: 'y', y: 'z' })).toEqual([]);
    expect(missingNames(was, counted(['b']), { a: 'b' })).toEqual(['b (1 of 2)']);
    expect(missingNames(was, counted(['a', 'b']), { a: 'b', b: 'a' })).toEqual([]);
  });

  it('is added to those kept once, under its old name or its new one', () => {
    const was = counted(['a', 'b']);
    expect(namesWith(was, counted(['z', 'c', 'c']), { a: 'z' })).toEqual(counted(['a', 'b', 'c', 'c']));
  });
});
