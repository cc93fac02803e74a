import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** A folder's files by their path in it, with forward slashes, in order. */
export function filesIn(folder: string, within = ''): [name: string, content: Buffer][] {
  return readdirSync(path.join(folder, within))
    .sort()
    .flatMap((name): [string, Buffer][] => {
      const file = within ? `${within}/${name}` : name;
      const whole = path.join(folder, file);
      return statSync(whole).isDirectory() ? filesIn(folder, file) : [[file, readFileSync(whole)]];
    });
}

/** One digest over names and contents, 32 hex digits; the same files have the same one on every machine. */
export function digestOf(files: [name: string, content: Buffer][]): string {
  const hash = createHash('sha256');
  for (const [name, content] of files) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 32);
}

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
/** 1980-01-01, the earliest date an archive can hold: the same files make the same bytes. */
const DATE = 0x0021;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** A plain file that everybody may read, as unix keeps it in the high half. */
const MODE = 0o100644 * 0x10000;

/** A zip archive of some files. */
export function zip(files: [name: string, content: Buffer][]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content, { level: 9 });
    const nameBytes = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(UTF8, 2);
    head.writeUInt16LE(DEFLATED, 4);
    head.writeUInt16LE(DATE, 8);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(nameBytes.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(MODE, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(number(ENTRY), Buffer.from([20, 3]), head, tail, nameBytes);
    const body = [number(LOCAL), head, nameBytes, packed];
    bodies.push(...body);
    offset += body.reduce((sum, part) => sum + part.length, 0);
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listing, number(END), end]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** The checksum archives carry; Node 20 has none. */
function crc32(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 255]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
