/** A project that somebody else wrote, in plain JavaScript with its own node_modules, run as it is. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine, killCommandLines } from '../command-line';
import { until } from './support/cloud';

const dir = mkdtempSync(path.join(tmpdir(), 'stranger-'));
const functions = path.join(dir, 'miniprogram-1', 'cloudfunctions');
const file = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(functions, name)), { recursive: true });
  writeFileSync(path.join(functions, name), text);
};
let runs = 0;
const start = (...args: string[]) =>
  commandLine(['--functions', functions, '--data', path.join(dir, `data-${runs++}`), ...args]);

beforeAll(() => {
  file('../project.config.json', '{"appid":"wx1111111111111111","cloudfunctionRoot":"cloudfunctions/"}');
  for (const name of ['quickstart', 'sum']) {
    file(
      `${name}/package.json`,
      JSON.stringify({ name, main: 'index.js', dependencies: { 'wx-server-sdk': '*' } }),
    );
    mkdirSync(path.join(functions, name, 'node_modules'), { recursive: true });
    symlinkSync(
      path.dirname(require.resolve('wx-server-sdk/package.json')),
      path.join(functions, name, 'node_modules/wx-server-sdk'),
      'junction',
    );
  }
  file('quickstart/node_modules/left-pad/index.js', 'module.exports = (s, n) => s.padStart(n);');
  file('quickstart/lib/steps.js', 'module.exports = require("left-pad")("7", 3);');
  file('quickstart/config.json', '{"permissions":{"openapi":["wxacode.get","subscribeMessage.send"]}}');
  file(
    'quickstart/index.js',
    `const cloud = require('wx-server-sdk')
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    const db = cloud.database()
    const _ = db.command
    const steps = {
      openid: async () => cloud.getWXContext().OPENID,
      padded: async () => require('./lib/steps'),
      create: async () => (await db.createCollection('sales')).errMsg,
      add: async () => (await db.collection('sales').add({ data: { region: '华东', n: 11, at: db.serverDate() } })).errMsg,
      list: async () => (await db.collection('sales').where({ n: _.gt(10) }).orderBy('n', 'desc').limit(5).get()).data,
      grow: async () => (await db.collection('sales').where({ region: '华东' }).update({ data: { n: _.inc(1) } })).stats,
      group: async () => (await db.collection('sales').aggregate()
        .group({ _id: '$region', n: db.command.aggregate.sum('$n') }).end()).list,
      file: async () => {
        const { fileID } = await cloud.uploadFile({ cloudPath: '图 片/a.txt', fileContent: Buffer.from('你好') })
        const { fileList: [{ tempFileURL }] } = await cloud.getTempFileURL({ fileList: [fileID] })
        const { fileContent } = await cloud.downloadFile({ fileID })
        return [tempFileURL, fileContent.toString()]
      },
      call: async () => (await cloud.callFunction({ name: 'sum', data: { a: 1, b: 2 } })).result,
      code: async () => (await cloud.openapi.wxacode.get({ path: 'pages/index/index' })).contentType,
      tell: async () => (await cloud.openapi.subscribeMessage.send({
        touser: cloud.getWXContext().OPENID, templateId: 't', page: 'index', data: { thing1: { value: '咖啡' } },
      })).errCode,
    }
    exports.main = async (event, context) => {
      try { return await steps[event.type]() } catch (e) { return { errCode: e.errCode, errMsg: e.errMsg } }
    }`,
  );
  file('sum/index.js', 'exports.main = async ({ a, b }) => ({ sum: a + b })');
});
afterEach(killCommandLines);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('everything a template does works, from identity to a mini-program code', async () => {
  const cloud = await start();
  const does = (type: string) => cloud.call('quickstart', { type });
  expect(await does('openid')).toBe('me');
  expect(await does('padded')).toBe('  7');
  expect(await does('create')).toBe('createCollection:ok');
  expect(await does('add')).toBe('collection.add:ok');
  expect(await does('grow')).toEqual({ updated: 1 });
  expect(await does('list')).toMatchObject([{ region: '华东', n: 12 }]);
  expect(await does('group')).toEqual([{ _id: '华东', n: 12 }]);
  expect(await does('file')).toEqual([expect.stringContaining('/图 片/a.txt?'), '你好']);
  expect(await does('call')).toEqual({ sum: 3 });
  expect(await does('code')).toBe('image/png');
  expect(await does('tell')).toBe(0);
});

test('the folder of the whole project will do', async () => {
  const cloud = await start('--functions', path.dirname(functions));
  expect(await cloud.call('sum', { a: 2, b: 3 })).toEqual({ sum: 5 });
});

describe('a collection that is not there', () => {
  test('is never made silently, and the start says how to make it', async () => {
    const cloud = await start();
    // What it prints reaches a pipe in pieces, and the last line need not be there yet.
    await until(() => /--collections.*createCollection.*新建集合/s.test(cloud.said()));
    expect(await cloud.call('quickstart', { type: 'add' })).toMatchObject({ errCode: -502005 });
  });

  test('can be named in a file, with what must be unique', async () => {
    const specs = path.join(dir, 'collections.json');
    const unique = { name: 'sales', indexes: [{ fields: { region: 1 }, unique: true }] };
    writeFileSync(specs, JSON.stringify(['other', unique]));
    const cloud = await start('--collections', specs);
    expect(await cloud.call('quickstart', { type: 'add' })).toBe('collection.add:ok');
    expect(await cloud.call('quickstart', { type: 'add' })).toMatchObject({
      errMsg: expect.stringContaining('E11000'),
    });
  });

  test('can be made in the inspector', async () => {
    const cloud = await start();
    const made = await fetch(`${cloud.url}/__inspect/collections`, {
      method: 'POST',
      body: '{"name":"sales"}',
    });
    expect(made.status).toBe(200);
    expect(await cloud.call('quickstart', { type: 'add' })).toBe('collection.add:ok');
  });
});

test('an edited function runs its new code at the next call', async () => {
  const cloud = await start();
  file('sum/index.js', 'exports.main = async ({ a, b }) => ({ product: a * b })');
  await until(() => cloud.said().includes('have changed'));
  expect(await cloud.call('sum', { a: 2, b: 3 })).toEqual({ product: 6 });
});

test('what was written survives a kill, with the file and the clock', async () => {
  const data = path.join(dir, 'killed');
  const args = ['--functions', functions, '--data', data];
  const first = await commandLine([...args, '--now', '2027-06-01T09:00+08:00']);
  await first.call('quickstart', { type: 'create' });
  await first.call('quickstart', { type: 'add' });
  const [address] = await first.call<string[]>('quickstart', { type: 'file' });
  await first.call('quickstart', { type: 'tell' });
  await first.kill();
  const second = await commandLine(args);
  const look = async <T>(where: string) =>
    (await (await fetch(`${second.url}/__inspect/${where}`)).json()) as T;
  expect(await second.call('quickstart', { type: 'list' })).toMatchObject([{ n: 11 }]);
  expect(await (await fetch(address!.replace(first.url, second.url))).text()).toBe('你好');
  expect(await look('outbox')).toMatchObject([{ openid: 'me' }]);
  expect(await look<{ now: string }>('clock')).toMatchObject({
    now: expect.stringMatching(/^2027-06-01T09:0/),
  });
});
