/** A browser, and the product as `npm start` runs it, on a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOptions } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

const root = join(__dirname, '..', '..');
export type App = {
  url: string;
  browser: Browser;
  /** A phone of 390×844 in somebody's hand, on a page. */
  phone(openid: string, path?: string): Promise<Page>;
  /** For an afterEach: when the step has failed, leaves a picture and a trace of every phone in dist/failed. */
  evidence(): Promise<void>;
  close(): Promise<void>;
};

/** Set by environment.ts. */
declare global {
  var failedStep: string | undefined;
}

/** Starts the product and a browser. `args` are those of `npm start`. */
export async function startApp(args: string[]): Promise<App> {
  const options = launchOptions();
  const data = mkdtempSync(join(tmpdir(), 'yueyue-e2e-'));
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', 'demo/start.ts', '--port', '0', '--data', data, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const url = await addressOf(server);
  const browser = await chromium.launch(options);
  const phones: { openid: string; context: BrowserContext }[] = [];
  return {
    url,
    browser,
    async phone(openid, path = '/pages/calendar/index') {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
      await context.tracing.start({ screenshots: true, snapshots: true });
      phones.push({ openid, context });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${url}/?as=${openid}#${path}`);
      return page;
    },
    async evidence() {
      if (!globalThis.failedStep) return;
      const dir = join(root, 'dist', 'failed');
      mkdirSync(dir, { recursive: true });
      for (const [n, { openid, context }] of phones.splice(0).entries()) {
        const file = join(
          dir,
          `${globalThis.failedStep} ${n + 1} ${openid}`.replace(/[^\p{L}\p{N}]+/gu, '-'),
        );
        for (const page of context.pages()) await page.screenshot({ path: `${file}.png` }).catch(() => {});
        await context.tracing.stop({ path: `${file}.zip` });
        console.error(`Left behind: ${file}.png, and npx playwright show-trace ${file}.zip`);
      }
    },
    async close() {
      await browser.close();
      const ended = new Promise(resolve => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const address = /^\s+(http:\/\/127\.0\.0\.1:\d+)\s*$/m.exec(said);
      // The address is printed when everything is in place, followed by what to try.
      if (address?.[1] && said.includes('Ctrl-C')) resolve(address[1]);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('exit', code => reject(new Error(`npm start ended with ${code}:\n${said}`)));
  });
}

/** The first button by a name that is in sight. */
export function button(on: Page, name: string | RegExp): Locator {
  return on.getByRole('button', { name }).first();
}

/** The first text in sight: pages left behind stay in the document, unseen. */
export function seen(on: Page, text: string | RegExp): Locator {
  return on.getByText(text).filter({ visible: true }).first();
}

/** The first field by a label that is in sight. */
export function field(on: Page, name: RegExp): Locator {
  return on.getByLabel(name).filter({ visible: true }).first();
}

/** Presses what saves a file, and says where it is. */
export async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; path: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** Fails unless a text comes in sight; `within` is for what a busy machine takes long over, in ms. */
export async function shows(on: Page, text: string | RegExp, within = 60_000): Promise<void> {
  await seen(on, text).waitFor({ timeout: within });
}

/** Says yes where WeChat asks. A press may come before the question listens, so it is pressed until it is gone. */
export async function allow(on: Page): Promise<void> {
  const yes = on.getByText('允许', { exact: true });
  await yes.waitFor();
  await eventually(async () => {
    if (await yes.isVisible()) await yes.click({ timeout: 3000 });
    await yes.waitFor({ state: 'hidden', timeout: 3000 });
  });
}

/** Presses what opens a file dialogue and chooses a file in it. */
export async function choose(
  page: Page,
  press: () => Promise<void>,
  file: string | { name: string; buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles(
    typeof file === 'string' ? file : { name: file.name, mimeType: 'image/png', buffer: file.buffer },
  );
}
