/** The deployment, run as a programmer runs it, through the official tools, against a local cloud with nothing in it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import collections from '@config/collections.json';
import {
  APPID,
  ENV,
  KEYS,
  type LiveCloud,
  makeBuild,
  PEPPER,
  runScript,
  startLiveCloud,
  uploadKey,
} from './support';

let cloud: LiveCloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

/** The lines that name a step. */
const steps = (out: string) => out.split('\n').filter(line => line.startsWith('+ '));

it('a dry run says every call in order, without a secret, and changes nothing', async () => {
  cloud = await startLiveCloud();
  const first = await cloud.deploy(['--dry-run']);
  const second = await cloud.deploy(['--dry-run']);
  expect(first).toEqual(second);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain('tcb CreateTable {"EnvId":"local-cloud"');
  expect(first.out).toContain('"IndexName":"areaId_1_month_1"');
  expect(first.out).toContain('scf CreateFunction {"FunctionName":"api"');
  expect(first.out).toContain('{"Key":"YUEYUE_PEPPER","Value":"•••"}');
  expect(first.out).not.toContain(PEPPER);
  expect(first.out).not.toContain(KEYS);
  expect(cloud.made()).toEqual({});
  expect(cloud.database.collections()).toEqual([]);
});

it('an empty environment comes to life, and a second run finds nothing to do', async () => {
  cloud = await startLiveCloud();
  const built = makeBuild();
  const key = uploadKey();
  const all = ['--key', key, '--built', built];
  const first = await cloud.deploy(all);
  expect(first.code).toBe(0);
  expect(first.out).toContain('api answers.');
  expect(first.out).not.toContain(PEPPER);

  await cloud.ok('area.list', {}, 'somebody');
  const { tables, functions, storage, uploads } = cloud.made() as {
    tables: Record<string, { acl: string; indexes: { unique: boolean }[] }>;
    functions: Record<string, { timeout: number; memory: number; variables: object }>;
    storage: { acl: string };
    uploads: { appid: string; files: string[] }[];
  };
  expect(Object.keys(tables).sort()).toEqual(collections.map(({ name }) => name).sort());
  expect(new Set(Object.values(tables).map(({ acl }) => acl))).toEqual(new Set(['ADMINONLY']));
  expect(tables.themes!.indexes).toMatchObject([{ unique: true }]);
  expect(functions.sheets).toMatchObject({ timeout: 60, memory: 512, variables: {} });
  expect(functions.clock).toMatchObject({ timeout: 60, variables: { YUEYUE_KEYS: KEYS } });
  expect(storage.acl).toBe('PRIVATE');
  expect(uploads).toMatchObject([{ appid: APPID, files: expect.arrayContaining(['/app.json']) }]);
  const timers = JSON.parse(readFileSync(join(cloud.dir, 'functions/clock/config.json'), 'utf8'));
  expect(timers.triggers).toMatchObject([{ name: 'everyMinute', config: '0 * * * * * *' }]);

  const before = cloud.made();
  const second = await cloud.deploy(all);
  expect(second.out).toContain(`Nothing to do: ${ENV} is what this tree says.`);
  expect(steps(second.out)).toEqual([]);
  expect(cloud.made()).toEqual(before);
});

it('a unique index that was deployed is kept, also after a restart', async () => {
  cloud = await startLiveCloud();
  await cloud.deploy(['--data-only']);
  cloud = await cloud.restart();
  const { database } = cloud;
  const insert = (_id: string) =>
    database.handle({
      action: 'database.insertDocument',
      collectionName: 'themes',
      data: [JSON.stringify({ _id, areaId: 'root', month: '2027-06' })],
    });
  expect(await insert('one')).not.toHaveProperty('code');
  expect(await insert('two')).toMatchObject({ message: expect.stringContaining('E11000') });
});

