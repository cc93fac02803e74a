/** Phones to test with: each runs the built mini-program in a browser window of its own, against the local cloud. */
import { basename, join } from 'node:path';
import { launchOptions } from '@test/support/browser';
import { build } from 'esbuild';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { Launch, PageFigures } from './phone/main';
import type { Stored } from './phone/storage';
import type { Call, Settings } from './phone/wx';
import { readProgram } from './program';

const root = join(__dirname, '..', '..');
/** The mini-program under test, as `npm run build:weapp` leaves it. */
export const builtWeapp = join(root, 'dist', 'weapp');

export type Phone = {
  /** Another one once the app was killed. */
  readonly page: Page;
  openid: string;
  /** Takes effect at the next call. */
  set(settings: Partial<Settings>): Promise<void>;
  /** Ends the app as a phone without memory does: at once, and the app hears nothing of it. What it stored stays. */
  kill(): Promise<void>;
  /** Starts the app anew; what it stored stays. */
  relaunch(launch?: Partial<Launch>): Promise<void>;
  /** Opens a page with nothing below it, as a code scanned from outside does. */
  open(page: string, query?: Record<string, string>): Promise<void>;
  /** Forgets everything stored on the phone. */
  forget(): Promise<void>;
  /** Taps the button in sight that has this name, and fails if there is none. */
  tap(
    name: string | RegExp,
    role?: 'button' | 'radio' | 'checkbox' | 'switch' | 'link' | 'tab',
  ): Promise<void>;
  /** Taps the buttons of this name until none is left in sight. */
  tapAway(name: string): Promise<void>;
  /** Taps the first of this text in sight. */
  tapText(text: string | RegExp): Promise<void>;
  type(label: string | RegExp, text: string): Promise<void>;
  /** WeChat's own way back, in the bar. */
  back(): Promise<void>;
  /** Waits until everything the page asked of the cloud has been answered and drawn. */
  settles(): Promise<void>;
  /** Waits for a text to come in sight. */
  shows(text: string | RegExp): Promise<void>;
  text(): Promise<string>;
  routes(): Promise<string[]>;
  calls(api: string): Promise<Call[]>;
  stored(): Promise<Stored[]>;
  figures(): Promise<PageFigures>;
  /** What nobody can name, hit or read on the page in sight; sizes in px. */
  complaints(least?: { target: number; text: number }): Promise<string[]>;
  /** What forwarding the page in sight would send. */
  share(): Promise<unknown>;
  problems(): Promise<string[]>;
};

/** How a phone is launched; unless told, on the first page, with the cloud's time on its clock, nothing amiss. */
type Start = {
  launch?: Partial<Launch>;
  settings?: Partial<Settings>;
  /** What the phone's clock shows, ISO 8601. */
  clock?: string;
  /** Another mini-program than the built one. */
  folder?: string;
};

export type Phones = {
  browser: Browser;
  /** A phone of 390×844 in somebody's hand, launched. */
  start(openid: string, how?: Start): Promise<Phone>;
  /** The phone somebody holds already, with nothing stored on it and nothing amiss; a new one where there is none. */
  blank(openid: string): Promise<Phone>;
  /** For an afterEach: everything that went wrong on any phone, beginning with whose it is. */
  problems(): Promise<string[]>;
  close(): Promise<void>;
};

/** Starts the browser. `url` is the local cloud's. */
export async function startPhones(url: string): Promise<Phones> {
  const [browser, machinery, { now }] = await Promise.all([
    chromium.launch(launchOptions()),
    bundleMachinery(),
    fetch(`${url}/__inspect/clock`).then(reply => reply.json() as Promise<{ now: string }>),
  ]);
  const programs = new Map<string, string>();
  const phones: Phone[] = [];
  const all: Phones = {
    browser,
    async start(openid, { launch = {}, settings = {}, clock = now, folder = builtWeapp } = {}) {
      if (!programs.has(folder)) programs.set(folder, JSON.stringify(readProgram(folder)));
      const files = { ...machinery, 'program.js': `window.program = ${programs.get(folder)};` };
      const context = await contextOf(browser, url, files);
      const phone = await startPhone(context, url, {
        ahead: Date.parse(clock) - Date.now(),
        launch: { path: 'pages/calendar/index', query: {}, scene: 1001, ...launch },
        settings: { openid, network: 'up', actions: {}, fontSizeSetting: 17, ...settings },
      });
      phones.push(phone);
      return phone;
    },
    async blank(openid) {
      const held = phones.find(phone => phone.openid === openid);
      if (!held) return all.start(openid);
      await held.set({ network: 'up', actions: {} });
      await held.forget();
      return held;
    },
    async problems() {
      const each = phones.map(async phone =>
        (await phone.problems()).map(problem => `${phone.openid}: ${problem}`),
      );
      return (await Promise.all(each)).flat();
    },
    close: () => browser.close(),
  };
  return all;
}

