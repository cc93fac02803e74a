/** What has to be downloaded or uploaded before anything runs. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildApp, modulesOf, outputOf, type Platform } from '@config/build';
import { functionNames } from '@config/functions';
import { MAIN_AIM } from '@config/weapp/checks';
import { environment } from '@test/weapp/phone/environment';
import { chromium } from 'playwright-core';
import { kilobytes, type Section } from './figures';
import type { World } from './world';

/** The project's own aim; WeChat allows 2 MB. */

const packageLimit = 2 * 1024 * 1024;

function bytesIn(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

function packages(output: string): string[][] {
  const app = JSON.parse(readFileSync(join(output, 'app.json'), 'utf8')) as {
    subPackages?: { root: string }[];
  };
  const parts = (app.subPackages ?? []).map(({ root }) => ({ root, bytes: bytesIn(join(output, root)) }));
  const main = bytesIn(output) - parts.reduce((sum, part) => sum + part.bytes, 0);
  return [
    [
      'WeChat: main package',
      kilobytes(main),
      `≤ ${kilobytes(MAIN_AIM)}`,
      main <= MAIN_AIM ? 'held' : '**missed**',
    ],
    ...parts.map(({ root, bytes }) => [
      `WeChat: subpackage ${root}`,
      kilobytes(bytes),
      `≤ ${kilobytes(packageLimit)}`,
      bytes <= packageLimit ? 'held' : '**missed**',
    ]),
  ];
}

/** What the main package is made of: its largest files as shipped, and the largest modules of the whole build. */
function largest(output: string): string[][] {
  const { subPackages = [] } = JSON.parse(readFileSync(join(output, 'app.json'), 'utf8')) as {
    subPackages?: { root: string }[];
  };
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' })
    .filter(file => statSync(join(output, file)).isFile())
    .filter(file => !subPackages.some(({ root }) => !relative(root, file).startsWith('..')))
    .map(file => ({ file, bytes: statSync(join(output, file)).size }));
  const rows = (list: { file: string; bytes: number }[], most: number, said: string) =>
    list
      .sort((one, other) => other.bytes - one.bytes)
      .slice(0, most)
      .map(({ file, bytes }) => [`${said}: ${file}`, kilobytes(bytes), '', '']);
  return [
    ...rows(files, 8, 'main package, as shipped'),
    ...rows(modulesOf(output), 15, 'module, before minification'),
  ];
}

/** Opens the first page in a browser and weighs every file it asked for. */
async function firstPage(url: string): Promise<string[][]> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) return [['browser: first page', 'not measured: no Chromium', '', '']];
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on('response', response => {
      const { pathname } = new URL(response.url());
      if (
        response.ok() &&
        ['', '.html', '.js', '.css'].includes(extname(pathname)) &&
        !/^\/__/.test(pathname)
      )
        bodies.push(response.body());
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    const files = await Promise.all(bodies);
    const sum = (of: (body: Buffer) => number) => kilobytes(files.reduce((all, body) => all + of(body), 0));
    return [
      [`browser: first page, ${files.length} files`, sum(body => body.length), '', ''],
      ['browser: first page, gzipped', sum(body => gzipSync(body).length), '', ''],
    ];
  } finally {
    await browser.close();
  }
}

/** Builds an app, or says why its figures are missing. */
async function built(platform: Platform, build: boolean): Promise<string | undefined> {
  if (!build) return existsSync(outputOf(platform)) ? undefined : 'not built';
  try {
    await buildApp(platform, environment);
    return undefined;
  } catch (error) {
    console.error(error);
    return 'the build failed';
  }
}

/** Weighs both apps and the functions. Without `build`, whatever lies in dist/ is weighed. */
export async function measureSizes(world: World, build: boolean): Promise<Section> {
  const rows: string[][] = [];
  const weapp = await built('weapp', build);
  rows.push(...(weapp ? [['WeChat: packages', weapp, '', '']] : packages(outputOf('weapp'))));
  if (!weapp) rows.push(...largest(outputOf('weapp')));
  for (const name of functionNames()) {
    const bytes = statSync(join(world.functionsDir, name, 'index.js')).size;
    rows.push([`function ${name}, the SDK within`, kilobytes(bytes), '', '']);
  }
  const h5 = await built('h5', build);
  rows.push(...(h5 ? [['browser: first page', h5, '', '']] : await firstPage(world.cloud.url)));
  return {
    title: 'Sizes',
    text: [
      `Of the production builds${build ? '' : ', as they lay in dist/'}. The main package is what a first visit in WeChat waits for; the browser app is for`,
      'development and demonstration. 1 KB is 1024 bytes. Modules are the largest of all that a build holds, subpackages too.',
    ].join('\n'),
    header: ['what', 'size', 'aim', 'verdict'],
    rows,
    failures: [],
  };
}
