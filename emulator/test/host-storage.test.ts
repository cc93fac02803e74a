import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { actions, closeClouds, cloudWith, type TestCloud } from './support/cloud';

afterEach(closeClouds);

const files = {
  source: actions(`({
    upload: async ({ cloudPath, text }) => cloud.uploadFile({ cloudPath, fileContent: Buffer.from(text) }),
    download: async fileID => (await cloud.downloadFile({ fileID })).fileContent.toString(),
    address: async fileList => (await cloud.getTempFileURL({ fileList })).fileList,
    remove: async fileList => (await cloud.deleteFile({ fileList })).fileList,
    large: size => cloud.uploadFile({ cloudPath: 'large.bin', fileContent: Buffer.alloc(size) })
      .then(() => 'kept', error => error.errMsg),
  })`),
};

type Address = { fileID: string; tempFileURL: string; status: number };
const put = (cloud: TestCloud, cloudPath: string, text: string) =>
  cloud.call<{ fileID: string }>('upload', { cloudPath, text });
const addressOf = async (cloud: TestCloud, file: unknown) =>
  (await cloud.call<Address[]>('address', [file]))[0]!.tempFileURL;

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

test.each(['../escape.txt', '/rooted.txt', 'a//b.txt', 'a\\b.txt', `${'长'.repeat(284)}.txt`, ''])(
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

test.each(['活动#1.txt', '完成 100%.txt', '100%25.txt', '问?.txt', 'a+b & c=d.txt', "it's.txt"])(
  '%s is stored, addressed and downloaded under its own name',
  async cloudPath => {
    const cloud = await cloudWith({ sample: files });
    const { fileID } = await put(cloud, cloudPath, cloudPath);
    expect(fileID).toBe(`cloud://local-cloud.local/${cloudPath}`);
    expect(await cloud.call('download', fileID)).toBe(cloudPath);
    const address = await addressOf(cloud, fileID);
    expect(await (await fetch(address)).text()).toBe(cloudPath);
  },
);

test('an empty file is a file', async () => {
  const cloud = await cloudWith({ sample: files });
  const { fileID } = await put(cloud, 'empty.txt', '');
  expect(await cloud.inspect('files')).toMatchObject([{ path: 'empty.txt', size: 0, fileId: fileID }]);
  expect(await (await fetch(await addressOf(cloud, fileID))).text()).toBe('');
});

test('uploading to the same path replaces the file, and its id stays', async () => {
  const cloud = await cloudWith({ sample: files });
  const first = await put(cloud, 'a.txt', 'the first, which is longer');
  expect(await put(cloud, 'a.txt', 'second')).toEqual(first);
  expect(await cloud.call('download', first.fileID)).toBe('second');
  expect(await cloud.inspect('files')).toMatchObject([{ path: 'a.txt', size: 6 }]);
});

test('more than 50 MB is refused, saying so', async () => {
  const cloud = await cloudWith({ sample: files });
  expect(await cloud.call('large', 50 * 1024 * 1024)).toBe('kept');
  expect(await cloud.call('large', 50 * 1024 * 1024 + 1)).toContain('larger than 50 MB');
});

test('deleting what is not there is told for that file alone', async () => {
  const cloud = await cloudWith({ sample: files });
  const { fileID } = await put(cloud, 'a.txt', 'a');
  expect(await cloud.call('remove', ['cloud://local-cloud.local/none.txt', fileID])).toMatchObject([
    { status: -503003 },
    { fileID, status: 0 },
  ]);
  expect(await cloud.inspect('files')).toEqual([]);
});

describe('after a kill', () => {
  const stored = (dir: string) => path.join(dir, 'data/files');

  test('an address given out before still works', async () => {
    const first = await cloudWith({ sample: files });
    const { fileID } = await put(first, 'a.txt', 'a');
    const address = await addressOf(first, fileID);
    await first.close();
    const second = await cloudWith({}, { dir: first.dir });
    expect((await fetch(address.replace(first.url, second.url))).status).toBe(200);
  });

  test('what an interrupted upload left is gone, and the file that was to be replaced is whole', async () => {
    const first = await cloudWith({ sample: files });
    const { fileID } = await put(first, 'a.txt', 'whole');
    await first.close();
    writeFileSync(path.join(stored(first.dir), 'interrupted.part'), '{"path":"a.txt"}\nhal');
    const second = await cloudWith({}, { dir: first.dir });
    expect(await second.call('download', fileID)).toBe('whole');
    expect(readdirSync(stored(first.dir)).filter(name => name.endsWith('.part'))).toEqual([]);
  });

  test('a file of unknown making in the folder does not keep the cloud from starting', async () => {
    const first = await cloudWith({});
    await first.close();
    mkdirSync(stored(first.dir), { recursive: true });
    writeFileSync(path.join(stored(first.dir), 'stray'), 'no description');
    const second = await cloudWith({}, { dir: first.dir });
    expect(await second.inspect('files')).toEqual([]);
  });
});
