import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeClouds, cloudWith, type TestCloud } from './support/cloud';

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
      reply: { ok: false, code: 'system.failure', errCode: -501000 },
    });
  });
});

describe('only this machine may come in', () => {
  test.each([
    ['a rebound name', { host: 'evil.example' }, 403],
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 403],
    ['a frame on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }, 403],
    ['a script on another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' }, 403],
    ['a link that somebody follows', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }, 200],
    ['localhost', { host: 'localhost:80' }, 200],
    ['a program', {}, 200],
  ])('%s', async (_, headers, status) => {
    const cloud = await cloudWith({});
    expect(await raw(`${cloud.url}/__inspect/people`, headers as Record<string, string>)).toBe(status);
  });

  test('a form on another site changes nothing', async () => {
    const cloud = await cloudWith({});
    const sent = await fetch(`${cloud.url}/__inspect/people`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
      body: '[]',
    });
    expect(sent.status).toBe(403);
  });

  test('the app’s own pages may, and no other site is allowed to read', async () => {
    const cloud = await cloudWith({});
    const response = await fetch(`${cloud.url}/__inspect/people`, { headers: { origin: cloud.url } });
    expect(response.status).toBe(200);
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
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

  test('the inspector’s page and its parts are there, without the app as well', async () => {
    const cloud = await cloudWith({});
    const page = await (await fetch(`${cloud.url}/__inspect`)).text();
    const parts = [...page.matchAll(/(?:href|src)="([\w-]+\.(?:css|js))"/g)].map(([, name]) => name);
    expect(parts).toContain('app.js');
    for (const part of parts) expect((await fetch(`${cloud.url}/__inspect/${part}`)).status).toBe(200);
    expect((await fetch(`${cloud.url}/__inspect/..%2froutes.ts`)).status).toBe(404);
    expect((await fetch(`${cloud.url}/anything`)).status).toBe(404);
  });
});
