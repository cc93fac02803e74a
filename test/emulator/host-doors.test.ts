import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { actions, closeClouds, cloudWith, type TestCloud } from './support';

afterEach(closeClouds);

const echo = { source: 'exports.main = async event => event.input;' };

/** A request with headers that fetch does not let one choose. */
function raw(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, response => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

describe('the door for the browser build', () => {
  const knock = async (
    cloud: TestCloud,
    body: string,
    headers: Record<string, string> = { 'x-openid': 'me' },
  ) => {
    const response = await fetch(`${cloud.url}/__call/sample`, { method: 'POST', headers, body });
    return { status: response.status, reply: await response.json() };
  };

  test('the function’s value is the reply', async () => {
    const cloud = await cloudWith({ sample: echo });
    const input = { text: '端午诗会 🐉', n: 1.5, list: [null, false] };
    expect(await knock(cloud, JSON.stringify({ action: 'a', input }))).toEqual({ status: 200, reply: input });
  });

  test.each([
    ['nobody', {}],
    ['an empty name', { 'x-openid': '' }],
    ['a name with blanks', { 'x-openid': 'a b' }],
  ])('%s is refused as unknown', async (_, headers) => {
    const cloud = await cloudWith({ sample: echo });
    expect(await knock(cloud, '{}', headers as Record<string, string>)).toMatchObject({
      status: 200,
      reply: { ok: false, code: 'caller.unknown' },
    });
  });

  test.each(['', '{', '[1]', 'null', '"text"'])('%j is no call', async body => {
    const cloud = await cloudWith({ sample: echo });
    expect(await knock(cloud, body)).toMatchObject({
      status: 200,
      reply: { ok: false, code: 'input.invalid' },
    });
  });

  test('6 MB is the most a call may carry', async () => {
    const cloud = await cloudWith({
      sample: { source: 'exports.main = async event => event.input.length;' },
    });
    const carrying = (length: number) => JSON.stringify({ input: 'x'.repeat(length) });
    expect(await knock(cloud, carrying(6 * 1024 * 1024 - 20))).toMatchObject({ reply: 6 * 1024 * 1024 - 20 });
    expect(await knock(cloud, carrying(6 * 1024 * 1024))).toMatchObject({ reply: { code: 'input.invalid' } });
  });

  test('a function that does not exist is a failure, not a crash', async () => {
    const cloud = await cloudWith({});
    expect(await knock(cloud, '{}')).toMatchObject({
      status: 200,
      reply: { ok: false, code: 'system.failure' },
    });
  });
});

describe('only this machine may come in', () => {
  test.each([
    ['a rebound name', { host: 'evil.example' }, 403],
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['an image on another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['localhost', { host: 'localhost:80' }, 200],
    ['a program', {}, 200],
  ])('%s', async (_, headers, status) => {
    const cloud = await cloudWith({});
    expect(await raw(`${cloud.url}/__inspect/people`, headers as Record<string, string>)).toBe(status);
  });

  test('the app’s own pages may, and no other site is allowed to read', async () => {
    const cloud = await cloudWith({});
    const response = await fetch(`${cloud.url}/__inspect/people`, { headers: { origin: cloud.url } });
    expect(response.status).toBe(200);
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('files', () => {
  const files = {
    source: actions(`({
      upload: async ({ cloudPath, text }) => cloud.uploadFile({ cloudPath, fileContent: Buffer.from(text) }),
      download: async fileID => (await cloud.downloadFile({ fileID })).fileContent.toString(),
      address: async fileList => (await cloud.getTempFileURL({ fileList })).fileList,
      remove: async fileList => (await cloud.deleteFile({ fileList })).fileList,
      size: async fileID => (await cloud.downloadFile({ fileID })).fileContent.length,
    })`),
  };
  const upload = async (cloud: TestCloud, body: BodyInit, headers: Record<string, string> = {}) =>
    (
      await fetch(`${cloud.url}/__files`, {
        method: 'POST',
        headers: { 'x-openid': 'oWang', ...headers },
        body,
      })
    ).json();
  const folder = `uploads/${createHash('sha256').update('oWang').digest('hex').slice(0, 16)}/`;

  test('what the SDK uploads it can download, address and delete, under a Chinese name with a blank', async () => {
    const cloud = await cloudWith({ sample: files });
    const { fileID } = await cloud.call<{ fileID: string }>('upload', {
      cloudPath: '报表/六月 表.txt',
      text: '三场',
    });
    expect(await cloud.call('download', fileID)).toBe('三场');
    const [address] = await cloud.call<{ tempFileURL: string }[]>('address', [fileID]);
    expect(address?.tempFileURL).toContain('/报表/六月 表.txt?sign=');
    const fetched = await fetch(address!.tempFileURL);
    expect(await fetched.text()).toBe('三场');
    expect(fetched.headers.get('content-security-policy')).toContain('sandbox');
    expect(await cloud.call('remove', [fileID])).toMatchObject([{ fileID, status: 0 }]);
    expect(await cloud.call('download', fileID)).toMatchObject({ ok: false });
    expect((await fetch(address!.tempFileURL)).status).toBe(404);
  });

  test('an SDK older than 4 uploads with a form', async () => {
    const cloud = await cloudWith({ sample: files });
    const wire = await fetch(`${cloud.url}/admin`, {
      method: 'POST',
      body: JSON.stringify({ action: 'storage.getUploadMetadata', path: '报表/旧.txt' }),
    });
    const { data } = (await wire.json()) as { data: { url: string; fileId: string } };
    const form = new FormData();
    form.append('key', '报表/旧.txt');
    form.append('file', new Blob(['旧']), 'file');
    const response = await fetch(data.url, { method: 'POST', body: form });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await cloud.call('download', data.fileId)).toBe('旧');
  });

  test('one missing file in a list spoils nothing for the others', async () => {
    const cloud = await cloudWith({ sample: files });
    const { fileID } = await cloud.call<{ fileID: string }>('upload', { cloudPath: 'a.txt', text: 'a' });
    expect(await cloud.call('address', ['cloud://local-cloud.local/none.txt', fileID])).toMatchObject([
      { status: -503003, tempFileURL: '' },
      { status: 0, tempFileURL: expect.stringContaining('http') },
    ]);
  });

  test.each(['../escape.txt', '/rooted.txt', 'a//b.txt', 'a?b.txt', ''])(
    '%j is no cloud path',
    async cloudPath => {
      const cloud = await cloudWith({ sample: files });
      expect(await cloud.call('upload', { cloudPath, text: 'x' })).toMatchObject({ ok: false });
    },
  );

  test('an address works for its time and for its file only', async () => {
    const cloud = await cloudWith({ sample: files });
    const { fileID } = await cloud.call<{ fileID: string }>('upload', { cloudPath: 'a.txt', text: 'a' });
    await cloud.call('upload', { cloudPath: 'b.txt', text: 'b' });
    const [entry] = await cloud.call<{ tempFileURL: string }[]>('address', [{ fileID, maxAge: 600 }]);
    const url = entry!.tempFileURL;
    expect((await fetch(url.replace('/a.txt', '/b.txt'))).status).toBe(403);
    expect((await fetch(url.replace(/sign=./, 'sign=z'))).status).toBe(403);
    expect((await fetch(url, { method: 'PUT', body: 'overwritten' })).status).toBe(403);
    expect((await fetch(url)).status).toBe(200);
    await cloud.tell('clock', { now: new Date(Date.now() + 3600_000).toISOString() });
    expect((await fetch(url)).status).toBe(403);
  });

  test('a resident’s upload lies in the folder that names the resident, whatever the file is called', async () => {
    const cloud = await cloudWith({ sample: files });
    const name = encodeURIComponent('../../年度 计划.XLSX');
    const reply = await upload(cloud, 'bytes', { 'content-type': 'application/x-thing', 'x-filename': name });
    expect(reply.fileId).toMatch(new RegExp(`^cloud://local-cloud.local/${folder}[0-9a-f-]{36}\\.xlsx$`));
    expect(await cloud.call('download', reply.fileId)).toBe('bytes');
  });

  test('a form does as well as raw bytes', async () => {
    const cloud = await cloudWith({ sample: files });
    const form = new FormData();
    form.append('note', 'not a file');
    form.append('file', new Blob(['甲,乙\n']), '名单.csv');
    const reply = await upload(cloud, form);
    expect(reply.fileId).toMatch(/\.csv$/);
    expect(await cloud.call('download', reply.fileId)).toBe('甲,乙\n');
  });

  test('an upload needs an uploader, some bytes, and no more than 10 MB', async () => {
    const cloud = await cloudWith({ sample: files });
    const most = new Uint8Array(10 * 1024 * 1024);
    const { fileId } = await upload(cloud, most);
    expect(await cloud.call('size', fileId)).toBe(most.length);
    const more = new Uint8Array(most.length + 1);
    expect(await upload(cloud, more)).toMatchObject({ ok: false, code: 'input.invalid' });
    const form = new FormData();
    form.append('file', new Blob([more]), 'a.bin');
    expect(await upload(cloud, form)).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(await upload(cloud, '')).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(await upload(cloud, 'x', { 'x-openid': '' })).toMatchObject({ ok: false, code: 'caller.unknown' });
  });
});

describe('the browser app', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'site-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const site = () => {
    mkdirSync(path.join(dir, 'web/js'), { recursive: true });
    writeFileSync(path.join(dir, 'web/index.html'), '<title>月月有约</title>');
    writeFileSync(path.join(dir, 'web/js/app.js'), '1');
    writeFileSync(path.join(dir, 'web/style.css'), 'a{}');
    writeFileSync(path.join(dir, 'secret.txt'), 'secret');
    return path.join(dir, 'web');
  };
  test.each([
    ['/', 200, 'text/html; charset=utf-8'],
    ['/pages/activity/index', 200, 'text/html; charset=utf-8'],
    ['/js/app.js', 200, 'text/javascript; charset=utf-8'],
    ['/style.css', 200, 'text/css; charset=utf-8'],
    ['/js/gone.js', 404, 'application/json; charset=utf-8'],
    ['/..%2fsecret.txt', 404, 'application/json; charset=utf-8'],
    ['/%ff', 400, 'application/json; charset=utf-8'],
  ])('%s: %d %s', async (where, status, type) => {
    const cloud = await cloudWith({}, { webRoot: site() });
    const response = await fetch(cloud.url + where);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
  });

  test('the inspector page is there, without the app as well', async () => {
    const cloud = await cloudWith({});
    const page = await fetch(`${cloud.url}/__inspect`);
    expect(await page.text()).toBe(readFileSync('emulator/inspector.html', 'utf8'));
    expect((await fetch(`${cloud.url}/anything`)).status).toBe(404);
  });
});
