/** That this harness would notice: small mini-programs with one thing wrong each. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeInBrowser } from '@test/support/browser';
import { startTestCloud, type TestCloud } from '@test/support/cloud';
import { eventually } from '@test/support/eventually';
import { type Phone, type Phones, startPhones } from './driver';
import { environment } from './phone/environment';

const small: Record<string, string> = {
  'app.json': '{"pages":["one/index","two/index"]}',
  'app.js': 'App({})',
  'app.wxss': '.wide { width: 750rpx }',
  'one/index.json': '{}',
  'one/index.js': 'Page({ data: { words: "一" }, tapped() { this.setData({ words: "二" }) } })',
  'one/index.wxml':
    '<view class="wide" aria-role="button" bindtap="tapped" style="line-height:60px">{{words}}</view>',
  'two/index.json': '{}',
  'two/index.js': 'Page({})',
  'two/index.wxml': '<view>第二页</view>',
};

describeInBrowser('a mini-program', () => {
  let cloud: TestCloud;
  let phones: Phones;
  const folders: string[] = [];

  /** The small mini-program, with some files written differently, on a phone. */
  function phoneWith(files: Record<string, string>): Promise<Phone> {
    const folder = mkdtempSync(join(tmpdir(), 'weapp-'));
    folders.push(folder);
    for (const [name, content] of Object.entries({ ...small, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return phones.start('u-somebody', { folder, launch: { path: 'one/index' } });
  }
  /** What WeChat would hear of a mini-program, and what people could not use. */
  const faultsOf = async (phone: Phone) =>
    [...(await phone.problems()), ...(await phone.complaints())].join('\n');
  /** Runs a text in the app; what its promise comes to, or how it fails. */
  const inside = (phone: Phone, text: string) =>
    phone.page.evaluate(async asked => {
      try {
        return await window.phone.runInside(asked);
      } catch (error) {
        return (error as { errMsg?: string }).errMsg ?? (error as Error).message;
      }
    }, `(function () { return ${text} })()`);
  const wxml = (text: string) => ({ 'one/index.wxml': text });
  const js = (text: string) => ({ 'one/index.js': text });

  beforeAll(async () => {
    cloud = await startTestCloud();
    phones = await startPhones(cloud.url);
  });
  afterAll(async () => {
    await phones?.close();
    await cloud?.close();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test('that is right runs without a complaint', async () => {
    const phone = await phoneWith({});
    await phone.tap('一');
    await phone.shows('二');
    expect([await phone.problems(), await phone.complaints()]).toEqual([[], []]);
    const { updates, nodes } = await phone.figures();
    expect({ nodes, bytes: updates.map(({ bytes }) => bytes) }).toEqual({ nodes: 2, bytes: [15] });
  });

  test('sees nothing of the browser', async () => {
    const phone = await phoneWith({});
    const names =
      `window document fetch localStorage navigator location XMLHttpRequest globalThis self performance
      requestAnimationFrame MessageChannel queueMicrotask crypto URL TextEncoder structuredClone Intl WeakRef BigInt
      program phone settings`.split(/\s+/);
    const seen = `${JSON.stringify(names)}.filter((_, at) => [${names.map(name => `typeof ${name}`)}][at] !== 'undefined')`;
    expect(await phone.page.evaluate(text => window.phone.runInside(text), seen)).toEqual([]);
    const given =
      '[typeof wx, typeof Page, typeof global, typeof setTimeout, [].at, (function () { return this })()]';
    expect(await phone.page.evaluate(text => window.phone.runInside(text), given)).toEqual([
      'object',
      'function',
      'object',
      'function',
      undefined,
      undefined,
    ]);
  });

  test.each([
    [
      'makes a function of text',
      js('Page({ onLoad() { new Function("return 1")() } })'),
      'no functions of text',
    ],
    ['reaches for the browser', js('Page({ onLoad() { document.title } })'), "reading 'title'"],
    ['loses a promise', js('Page({ onShow() { Promise.reject(new Error("lost")) } })'), 'lost'],
    [
      'sets what is undefined',
      js('Page({ onLoad() { this.setData({ words: undefined }) } })'),
      'to undefined',
    ],
    ['calls what WeChat lacks', js('Page({ onLoad() { wx.flyToTheMoon() } })'), 'flyToTheMoon'],
    [
      'asks the cloud before opening it',
      js('Page({ onLoad() { wx.cloud.callFunction({ name: "api", data: {} }) } })'),
      'init',
    ],
    ['complains on the console', js('Page({ onLoad() { console.error("oh no") } })'), 'oh no'],
    [
      'opens a page that is not there',
      js('Page({ onLoad() { wx.navigateTo({ url: "/three/index" }) } })'),
      'not found',
    ],
    ['uses an element nobody knows', wxml('<marquee>一</marquee>'), '<marquee>'],
    ['uses a template nobody wrote', wxml('<template is="nothing"/>'), 'no template nothing'],
    [
      'shows a picture that is none',
      wxml('<view aria-hidden="true"><image src="data:image/png;base64,AA"/></view>'),
      'cannot be shown',
    ],
    [
      'has a button without a name',
      wxml('<view aria-role="button" style="height:60px"></view>'),
      'has no name',
    ],
    ['has a field without a name', wxml('<input placeholder="姓名"/>'), 'has no name'],
    [
      'has a picture without a name',
      wxml('<image src="data:image/gif;base64,R0lGODlhAQABAAAAACw="/>'),
      'has no name',
    ],
    ['has a target too small', wxml('<view aria-role="button" style="height:30px">一</view>'), 'is 390×30'],
    [
      'has words at the edge of their button',
      wxml('<view aria-role="button" style="height:60px">一</view>'),
      'has its words off the middle',
    ],
    ['has text too small', wxml('<view style="font-size:9px">一</view>'), 'is 9 px small'],
    ['is wider than the phone', { 'app.wxss': '.wide { width: 800rpx }' }, 'wider than the page by 26'],
  ])('that %s is caught', async (_, files, said) => {
    const phone = await phoneWith(files);
    await eventually(async () => expect(await faultsOf(phone)).toMatch(said));
  });

  describe('what it keeps', () => {
    test('outlives the app that is killed, and what is encrypted is read only by asking so', async () => {
      const phone = await phoneWith({});
      await inside(phone, 'wx.setStorageSync("plain", "王*兰")');
      await inside(phone, 'wx.setStorage({ key: "sealed", data: "李*国", encrypt: true })');
      await phone.kill();
      await phone.relaunch();
      expect(await inside(phone, 'wx.getStorageSync("plain")')).toBe('王*兰');
      expect(await inside(phone, 'wx.getStorage({ key: "sealed", encrypt: true })')).toMatchObject({
        data: '李*国',
      });
      expect(await inside(phone, 'wx.getStorageSync("sealed")')).not.toContain('李');
      expect(await inside(phone, 'wx.getStorage({ key: "plain", encrypt: true })')).toContain('fail');
      expect(await phone.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('李');
    });

    test('is 1 MB under a key, 0.7 MB where it is encrypted, and not without end', async () => {
      const phone = await phoneWith({});
      const long = (kb: number) => `Array(${kb} * 1024 + 1).join("a")`;
      const sealed = (kb: number) => `wx.setStorage({ key: "sealed", data: ${long(kb)}, encrypt: true })`;
      expect(await inside(phone, `wx.setStorageSync("a", ${long(1023)})`)).toBeUndefined();
      expect(await inside(phone, `wx.setStorageSync("b", ${long(1025)})`)).toContain('entry size');
      expect(await inside(phone, sealed(700))).toMatchObject({ errMsg: 'setStorage:ok' });
      expect(await inside(phone, sealed(760))).toContain('entry size');
      const fill = `for (var k = 0; k < 12; k++) wx.setStorageSync("k" + k, ${long(1000)})`;
      expect(await inside(phone, `(function () { ${fill} })()`)).toContain('storage max size');
    });
  });

  test('loses an answer while the cloud has acted all the same', async () => {
    const phone = await phoneWith({});
    const ask = 'wx.cloud.callFunction({ name: "api", data: { action: "me.view", input: {} } })';
    await inside(phone, `wx.cloud.init({ env: '${environment}' })`);
    expect(await inside(phone, ask)).toMatchObject({ result: { ok: true } });
    await phone.set({ network: 'lost' });
    expect(await inside(phone, ask)).toContain('timeout for result fetching');
    await phone.set({ network: 'timeout' });
    expect(await inside(phone, ask)).toContain('timeout for result fetching');
    const heard = (await (await fetch(`${cloud.url}/__inspect/calls`)).json()) as { action?: string }[];
    expect(heard.filter(({ action }) => action === 'me.view')).toHaveLength(2);
  });

  test('opens ten pages on top of each other and no more', async () => {
    const phone = await phoneWith({
      ...js(
        'Page({ onShow() { wx.navigateTo({ url: "/one/index", fail: e => console.error(e.errMsg) }) } })',
      ),
    });
    await eventually(async () =>
      expect((await phone.problems()).join()).toContain('webview count limit exceed'),
    );
    expect(await phone.routes()).toHaveLength(10);
  });
});
