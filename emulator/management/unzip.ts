import { inflateRawSync } from 'node:zlib';
import { ApiError } from './refusal';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;

/**
 * The files of a zip archive by their path. Reads what deployments send: stored and deflated files, no encryption, no
 * zip64.
 * @throws ApiError InvalidParameterValue.ZipFile where the bytes are no such archive, or a path leads out of the folder
 */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  try {
    return entriesOf(bytes);
  } catch (error) {
    throw new ApiError('InvalidParameterValue.ZipFile', `ZipFile is not valid: ${(error as Error).message}`);
  }
}

function entriesOf(bytes: Buffer): Map<string, Buffer> {
  let end = bytes.length - END_SIZE;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error('it does not end as an archive does');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('its directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
      throw new Error(`${name} leads out of the folder`);
    }
    if (!name.endsWith('/')) files.set(name, contentOf(bytes, at));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function contentOf(bytes: Buffer, at: number): Buffer {
  const method = bytes.readUInt16LE(at + 10);
  const size = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42);
  if (bytes.readUInt32LE(local) !== LOCAL) throw new Error('a file of it is damaged');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + size);
  if (method === 0) return packed;
  if (method === 8) return inflateRawSync(packed);
  throw new Error(`packing method ${method} is not known`);
}
