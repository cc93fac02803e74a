/** Each function deploys alone: its folder, by itself on another disk, installs nothing and runs. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildFunctions, functionNames } from '@config/functions';
import { planFile } from '@test/support/plan-files';
import { people, startWorld, type World } from '@test/support/world';

const run = promisify(execFile);

/** What the platform does with a folder: loads index.js and calls main once. */
const host = `require('./index.js').main(JSON.parse(process.argv[1]), {}).then(
  reply => process.stdout.write(JSON.stringify(reply), () => process.exit(0)),
  error => { console.error(error); process.exit(1); })`;

let world: World;
let activityId: string;
let fileId: string;
let place: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'yueyue-alone-'));
  world = await startWorld();
  activityId = await world.publish();
  fileId = await world.upload(planFile({ 活动名称: '新年音乐会' }), 'plan.csv', people.editor);
  await buildFunctions(join(place, 'built'));
  for (const name of functionNames())
    cpSync(join(place, 'built', name), join(place, name), { recursive: true });
  rmSync(join(place, 'built'), { recursive: true });
});
afterAll(async () => {
  await world.close();
  rmSync(place, { recursive: true, force: true });
});

/** The environment a function has in Tencent’s cloud, pointed at the local one. Nothing else of ours is in it. */
function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: place,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${world.url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    SCF_NAMESPACE: 'local-cloud',
    TCB_ENV: 'local-cloud',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID',
    WX_APPID: 'wx0000000000000000',
    YUEYUE_KEYS: `k1:${'a'.repeat(64)}`,
    YUEYUE_PEPPER: 'b'.repeat(64),
    ...more,
  };
}

async function callAlone(name: string, event: unknown, more: Record<string, string> = {}): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['-e', host, JSON.stringify(event)], {
    cwd: join(place, name),
    env: environment(more),
  });
  return JSON.parse(stdout);
}

it.each(functionNames())(
  '%s is a file, its package.json and its config.json, and needs nothing installed',
  async name => {
    const folder = join(place, name);
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'index.js', 'package.json']);
    await run('npm', ['install', '--omit=dev', '--no-audit', '--offline', '--no-package-lock'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: place },
    });
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'index.js', 'package.json']);
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      main: 'index.js',
      name,
    });
  },
);

it('api answers a resident', async () => {
  const event = { action: 'activity.view', input: { activityId } };
  const reply = await callAlone('api', event, { WX_OPENID: people.resident, TCB_SOURCE: 'wx_client' });
  expect(reply).toMatchObject({ ok: true, data: { title: '端午诗会', left: 10 } });
});

it('api without WeChat’s identity answers nobody', async () => {
  const reply = await callAlone(
    'api',
    { action: 'activity.view', input: { activityId } },
    { TCB_SOURCE: 'wx_client' },
  );
  expect(reply).toMatchObject({ ok: false, code: 'caller.unknown' });
});

it('api without its keys fails in words, and tells no caller why', async () => {
  const event = { action: 'activity.view', input: { activityId } };
  const reply = await callAlone('api', event, { WX_OPENID: people.resident, YUEYUE_PEPPER: '' });
  expect(reply).toMatchObject({ ok: false, code: 'system.failure' });
  expect(JSON.stringify(reply)).not.toMatch(/YUEYUE|Error|\.js/);
});

it('clock does its round', async () => {
  const event = { Type: 'Timer', TriggerName: 'everyMinute' };
  expect(await callAlone('clock', event)).toEqual({ done: expect.objectContaining({ seatTheWaiting: 0 }) });
});

it('sheets reads a file for another function', async () => {
  const reply = await callAlone('sheets', { fileId }, { TCB_SOURCE: 'wx_client,scf' });
  expect(reply).toMatchObject({ ok: true, sheets: [{ rows: expect.any(Array) }] });
  expect(JSON.stringify(reply)).toContain('新年音乐会');
});

it('every function is tried here', () => {
  expect(functionNames().sort()).toEqual(['api', 'clock', 'sheets']);
});
