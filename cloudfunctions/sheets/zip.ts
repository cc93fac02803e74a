/** A look inside a zip before anything unpacks it: a small file may hold gigabytes. */
import { inflateRawSync } from 'node:zlib';
import { limits, type Refusal } from './limits';

export type ZipEntry = { name: string; text: () => string };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
const damaged: Refusal = { refused: '文件损坏，打不开。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传' };
const tooLarge: Refusal = { refused: '表格解开后太大。请只保留计划那一张表，去掉图片，再上传' };

/**
 * Unpacks every entry against one common limit, believing none of the sizes the file states of itself, and gives
 * the entries back. A file that is no zip, or a broken one, is refused.
 */
export function openZip(file: Buffer): ZipEntry[] | Refusal {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== END) return damaged;
  const count = file.readUInt16LE(end + 10);
  if (count > limits.zipEntries) return tooLarge;
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  let left: number = limits.unzippedBytes;
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) return damaged;
    const nameLength = file.readUInt16LE(at + 28);
    const content = unpack(file, at, left);
    if ('refused' in content) return content;
    left -= content.length;
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({ name, text: () => content.toString('utf8') });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(file: Buffer, central: number, left: number): Buffer | Refusal {
  const method = file.readUInt16LE(central + 10);
  const packed = file.readUInt32LE(central + 20);
  const local = file.readUInt32LE(central + 42);
  if (local + 30 > file.length) return damaged;
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const content = file.subarray(start, start + packed);
  if (content.length < packed) return damaged;
  if (method === STORED) return content.length > left ? tooLarge : content;
  if (method !== DEFLATED) return damaged;
  if (content.length === 0) return content;
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : damaged;
  }
}
