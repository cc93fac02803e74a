/**
 * A file, a function and a component fit in a head: 200, 40 and 80 lines.
 *
 * What is longer is in sizes.json with its size and why it has not been parted, and that list only shrinks: what grows is
 * red, and so is what has become shorter than it says there. Tests are left out: a `describe` is as long as there is to say.
 *
 * A function is judged by its own lines (test/support/sizes.ts): a factory of small functions is as easy to read as they
 * are, since each has a name and is read by itself, and they share what the factory keeps. What is nameless is read in its
 * place and counts there.
 *
 * Two kinds of file may be of any length, though no function in them: tables, which are looked up and not read; and a
 * capability's contract, which is one declaration after another, each understood alone, and must be one file so that whoever
 * wants to know what a capability offers finds all of it there.
 */

import { type Kind, type Size, sizesOf } from '@test/support/sizes';
import { scriptsBelow, textOf } from '@test/support/source';
import listed from './sizes.json';

type Exception = { lines: number; why: string };
type Exceptions = Record<Kind, Record<string, Exception>>;

const limits: Record<Kind, number> = { file: 200, function: 40, component: 80 };
const anyLength = /^src\/core\/(almanac\/tables\/[\w-]+|[\w-]+\/contract)\.ts$/;
/** How many exceptions there are: lowered with each that goes, never raised. */
const most = 91;

/** What is longer than it may be, and what of the list is not as it says, each with what to do about it. */
function offences(sizes: readonly Size[], exceptions: Exceptions): string[] {
  const long = sizes.filter(
    ({ kind, name, lines }) => lines > limits[kind] && !(kind === 'file' && anyLength.test(name)),
  );
  const tooLong = long.flatMap(({ kind, name, lines }) => {
    const exception = exceptions[kind][name];
    if (exception === undefined)
      return `${name} has ${lines} lines, and a ${kind} may have ${limits[kind]}: part it`;
    if (lines > exception.lines)
      return `${name} has grown from ${exception.lines} lines to ${lines}: part it, or take out what came`;
    if (lines < exception.lines)
      return `${name} has only ${lines} lines now: write ${lines} for ${exception.lines} in sizes.json`;
    return [];
  });
  const isLong = new Set(long.map(({ kind, name }) => `${kind} ${name}`));
  const over = Object.entries(exceptions).flatMap(([kind, ones]) =>
    Object.keys(ones)
      .filter(name => !isLong.has(`${kind} ${name}`))
      .map(name => `${name} is no longer too long, or no longer there: take it out of sizes.json`),
  );
  return [...tooLong, ...over];
}

const files = scriptsBelow('src', 'cloudfunctions', 'emulator', 'config', 'deploy', 'demo', 'bench').filter(
  file => !file.startsWith('emulator/test/'),
);
const sizes = files.flatMap(file => sizesOf(file, textOf(file)));
const exceptions = Object.values(listed as Exceptions).flatMap(ones => Object.entries(ones));

describe('what is longer than fits in a head', () => {
  it('is on the list, as long as it says there', () => {
    expect(files.length).toBeGreaterThan(400);
    expect(offences(sizes, listed)).toEqual([]);
  });

  it('is listed with its reason', () => {
    expect(exceptions.filter(([, { why }]) => !/^[A-Z].{20,}\.$/.test(why))).toEqual([]);
  });

  it('becomes less', () => {
    expect(exceptions).toHaveLength(most);
  });
});

describe('the law of sizes', () => {
  const none: Exceptions = { file: {}, function: {}, component: {} };
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `    call(${i});`).join('\n');
  const text = (count: number) => `export function long() {\n${lines(count)}\n}\n`;
  const judged = (source: string, list = none, file = 'src/a.tsx') => offences(sizesOf(file, source), list);
  const known = (size: number): Exceptions => ({
    ...none,
    function: { 'src/a.tsx: long': { lines: size, why: 'It is so.' } },
  });

  it('finds a function that is too long, whatever way it is written', () => {
    expect(judged(text(38))).toEqual([]);
    expect(judged(text(39))).toEqual(['src/a.tsx: long has 41 lines, and a function may have 40: part it']);
    const ways = [
      `const long = async () => {\n${lines(39)}\n};\n`,
      `class Some {\n  long() {\n${lines(39)}\n  }\n}\n`,
      `const some = { long: () => {\n${lines(39)}\n} };\n`,
      `const long = wrapped(() => {\n${lines(39)}\n});\n`,
      `on('it', () => {\n${lines(39)}\n});\n`,
    ];
    for (const way of ways) expect([way, judged(way)]).toEqual([way, [expect.stringContaining('41 lines')]]);
  });

  it('counts a named function inside to itself, with its docstring, and a nameless one to where it is', () => {
    const small = `  /** Says what it does. */\n  function small() {\n${lines(30)}\n  }\n`;
    expect(judged(`function factory() {\n${small}${lines(30)}\n  return { small };\n}\n`)).toEqual([]);
    const nameless = `  list.map(one => {\n${lines(30)}\n  });\n`;
    expect(judged(`function uses() {\n${nameless}${lines(10)}\n}\n`)).toEqual([
      'src/a.tsx: uses has 44 lines, and a function may have 40: part it',
    ]);
    expect(judged(`function factory() {\n${small.replace(lines(30), lines(39))}\n}\n`)).toEqual([
      'src/a.tsx: factory › small has 41 lines, and a function may have 40: part it',
    ]);
  });

  it('lets a component be twice as long, and nothing else in its file', () => {
    const page = (count: number) => `function Page() {\n${lines(count)}\n  return <View />;\n}\n`;
    expect(judged(page(77))).toEqual([]);
    expect(judged(page(78))).toEqual(['src/a.tsx: Page has 81 lines, and a component may have 80: part it']);
    expect(judged(page(39).replace('Page', 'usePage'))).toHaveLength(1);
    expect(judged(`function Page() {\n${lines(39)}\n}\n`)).toHaveLength(1);
  });

  it('finds a file that is too long, but for tables and contracts', () => {
    const long = Array.from({ length: 201 }, (_, i) => `call(${i});\n`).join('');
    expect(judged(long)).toEqual(['src/a.tsx has 201 lines, and a file may have 200: part it']);
    expect(judged(long, none, 'src/core/door/contract.ts')).toEqual([]);
    expect(judged(long, none, 'src/core/almanac/tables/terms.ts')).toEqual([]);
    expect(judged(text(39), none, 'src/core/door/contract.ts')).toHaveLength(1);
  });

  it('takes what is listed as long as it is listed, and neither longer nor shorter', () => {
    expect(judged(text(43), known(45))).toEqual([]);
    expect(judged(text(44), known(45))).toEqual([
      'src/a.tsx: long has grown from 45 lines to 46: part it, or take out what came',
    ]);
    expect(judged(text(42), known(45))).toEqual([
      'src/a.tsx: long has only 44 lines now: write 44 for 45 in sizes.json',
    ]);
    expect(judged(text(5), known(45))).toEqual([
      'src/a.tsx: long is no longer too long, or no longer there: take it out of sizes.json',
    ]);
  });
});
