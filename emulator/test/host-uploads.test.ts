import { createHash } from 'node:crypto';
import { actions, closeClouds, cloudWith, type TestCloud } from './support/cloud';

afterEach(closeClouds);

const files = {
  source: actions(`({
    upload: async ({ cloudPath, text }) => cloud.uploadFile({ cloudPath, fileContent: Buffer.from(text) }),
    download: async fileID => (await cloud.downloadFile({ fileID })).fileContent.toString(),
    address: async fileList => (await cloud.getTempFileURL({ fileList })).fileList,
    remove: async fileList => (await cloud.deleteFile({ fileList })).fileList,
    size: async fileID => (await cloud.downloadFile({ fileID })).fileContent.length,
  })`),
};
const upload = async (
  cloud: TestCloud,
  body: string | Uint8Array<ArrayBuffer> | FormData,
  headers: Record<string, string> = {},
) => {
  const response = await fetch(`${cloud.url}/__files`, {
    method: 'POST',
    headers: { 'x-openid': 'oWang', ...headers },
    body,
  });
  return (await response.json()) as { fileId: string };
};
const folder = `uploads/${createHash('sha256').update('oWang').digest('hex').slice(0, 16)}/`;

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
