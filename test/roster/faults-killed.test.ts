/**
 * The local cloud itself killed with SIGKILL at a write, by name, and started again on the same data: every write of every
 * use case of registration, and of the round that tells and delivers. Each death has one caller: who asks again at once
 * and who does so after the clock take turns. Other ways through the same use case die in test/roster/faults.test.ts, with
 * their function only.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionSettings } from '@config/functions';
import { promoting } from '@test/support/clock-scenes';
import { deathsAt, killTheClock, playThrough } from '@test/support/faults';
import { others, registering } from '@test/support/scenes';
import { type Town, townAt, townSecrets } from '@test/support/town';
import { type CommandLine, commandLine, killCommandLines } from 'wechat-local-cloud/command-line';

jest.setTimeout(300_000);
const env = {
  ...townSecrets,
  YUEYUE_TEMPLATE_SEATED: 'demo-template-seated',
  YUEYUE_TEMPLATE_CHANGE: 'demo-template-change',
};
Object.assign(process.env, townSecrets);
const dir = mkdtempSync(join(tmpdir(), 'yueyue-killed-'));
const settings = join(dir, 'settings.json');
writeFileSync(
  settings,
  JSON.stringify(
    Object.fromEntries(Object.entries(functionSettings).map(([fn, each]) => [fn, { ...each, env }])),
  ),
);
const begin = (...more: string[]) =>
  commandLine(
    [
      ...['--functions', process.env.YUEYUE_FUNCTIONS!, '--data', join(dir, 'data')],
      ...['--collections', join(__dirname, '..', '..', 'config', 'collections.json'), '--settings', settings],
      ...more,
    ],
    process.env.YUEYUE_COMMAND,
  );
let cloud: CommandLine;
let town: Town;
/** It is gone, and its clock goes on from where it stood. */
const revive = async () => {
  await cloud.kill();
  cloud = await begin();
};
const useCase = ([name]: [string, unknown]) => name.split(':')[0];
const covered = Object.entries(registering).map(useCase);
const scenes = [
  ...Object.entries(registering),
  ...Object.entries(others).filter(each => !covered.includes(useCase(each))),
];
const turns = (nth: number) => [nth % 2 === 1 ? 'at once' : 'later'] as const;

beforeAll(async () => {
  cloud = await begin('--now', '2027-06-01T09:00:30+08:00');
  town = await townAt(() => cloud.url);
});
afterAll(async () => {
  await killCommandLines();
  rmSync(dir, { recursive: true, force: true });
});

it.each(scenes)('%s', async (_, scene) => {
  const { boundaries, killed } = await playThrough(town, scene, { revive, again: turns });
  expect(killed).toBe(deathsAt(boundaries.length, true));
});

it('the round of the clock that tells and delivers', async () => {
  const { boundaries, killed } = await killTheClock(town, promoting, revive);
  expect(killed).toBe(deathsAt(boundaries.length, true));
});
