/** WeChat's own compiler takes what was built, and refuses what is broken. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { builtWeapp } from './driver';

type Compiled = { folder: string; files?: string[]; refused?: string };

/** A mini-program of one page: compiling the built one takes seconds. */
const small: Record<string, string> = {
  'app.json': '{"pages":["one/index"]}',
  'app.js': 'App({})',
  'base.wxml': '<template name="a"><input type="text"></input></template>',
  'one/index.json': '{}',
  'one/index.js': 'Page({})',
  'one/index.wxml': '<import src="../base.wxml"/><template is="a"/>',
  'one/index.wxss': '.a { color: red }',
};

/** It, with one file written differently; null leaves one out. */
const changed: Record<string, Record<string, string | null>> = {
  'it, as it is,': {},
  'a script that stops in the middle': { 'one/index.js': 'Page({' },
  'a template as HTML, with its input left open,': {
    'base.wxml': '<template name="a"><input type="text"></template>',
  },
  'a style that stops in the middle': { 'one/index.wxss': '.a { color' },
  'a page that is not there': { 'one/index.js': null },
  'an app.json that is no JSON': { 'app.json': '{' },
  'an app.json with a tab bar of no tabs': { 'app.json': '{"pages":["one/index"],"tabBar":{"list":[]}}' },
};

let place: string;
let results: Compiled[];
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'weapp-compiler-'));
  cpSync(builtWeapp, join(place, 'built', 'weapp'), { recursive: true });
  for (const [name, changes] of Object.entries(changed)) {
    for (const [file, content] of Object.entries({ ...small, ...changes })) {
      const path = join(place, name, 'weapp', file);
      mkdirSync(dirname(path), { recursive: true });
      if (content !== null) writeFileSync(path, content);
    }
  }
  const folders = ['built', ...Object.keys(changed)].map(name => join(place, name));
  const script = join(__dirname, 'wechat-compiler.cjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...folders], {
    maxBuffer: 1 << 26,
  });
  const lines = stdout.split('\n').filter(line => line.startsWith('{"folder"'));
  results = lines.map(line => JSON.parse(line) as Compiled);
}, 300_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

const resultOf = (name: string) => results.find(({ folder }) => folder === join(place, name));

test('what was built is taken', () => {
  expect(resultOf('built')?.refused).toBeUndefined();
  expect(resultOf('built')?.files).toEqual(
    expect.arrayContaining(['app.js', 'app.json', 'base.wxml', 'station/door/gate/index.js']),
  );
});

test.each(Object.entries(changed))('%s is judged', (name, changes) => {
  const refused = Object.keys(changes).length > 0;
  expect(resultOf(name)).toEqual({
    folder: expect.any(String),
    ...(refused ? { refused: expect.any(String) } : { files: expect.any(Array) }),
  });
});
