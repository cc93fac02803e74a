/** What config/lean-runtime.js leaves of Taro's runtime: all that the product uses, under the same short names. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { filesBelow, textOf } from '@test/support/source';

type Table = Record<string, Record<string, string>>;
const { leanComponents, leanFunctions } = require('@config/lean-runtime.js') as Record<
  'leanComponents' | 'leanFunctions',
  (code: string, own: string) => string
>;
const taro = createRequire(require.resolve('@tarojs/plugin-platform-weapp/package.json'));
const { getComponentsAlias, internalComponents } = taro('@tarojs/shared') as {
  getComponentsAlias: (components: Table) => Record<string, { _num: string }>;
  internalComponents: Table;
};

const runtime = readFileSync(taro.resolve('./dist/runtime.js'), 'utf8');
const shared = readFileSync(taro.resolve('@tarojs/shared').replace(/index\.js$/, 'native-apis.js'), 'utf8');
const own = filesBelow('src').map(textOf).join('\n');

const promised = (code: string) =>
  /needPromiseApis = new Set\(\[([^\]]*)\]\)/.exec(code)![1]!.match(/(?<=')\w+(?=')/g)!;

/** The short names by which the phone calls components and attributes, with the attributes of a runtime. */
function shortNames(code: string): Record<string, { _num: string }> {
  const [, table] = /const components = (\{[\s\S]*?\n\});/.exec(code)!;
  const own = new Function('_true', '_false', '_empty', '_zero', '_object', `return ${table}`)() as Table;
  const whole = { ...internalComponents };
  for (const [name, attributes] of Object.entries(own)) whole[name] = { ...whole[name], ...attributes };
  return getComponentsAlias(whole);
}

it.each([
  ['shared', shared],
  ['WeChat', runtime],
])('the lean runtime (%s) promises every function that the product names and Taro promises', (_, code) => {
  const left = promised(leanFunctions(code, own));
  expect(left).toEqual(promised(code).filter(name => new RegExp(`\\b${name}\\b`).test(own)));
  expect(left.length).toBeLessThan(promised(code).length / 3);
});

it('the lean runtime calls what pages draw by the names that the templates know', () => {
  const [whole, lean] = [shortNames(runtime), shortNames(leanComponents(runtime, own))];
  for (const name of [
    'view',
    'text',
    'image',
    'input',
    'textarea',
    'picker',
    'camera',
    '#text',
    'static-view',
  ]) {
    expect({ [name]: lean[name] }).toEqual({ [name]: whole[name] });
  }
  const places = (names: typeof whole) => Object.entries(names).map(([name, { _num }]) => `${name} ${_num}`);
  expect(places(lean)).toEqual(places(whole));
});

it('a runtime that is written otherwise stops the build instead of growing it', () => {
  expect(() => leanFunctions('const needed = []', own)).toThrow('Taro no longer writes');
  expect(() => leanComponents('const table = {};', own)).toThrow('Taro no longer writes');
});
