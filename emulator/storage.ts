import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock';
import type { Database } from './database';
import { Refused } from './http';

/** What is remembered of a stored file. */
export type StoredFile = { path: string; type: string; size: number; name?: string; uploader?: string };

/** The files of the local cloud: bytes in a folder, their description in the database's meta area. */
export type Storage = {
  /** Stores bytes under a cloud path, replacing what was there; returns the file's id. */
  put(file: Omit<StoredFile, 'size'>, body: Buffer): string;
  /** Stores a resident's upload under a path that names the uploader; returns the file's id. */
  putUpload(upload: { openid: string; name: string; type: string }, body: Buffer): string;
  find(fileId: string): StoredFile | undefined;
  read(file: StoredFile): Promise<Buffer>;
  /** A signed address that works for `maxAge` seconds; the path in it is not encoded, as the real one's. */
  temporaryUrl(file: StoredFile, maxAge: number): string;
  uploadUrl(cloudPath: string): string;
  /** Throws Refused 403 unless the address was signed here for this method and has not expired. */
  checkSignature(method: 'get' | 'put', cloudPath: string, query: URLSearchParams): void;
  remove(fileId: string): boolean;
  fileId(cloudPath: string): string;
  reset(): void;
};

/** The folder of a resident's uploads: a function compares it with its caller to see whose file it is. */
function uploadFolder(openid: string): string {
  return `uploads/${createHash('sha256').update(openid).digest('hex').slice(0, 16)}`;
}

/** Storage in `dir`. A file is written aside and renamed, so that a kill leaves the old one or the new one. */
export function createStorage(options: {
  dir: string;
  env: string;
  meta: Database['meta'];
  clock: Clock;
  url: () => string;
}): Storage {
  const { dir, meta, clock } = options;
  const secret = randomBytes(32);
  const root = `cloud://${options.env}.local/`;
  const key = (cloudPath: string) => `file:${cloudPath}`;
  const onDisk = (cloudPath: string) => path.join(dir, createHash('sha256').update(cloudPath).digest('hex'));
  const sign = (method: string, cloudPath: string, until: number) =>
    createHmac('sha256', secret).update(`${method} ${cloudPath} ${until}`).digest('hex').slice(0, 32);
  const signed = (method: string, cloudPath: string, seconds: number) => {
    const until = Math.ceil(clock.now() / 1000) + seconds;
    return `${options.url()}/__files/${cloudPath}?sign=${sign(method, cloudPath, until)}&t=${until}`;
  };

  const storage: Storage = {
    put(file, body) {
      const cloudPath = checkedPath(file.path);
      mkdirSync(dir, { recursive: true });
      const aside = `${onDisk(cloudPath)}.${randomUUID()}`;
      writeFileSync(aside, body);
      renameSync(aside, onDisk(cloudPath));
      meta.set(key(cloudPath), { ...file, path: cloudPath, size: body.length });
      return root + cloudPath;
    },
    putUpload({ openid, name, type }, body) {
      const extension = /\.[0-9A-Za-z]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
      const cloudPath = `${uploadFolder(openid)}/${randomUUID()}${extension}`;
      return storage.put({ path: cloudPath, type, name, uploader: openid }, body);
    },
    find: fileId =>
      fileId.startsWith(root)
        ? ((meta.get(key(fileId.slice(root.length))) ?? undefined) as StoredFile | undefined)
        : undefined,
    read: file => readFile(onDisk(file.path)),
    temporaryUrl: (file, maxAge) => signed('get', file.path, maxAge),
    // Encoded, unlike the other: the SDK puts it on the request line as it is.
    uploadUrl: cloudPath => encodeURI(signed('put', checkedPath(cloudPath), 900)),
    checkSignature(method, cloudPath, query) {
      const until = Number(query.get('t'));
      if (query.get('sign') !== sign(method, cloudPath, until))
        throw new Refused(403, 'not a signed address');
      if (until * 1000 < clock.now()) throw new Refused(403, 'the address has expired');
    },
    remove(fileId) {
      const file = storage.find(fileId);
      if (!file) return false;
      meta.set(key(file.path), null);
      rmSync(onDisk(file.path), { force: true });
      return true;
    },
    fileId: cloudPath => root + cloudPath,
    reset: () => rmSync(dir, { recursive: true, force: true }),
  };
  return storage;
}

/** The platform's rule for cloud paths, as far as it protects: no leading slash, no `..`, no query. */
function checkedPath(cloudPath: string): string {
  const bad =
    cloudPath === '' || cloudPath.length > 512 || /^\/|\/\/|[?#%\\]|(^|\/)\.\.?(\/|$)/.test(cloudPath);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (bad || /[\u0000-\u001f]/.test(cloudPath)) throw new Refused(400, `not a cloud path: ${cloudPath}`);
  return cloudPath;
}
