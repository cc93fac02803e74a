/** One word a capability, the same in every room, and nothing loose beside the rooms (README, “Find your way”). */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { documents, words } from '@test/support/documents';
import { filesBelow, specifiersOf, textOf } from '@test/support/source';

/** The folders right below a folder. */
const foldersIn = (folder: string) =>
  new Set(
    filesBelow(folder)
      .map(file => file.slice(folder.length + 1))
      .filter(file => file.includes('/'))
      .map(file => file.split('/')[0]!),
  );
/** The files right in a folder. */
const looseIn = (folder: string) =>
  filesBelow(folder)
    .map(file => file.slice(folder.length + 1))
    .filter(file => !file.includes('/'))
    .sort();

const core = foldersIn('src/core');
const server = foldersIn('cloudfunctions/api');

describe('the rooms', () => {
  it('of core and the server are those of the README, and what all stand on', () => {
    const rooms = [...core, ...server].filter(room => !['kernel', 'roster', 'store'].includes(room));
    expect(words.length).toBeGreaterThan(15);
    expect([...new Set(rooms)].sort()).toEqual([...words].sort());
  });

  it('of staff’s pages are called by the same words, but for where they begin and where volunteers land', () => {
    const rooms = [...foldersIn('src/station')].filter(room => !words.includes(room));
    expect(rooms.sort()).toEqual(['home', 'join']);
  });

  it('of the tests are called by the same words, but for kits and builds', () => {
    const rooms = [...foldersIn('test')].filter(room => ![...words, 'kernel', 'roster'].includes(room));
    const kits = ['components', 'hooks', 'services', 'sheets', 'deploy', 'demo', 'support', 'fixtures'];
    const whole = ['architecture', 'contract', 'data-folder', 'e2e', 'faults', 'long', 'weapp'];
    expect(rooms.filter(room => ![...kits, ...whole].includes(room))).toEqual([]);
  });
});

describe('nothing is loose', () => {
  it('in core but the sums of all parts', () => {
    expect(looseIn('src/core')).toEqual(['contract.ts', 'refusal.ts', 'sentences.ts']);
  });

  it('on the server but its way through', () => {
    expect(looseIn('cloudfunctions/api')).toEqual([
      ...['allowance.ts', 'capabilities.ts', 'capability.ts', 'context.ts', 'main.ts'],
      ...['outbox.ts', 'personal.ts', 'router.ts', 'secrets.ts', 'versions.ts'],
    ]);
  });

  it('among staff’s pages', () => {
    expect(looseIn('src/station')).toEqual([]);
  });
});

it.each(['src/core', 'cloudfunctions/api'])('no two files of %s have one name', folder => {
  const names = filesBelow(folder)
    .map(file => basename(file))
    .filter(
      name => !['contract.ts', 'store.ts', 'capability.ts', 'collections.ts', 'personal.ts'].includes(name),
    );
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

it('a neighbour is called by ./', () => {
  const far = filesBelow('src', 'cloudfunctions', 'test').flatMap(file => {
    const folder = file
      .slice(0, file.lastIndexOf('/'))
      .replace(/^src\/core/, '@core')
      .replace(/^src/, '@app');
    const own = folder.replace(/^cloudfunctions\/api/, '@api').replace(/^test/, '@test');
    return specifiersOf(file)
      .filter(name => name.startsWith(`${own}/`))
      .map(name => `${file} → ${name}`);
  });
  expect(far).toEqual([]);
});

it('comments and documents name only files that are there', () => {
  const all = filesBelow('src', 'cloudfunctions', 'emulator', 'config', 'deploy', 'demo', 'bench', 'test');
  const others = ['jest.config.cjs', 'babel.config.js', 'worker.cjs', 'complete-lock.mjs', 'audit.mjs'];
  const isThere = (name: string) =>
    name.includes('NAME') || [...all, ...others].some(file => file === name || file.endsWith(`/${name}`));
  const named = (text: string) =>
    [...text.matchAll(/(?<![\w@.*/-])((?:[\w-]+\/)*[\w-][\w.-]*\.tsx?)\b/g)].map(match => match[1]!);
  const comments = (file: string) => textOf(file).match(/\/\*\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm) ?? [];
  const ours = all.filter(file => !file.startsWith('emulator/test/'));
  const missing = [
    ...ours.flatMap(file =>
      comments(file)
        .flatMap(named)
        .map(name => `${file}: ${name}`),
    ),
    ...documents.flatMap(file => named(readFileSync(file, 'utf8')).map(name => `${file}: ${name}`)),
  ].filter(line => !isThere(line.split(': ')[1]!));
  expect(missing).toEqual([]);
});