async function contextOf(
  browser: Browser,
  url: string,
  files: Record<string, string>,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  // Served under the cloud's own address, so that the phone's calls reach it.
  await context.route(`${url}/phone/*`, route => {
    const name = new URL(route.request().url()).pathname.split('/').pop()!;
    const type = { html: 'text/html', js: 'text/javascript', css: 'text/css' }[name.split('.').pop()!];
    return route.fulfill({ body: files[name]!, contentType: `${type}; charset=utf-8` });
  });
  return context;
}

/** What a phone's window loads besides the mini-program. */
async function bundleMachinery(): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    entryPoints: ['main.ts', 'phone.css'].map(name => join(__dirname, 'phone', name)),
    bundle: true,
    write: false,
    outdir: '/phone',
    format: 'iife',
    target: 'chrome80',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="stylesheet" href="phone.css">
    <body><script src="program.js"></script><script src="main.js"></script></body></html>`;
  return {
    'index.html': html,
    ...Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text])),
  };
}

async function startPhone(
  context: BrowserContext,
  url: string,
  given: { ahead: number; launch: Launch; settings: Settings },
): Promise<Phone> {
  const said: string[] = [];
  const newPage = async () => {
    const made = await context.newPage();
    made.setDefaultTimeout(120_000);
    made.on('console', message => {
      if (['error', 'warning'].includes(message.type())) said.push(`console: ${message.text()}`);
    });
    made.on('pageerror', error => said.push(`error: ${error.stack ?? error.message}`));
    return made;
  };
  let page = await newPage();
  const open = async () => {
    await page.addInitScript(all => Object.assign(window, all), given);
    await page.goto(`${url}/phone/index.html`);
  };
  const visible = (locator: Locator) => locator.filter({ visible: true }).first();
  const labelled = (label: string | RegExp) => visible(page.getByRole('textbox', { name: label }));
  const seen = (text: string | RegExp) => visible(page.getByText(text));
  const phone: Phone = {
    get page() {
      return page;
    },
    openid: given.settings.openid,
    async set(changes) {
      Object.assign(given.settings, changes);
      await page.evaluate(some => Object.assign(window.settings, some), changes);
    },
    async kill() {
      said.push(...(await phone.problems()).splice(said.length));
      const killed = page;
      page = await newPage();
      const gone = killed.waitForEvent('crash');
      // The crash answers nothing.
      void killed.goto('chrome://crash').catch(() => undefined);
      await gone;
      await killed.close();
    },
    async relaunch(changes = {}) {
      Object.assign(given.launch, changes);
      if (await page.evaluate(() => window.phone !== undefined))
        said.push(...(await phone.problems()).splice(said.length));
      await open();
    },
    open: (path, query = {}) =>
      page.evaluate(target => window.phone.openOnly(target), `/${path}?${new URLSearchParams(query)}`),
    forget: () => page.evaluate(() => localStorage.clear()),
    tap: (name, role = 'button') => visible(page.getByRole(role, { name })).click(),
    async tapAway(name) {
      const button = visible(page.getByRole('button', { name }));
      for (let taps = 0; taps < 5 && (await button.isVisible()); taps++) {
        await button.click();
        await phone.settles();
      }
    },
    tapText: text => seen(text).click(),
    type: (label, text) => labelled(label).fill(text),
    back: () => visible(page.locator('.screen__back')).click(),
    async settles() {
      await page.waitForFunction(() => window.phone.pending() === 0);
      await page.evaluate(
        () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    },
    shows: text => seen(text).waitFor(),
    text: () =>
      visible(page.locator('.screen'))
        .textContent()
        .then(text => text ?? ''),
    routes: () => page.evaluate(() => window.phone.routes()),
    stored: () => page.evaluate(() => window.phone.stored()),
    calls: api => page.evaluate(name => window.phone.calls.filter(call => call.api === name), api),
    figures: () => page.evaluate(() => window.phone.figures()),
    complaints: (least = { target: 44, text: 11 }) =>
      page.evaluate(sizes => window.phone.complaints(sizes), least),
    share: () => page.evaluate(() => window.phone.share()),
    problems: async () => [
      ...said,
      ...(await page.evaluate(() => window.phone?.problems ?? ['the app did not start'])),
    ],
  };
  await open();
  return phone;
}