describe('in an environment that is deployed', () => {
  const built = makeBuild();
  let deployed: LiveCloud;
  beforeAll(async () => {
    deployed = await startLiveCloud();
    await deployed.deploy(['--built', built]);
  });
  afterAll(() => deployed.close());
  const next = `k2:${'d'.repeat(64)}`;

  it('only what has changed goes up: code, a variable, a timer', async () => {
    const file = join(built, 'cloudfunctions/clock/config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    config.triggers[0].config = '30 * * * * * *';
    writeFileSync(file, JSON.stringify(config));

    const { out } = await deployed.deploy(['--built', built], { YUEYUE_TEMPLATE_CHANGE: 'template-1' });
    expect(steps(out)).toEqual([
      '+ function api: variable YUEYUE_TEMPLATE_CHANGE new',
      expect.stringMatching(/^\+ function clock: code \(\d+ KB\)$/),
      '+ function clock: variable YUEYUE_TEMPLATE_CHANGE new, description',
      '+ function clock: timer everyMinute away, timer everyMinute 30 * * * * * *',
    ]);
  });

  it('another pepper, and a key that would be lost, are refused before anything is written', async () => {
    const before = deployed.made();
    const environment = { YUEYUE_PEPPER: 'c'.repeat(64), YUEYUE_KEYS: next };
    const { code, err } = await deployed.deploy(['--built', built], environment);
    expect(code).toBe(1);
    expect(err).toContain('YUEYUE_PEPPER is not the one deployed');
    expect(err).toContain('the key “k1” is deployed and not listed');
    expect(deployed.made()).toEqual(before);
  });

  it('a newer key goes in front, the old one goes only when that is said, and so does the reminder of permissions', async () => {
    const rotated = await deployed.deploy(['--built', built], { YUEYUE_KEYS: `${next},${KEYS}` });
    expect(steps(rotated.out)).toEqual([
      '+ function api: variable YUEYUE_KEYS changed',
      '+ function clock: variable YUEYUE_KEYS changed',
    ]);
    expect(rotated.out).toContain('! By hand: api calls wxacode.getUnlimited');
    const more = ['--drop-key', 'k1', '--permissions-uploaded'];
    const dropped = await deployed.deploy(['--built', built, ...more], { YUEYUE_KEYS: next });
    expect(dropped.out).not.toContain('By hand');
    expect(dropped.code).toBe(0);
  });
});

it('a step that fails stops the rest, and the next run goes on from there', async () => {
  cloud = await startLiveCloud({ collections: [{ name: 'themes', rule: 'ADMINONLY', indexes: [] }] });
  const twin = { areaId: 'root', month: '2027-06' };
  cloud.database.load('themes', [
    { _id: 'one', ...twin },
    { _id: 'two', ...twin },
  ]);
  const failed = await cloud.deploy(['--data-only']);
  expect(failed.code).toBe(1);
  expect(failed.err).toContain('Stopped at “collection themes: indexes areaId_1_month_1 (unique)”');
  expect(failed.err).toContain('Documents there are alike where only one may be');
  expect(failed.err).toContain('run the same command again');

  cloud.database.load('themes', [{ _id: 'two', areaId: 'root', month: '2027-07' }]);
  const { code, out } = await cloud.deploy(['--data-only']);
  expect(code).toBe(0);
  expect(steps(out)[0]).toBe('+ collection themes: indexes areaId_1_month_1 (unique)');
  expect(out).not.toContain('collection activities');
});

it('keys that are not taken are named without being shown', async () => {
  cloud = await startLiveCloud();
  const said = await cloud.deploy([], { TENCENTCLOUD_SECRETKEY: 'not-the-key' });
  expect(said.code).toBe(1);
  expect(said.err).toContain('does not take TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY');
  expect(said.out + said.err).not.toContain('not-the-key');
  const elsewhere = await cloud.run('deploy', ['--env', 'other', '--appid', APPID, '--data-only']);
  expect(elsewhere.err).toContain(
    'There is no environment other in this Tencent Cloud account; it has: local-cloud',
  );
});

describe('a command line that cannot be followed', () => {
  it('says everything that is missing at once, and how to make it', async () => {
    const { code, err } = await runScript('deploy', ['--appid', 'wx1'], { YUEYUE_KEYS: 'k1:xyz' });
    expect(code).toBe(2);
    for (const part of [
      '--env ID is missing',
      '--appid wx1 is no mini-program’s id',
      '--key FILE is missing',
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY not set',
      'https://console.cloud.tencent.com/cam/capi',
      'YUEYUE_KEYS: the key in place 1 is not of the form',
      'YUEYUE_PEPPER is not set',
      'npm run deploy -- --env ID',
    ]) {
      expect(err).toContain(part);
    }
    expect(err).not.toContain('xyz');
  });

  it('a plan can be had with no secret and no network', async () => {
    const args = ['--env', 'somewhere-1', '--appid', APPID, '--no-upload', '--dry-run', '--offline'];
    const { code, out } = await runScript('deploy', [...args, '--built', makeBuild()], {});
    expect(code).toBe(0);
    expect(out).toContain('scf CreateFunction {"FunctionName":"api","Namespace":"somewhere-1"');
    expect(out).toContain('nothing was changed');
  });
});
