import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from './clock';
import type { Database } from './database';
import { Refused } from './http';

/** What is remembered of a stored file; `at` is when it was stored, in milliseconds since 1970. */
type StoredFile = {
  path: string;
  type: string;
  size: number;
  at: number;
  name?: string;
  uploader?: string;
};

/** The files of the local cloud. */
export type Storage = {
  /** Stores bytes under a cloud path, replacing what was there; returns the file's id. */
  put(file: Omit<StoredFile, 'size' | 'at'>, body: Buffer): string;
  /** Stores a resident's upload under a path that names the uploader; returns the file's id. */
  putUpload(upload: { openid: string; name: string; type: string }, body: Buffer): string;
  find(fileId: string): StoredFile | undefined;
  /** Every file, by path. */
  list(): StoredFile[];
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

/**
 * Storage in `dir`. A file on disk is one line of JSON about it and then its bytes, written aside and renamed: a kill
 * leaves the old file or the new one, and never a description without its bytes.
 */
export function createStorage(options: {
  dir: string;
  env: string;
  meta: Database['meta'];
  clock: Clock;
  url: () => string;
}): Storage {
  const { dir, meta, clock } = options;
  const root = `cloud://${options.env}.local/`;
  const onDisk = (cloudPath: string) => path.join(dir, createHash('sha256').update(cloudPath).digest('hex'));
  const files = readFolder(dir);
  /** Kept, so that an address given out before a restart still works after it. */
  const secret = () => {
    const kept = meta.get('storage-secret') as string | null | undefined;
    if (kept) return kept;
    const fresh = randomBytes(32).toString('hex');
    meta.set('storage-secret', fresh);
    return fresh;
  };
  const sign = (method: string, cloudPath: string, until: number) =>
    createHmac('sha256', secret()).update(`${method} ${cloudPath} ${until}`).digest('hex').slice(0, 32);
  const signature = (method: string, cloudPath: string, seconds: number) => {
    const until = Math.ceil(clock.now() / 1000) + seconds;
    return `sign=${sign(method, cloudPath, until)}&t=${until}`;
  };

  const storage: Storage = {
    put(described, body) {
      const file = { ...described, path: checkedPath(described.path), size: body.length, at: clock.now() };
      mkdirSync(dir, { recursive: true });
      const aside = path.join(dir, `${randomUUID()}.part`);
      writeFileSync(aside, Buffer.concat([Buffer.from(`${JSON.stringify(file)}\n`), body]));
      renameSync(aside, onDisk(file.path));
      files.set(file.path, file);
      return root + file.path;
    },
    putUpload({ openid, name, type }, body) {
      const extension = /\.[0-9A-Za-z]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
      const cloudPath = `${uploadFolder(openid)}/${randomUUID()}${extension}`;
      return storage.put({ path: cloudPath, type, name: name.slice(0, 200), uploader: openid }, body);
    },
    find: fileId => (fileId.startsWith(root) ? files.get(fileId.slice(root.length)) : undefined),
    list: () => [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    async read(file) {
      const stored = await readFile(onDisk(file.path));
      return stored.subarray(stored.indexOf(0x0a) + 1);
    },
    temporaryUrl(file, maxAge) {
      // Only what would end the path is written otherwise; the SDK encodes the rest, and this once more.
      const shown = file.path.replace(/[%?#]/g, encodeURIComponent);
      return `${options.url()}/__files/${shown}?${signature('get', file.path, maxAge)}`;
    },
    // Encoded, unlike the other: the SDK puts it on the request line as it is.
    uploadUrl(cloudPath) {
      const encoded = checkedPath(cloudPath).split('/').map(encodeURIComponent).join('/');
      return `${options.url()}/__files/${encoded}?${signature('put', cloudPath, 900)}`;
    },
    checkSignature(method, cloudPath, query) {
      const until = Number(query.get('t'));
      if (query.get('sign') !== sign(method, cloudPath, until)) {
        throw new Refused(403, 'not a signed address');
      }
      if (until * 1000 < clock.now()) throw new Refused(403, 'the address has expired');
    },
    remove(fileId) {
      const file = storage.find(fileId);
      if (!file) return false;
      rmSync(onDisk(file.path), { force: true });
      files.delete(file.path);
      return true;
    },
    fileId: cloudPath => root + cloudPath,
    reset() {
      rmSync(dir, { recursive: true, force: true });
      files.clear();
    },
  };
  return storage;
}

/** What is in the folder; a part that a kill left is removed. */
function readFolder(dir: string): Map<string, StoredFile> {
  mkdirSync(dir, { recursive: true });
  const files = new Map<string, StoredFile>();
  for (const name of readdirSync(dir)) {
    const file = path.join(dir, name);
    if (name.endsWith('.part')) rmSync(file);
    else {
      const described = describedIn(file);
      if (described) files.set(described.path, described);
    }
  }
  return files;
}

/** More than a path of 850 bytes and a name of 200 characters can take. */
const DESCRIPTION_LIMIT = 8192;

function describedIn(file: string): StoredFile | undefined {
  const start = Buffer.alloc(DESCRIPTION_LIMIT);
  const opened = openSync(file, 'r');
  try {
    const length = readSync(opened, start);
    const text = start.subarray(0, length).toString('utf8');
    return JSON.parse(text.slice(0, text.indexOf('\n'))) as StoredFile;
  } catch {
    // Not written by this version; the files of another one cannot be described.
    return undefined;
  } finally {
    closeSync(opened);
  }
}

/**
 * A cloud path, as the platform's documentation restricts it: not empty, no leading slash, no two in a row, at most
 * 850 bytes; and nothing that climbs. Throws Refused 400.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/storage/naming.html
 */
function checkedPath(cloudPath: string): string {
  const bad =
    cloudPath === '' || Buffer.byteLength(cloudPath) > 850 || /^\/|\/\/|(^|\/)\.\.?(\/|$)/.test(cloudPath);
  // A half of a surrogate pair cannot be written in an address.
  const broken = Buffer.from(cloudPath).toString() !== cloudPath;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (bad || broken || /[\u0000-\u001f\u007f\\]/.test(cloudPath))
    throw new Refused(400, `not a cloud path: ${cloudPath}`);
  return cloudPath;
}
