/** What the build refuses: a mini-program that is right, and then one thing wrong with it at a time. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ariaComponents } from '@config/aria/attributes';
import { readBuilt } from '@config/weapp/built';
import { checkWeapp } from '@config/weapp/checks';
import { interfacesOf } from '@config/weapp/declarations';
import { environmentOf } from '@config/weapp/environment';
import { builtWeapp } from './driver';
import { environment } from './phone/environment';

const attributes = Object.keys(ariaComponents.View!)
  .map(name => `${name}="{{i.p}}"`)
  .join(' ');
const app = {
  pages: ['pages/first/index'],
  subPackages: [
    { root: 'station', pages: ['home/index'] },
    { root: 'admin', pages: ['home/index'] },
  ],
  requiredPrivateInfos: ['getLocation'],
  permission: { 'scope.userLocation': { desc: '看是不是在场地附近' } },
};
const page = (path: string) => ({
  [`${path}.js`]: 'Page({})',
  [`${path}.json`]: '{"usingComponents":{"comp":"/comp"}}',
  [`${path}.wxml`]: '<import src="/base.wxml"/>',
  [`${path}.wxss`]: '',
});
const right: Record<string, string> = {
  'app.json': JSON.stringify(app),
  // Everything that privacy.json declares is used.
  'app.js':
    'require("./common"); App({ x: y => [y.chooseMessageFile(), y.saveImageToPhotosAlbum(), y.setClipboardData(), y.getLocation()] })',
  'common.js': 'module.exports = 1',
  'base.wxml': `<camera /><view hover-class="none" ${attributes}></view><input ${attributes} />`,
  ...page('pages/first/index'),
  ...page('station/home/index'),
  'station/shared.js': '',
  ...page('admin/home/index'),
  'comp.js': 'Component({})',
  'comp.json': '{"component":true}',
  'comp.wxml': '',
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The right one with some files written differently; null leaves one out. */
function written(changes: Record<string, string | null> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'weapp-'));
  folders.push(folder);
  for (const [name, content] of Object.entries({ ...right, ...changes })) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

test('what is right passes', () => {
  expect(() => checkWeapp(written())).not.toThrow();
});

test('what was built passes', () => {
  expect(() => checkWeapp(builtWeapp)).not.toThrow();
});

test('what was built calls the environment it was built for', () => {
  const built = readBuilt(builtWeapp);
  const code = built.files.filter(file => file.endsWith('.js')).map(built.text);
  expect(environmentOf(code.join('\n'))).toBe(environment);
});

test('what was built uses the interfaces that the deployment guide names, and no others', () => {
  const guide = readFileSync(join(__dirname, '../../docs/deploying.md'), 'utf8');
  const named = [...guide.matchAll(/^\| \S+ \| `(?:<|wx\.)(\w+)>?` \|/gm)].map(match => match[1]);
  expect(named.sort()).toEqual(interfacesOf(readBuilt(builtWeapp)).sort());
});

const calls = (api: string) => ({ 'pages/first/index.js': `Page({ x: y => y.${api}() })` });
const withApp = (more: object) => ({ 'app.json': JSON.stringify({ ...app, ...more }) });

test.each<[string, Record<string, string | null>, string]>([
  [
    'a main package over our aim',
    { 'big.js': '/**/'.repeat(92_500) },
    'the main package is 363 KB, at most 360 KB',
  ],
  [
    'a subpackage over WeChat’s limit',
    { 'station/big.js': '/**/'.repeat(530_000) },
    'subpackage station is 2071 KB',
  ],
  ['a page without its template', { 'station/home/index.wxml': null }, 'page station/home/index has no wxml'],
  [
    'a page that is only named',
    withApp({ pages: [...app.pages, 'pages/second/index'] }),
    'page pages/second/index has no js',
  ],
  [
    'a require of nothing',
    { 'comp.js': 'require("./taro"); Component({})' },
    'comp.js names ./taro, which is not there',
  ],
  [
    'a style that imports nothing',
    { 'pages/first/index.wxss': '@import "../x.wxss";' },
    'names ../x.wxss, which is not there',
  ],
  [
    'a template that imports nothing',
    { 'comp.wxml': '<wxs module="xs" src="./utils.wxs"/>' },
    'names ./utils.wxs, which is not there',
  ],
  [
    'a main package that needs a subpackage',
    { 'pages/first/index.js': 'require("../../station/shared.js")' },
    'of another package',
  ],
  [
    'a subpackage that needs another',
    { 'admin/home/index.js': 'require("../../station/shared")' },
    'admin/home/index.js names station/shared.js, of another package',
  ],
  ['a component that is not there', { 'comp.js': null }, 'uses <comp>, which has no js'],
  ['a component that is none', { 'comp.json': '{}' }, 'uses <comp>, no component'],
  [
    'a template with a tag left open',
    { 'comp.wxml': '<template name="a"><input></template>' },
    'comp.wxml:1:21: missing end tag',
  ],
  ['an API nobody is told of', calls('addPhoneCalendar'), 'addPhoneCalendar touches personal data'],
  [
    'a phone number nobody is told of',
    { 'common.js': 'a({openType:"getPhoneNumber"})' },
    'getPhoneNumber touches personal data',
  ],
  [
    'a camera that is gone, still declared',
    { 'base.wxml': `<view hover-class="none" ${attributes}></view>` },
    'declares camera, which nothing uses',
  ],
  [
    'a place asked for without saying so',
    withApp({ requiredPrivateInfos: [] }),
    'getLocation has to be in requiredPrivateInfos',
  ],
  ['a place asked for without a reason', withApp({ permission: {} }), 'scope.userLocation'],
  [
    'code made of text',
    { 'common.js': 'new Function("return this")()' },
    'common.js has Function(), which WeChat refuses',
  ],
  ['code made of text by eval', { 'common.js': 'eval("1")' }, 'eval(), which WeChat refuses'],
  ['a class field', { 'common.js': 'class A { b = 1 }' }, 'a class field, which iOS 13 cannot read'],
  ['an optional chain', { 'common.js': 'a?.b' }, '?., which iOS 13 cannot read'],
  ['a look-behind', { 'common.js': 'a.match(/(?<=b)c/)' }, 'a look-behind'],
  [
    'a tab’s icon that is not there',
    withApp({ tabBar: { list: [{ iconPath: 'tab.png' }] } }),
    'there is no tab.png',
  ],
  [
    'a style’s picture that is not there',
    { 'comp.wxss': '.a{background:url(./sky.png)}' },
    'comp.wxss: there is no ./sky.png',
  ],
  [
    'a code’s picture that is not there',
    { 'common.js': 'a({src:"/images/sky.png"})' },
    'there is no /images/sky.png',
  ],
  [
    'templates that tell a screen reader nothing',
    { 'base.wxml': '<camera /><view hover-class="none"></view>' },
    'a <view> does not carry aria-label',
  ],
])('%s is refused', (_, changes, said) => {
  expect(() => checkWeapp(written(changes))).toThrow(said);
});
