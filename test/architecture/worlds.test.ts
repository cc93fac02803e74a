/** Law 1, for globals: each world is type-checked with what there is where its files run, and with nothing else. */
import { join } from 'node:path';
import { errorsIn, type World, worlds } from '@config/typecheck';
import { filesBelow } from '@test/support/source';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const all = worlds();
const world = (name: string): World => all.find(one => one.name === name)!;

/** What is wrong with a few lines if they lay in a world, by the names that the errors quote. */
function strangersIn(name: string, lines: string[]): string[] {
  const { options } = world(name);
  const probe = join(root, name, 'probe.tsx');
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  const text = [...lines, 'export {};'].join('\n');
  host.fileExists = file => file === probe || fileExists(file);
  host.readFile = file => (file === probe ? text : readFile(file));
  const declared = world(name).files.filter(file => file.endsWith('.d.ts'));
  return errorsIn({ name, options, files: [...declared, probe] }, host).map(
    ({ messageText }) => /'(.+?)'/.exec(ts.flattenDiagnosticMessageText(messageText, '\n'))?.[1] ?? '',
  );
}

/** What only some worlds have: the name, and a line that needs it. */
const ofPages = { document: 'document.title;', window: 'window.name;', localStorage: 'localStorage.length;' };
const ofNode = { Buffer: 'Buffer.from("");', process: 'process.cwd();', __dirname: '__dirname;' };
const ofTests = { jest: 'jest.fn();', describe: 'describe("", () => {});', expect: 'expect(1);' };
const ofBoth = { setTimeout: 'setTimeout(() => {});', fetch: 'fetch("");' };

const lines = (...kinds: Record<string, string>[]) => kinds.flatMap(kind => Object.values(kind));
const names = (...kinds: Record<string, string>[]) => kinds.flatMap(kind => Object.keys(kind));

it('every TypeScript file of the repository is checked in exactly one world', () => {
  const folders = ['src', 'cloudfunctions', 'emulator', 'config', 'deploy', 'demo', 'bench', 'test'];
  // The probe is checked where it is laid in: probe.test.ts.
  const files = filesBelow(...folders).filter(
    file => !file.endsWith('.d.ts') && !file.startsWith('test/fixtures/probe/'),
  );
  const times = files.map(file => [file, all.filter(one => one.files.includes(join(root, file))).length]);
  expect(times.filter(([, count]) => count !== 1)).toEqual([]);
});

describe('the core has the language', () => {
  it('and may use it', () => {
    expect(strangersIn('src/core', ['[1].at(-1)?.toFixed();', 'new Map<string, Date>();'])).toEqual([]);
  });

  it('but no page, no machine and no test', () => {
    const strange = [ofPages, ofNode, ofTests, ofBoth];
    expect(strangersIn('src/core', lines(...strange))).toEqual(names(...strange));
  });
});

describe('the phone has Taro, React, a document in the browser, and the platform’s name', () => {
  const imports = [
    "import Taro from '@tarojs/taro';",
    "import { View } from '@tarojs/components';",
    "import { useState } from 'react';",
    'export const Probe = () => <View>{String(useState(Taro.getEnv()))}</View>;',
  ];

  it('and may use them', () => {
    const allowed = [...imports, ...lines(ofPages, ofBoth), "process.env.TARO_ENV === 'h5';"];
    expect(strangersIn('src', allowed)).toEqual([]);
  });

  it('but neither Node nor tests, and nothing of them that a package brings', () => {
    const found = strangersIn('src', [...imports, ...lines(ofNode, ofTests), 'process.env.NODE_ENV;']);
    expect(found).toEqual(['Buffer', 'cwd', '__dirname', ...names(ofTests), 'NODE_ENV']);
  });
});

describe('the server has Node', () => {
  const sdk = "import 'wx-server-sdk';";

  it('and may use it', () => {
    expect(strangersIn('cloudfunctions', [sdk, ...lines(ofNode, ofBoth)])).toEqual([]);
  });

  it('but neither a page nor tests, and nothing of them that a package brings', () => {
    const found = strangersIn('cloudfunctions', [sdk, ...lines(ofPages, ofTests)]);
    expect(found).toEqual(names(ofPages, ofTests));
  });
});

it('what runs on a developer’s machine may use all of it', () => {
  expect(strangersIn('tools', lines(ofPages, ofNode, ofTests, ofBoth))).toEqual([]);
});
