/**
 * `npx tsx test/weapp/pictures.ts`: a picture of every page in dist/pictures, as WeChat's build draws it and beside it
 * as the browser's does, to be looked at, and of a door when things are not as they should be. A word of a page's path, or
 * of a door's state, takes only that one.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp, outputOf } from '@config/build';
import buildOnce from '@test/support/build-once';
import cleanUp from '@test/support/clean-up';
import { startWorld } from '@test/support/world';
import type { Browser } from 'playwright-core';
import { doorStates, readings, stageDoor } from './door-states';
import { startPhones } from './driver';
import { environment } from './phone/environment';
import { places } from './places';
import { setScene } from './scene';

const into = join(__dirname, '..', '..', 'dist', 'pictures');
const size = { width: 390, height: 844 };

async function take(): Promise<void> {
  const wanted = process.argv[2] ?? '';
  await Promise.all([buildOnce(), buildApp('weapp', environment)]);
  await buildApp('h5');
  mkdirSync(into, { recursive: true });
  const world = await startWorld();
  const phones = await startPhones(world.url);
  try {
    const activityId = await setScene(world);
    for (const { page, who, query, shows } of places.filter(({ page }) => page.includes(wanted))) {
      const phone = await phones.start(who, { launch: { path: page, query: query(activityId) } });
      await phone.shows(shows);
      await phone.settles();
      const inWeChat = await phone.page.screenshot();
      const address = `${world.url}/?as=${who}#/${page}?${new URLSearchParams(query(activityId))}`;
      const inBrowser = await browserPicture(phones.browser, address, shows);
      await sideBySide(
        phones.browser,
        [inWeChat, inBrowser],
        join(into, `${page.replaceAll('/', '-')}-${who}.png`),
      );
      await phone.page.context().close();
    }
    for (const [nth, { name, reach, shows }] of doorStates.entries()) {
      if (!name.includes(wanted)) continue;
      for (const reading of readings) {
        const phone = await reach(stageDoor(world, phones, reading));
        await phone.shows(shows);
        await phone.settles();
        await phone.page.screenshot({ path: join(into, `door-${nth}-${reading}.png`) });
        await phone.page.context().close();
      }
    }
  } finally {
    await phones.close();
    await world.close();
    cleanUp();
  }
  process.stdout.write(`Pictures are in ${into}\n`);
}

/** The same page of the browser's build, whose files are put under the cloud's address. */
async function browserPicture(browser: Browser, address: string, shows: string | RegExp): Promise<Buffer> {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN' });
  await context.route(
    url => !url.pathname.startsWith('/__'),
    route => {
      const { pathname } = new URL(route.request().url());
      return route.fulfill({ path: join(outputOf('h5'), pathname === '/' ? 'index.html' : pathname) });
    },
  );
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText(shows).filter({ visible: true }).first().waitFor();
  // Pages slide in.
  await page.waitForTimeout(600);
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

async function sideBySide(browser: Browser, pictures: Buffer[], file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2 * size.width + 20, height: size.height } });
  const images = pictures.map(one => `<img src="data:image/png;base64,${one.toString('base64')}">`).join('');
  await page.setContent(`<body style="margin:0;display:flex;gap:20px;background:#888">${images}`);
  await page.screenshot({ path: file });
  await page.close();
}

take().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
