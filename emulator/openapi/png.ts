/**
 * A QR code as a PNG, written here and not by the library that draws it: inside a test runner's own globals that takes
 * three seconds a picture, and a hundredth of one here. https://www.w3.org/TR/png-3/
 */
import { deflateSync } from 'node:zlib';

/** Square by square, from the upper left; true is black. */
type Squares = { size: number; get(row: number, column: number): number | boolean };

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const white = 0xff;
/** One byte of grey a pixel. */
const grey = [8, 0, 0, 0, 0];

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crcOf(body));
  return Buffer.concat([length, body, crc]);
}

/** Draws whole pixels a square, as near to `width` pixels as that comes, with `margin` white squares around. */
export function pngOf(squares: Squares, width: number, margin: number): Buffer {
  const across = squares.size + 2 * margin;
  const scale = Math.max(1, Math.round(width / across));
  const pixels = across * scale;
  // Each row begins with its filter: none.
  const blank = Buffer.alloc(1 + pixels, white).fill(0, 0, 1);
  const rows: Buffer[] = Array.from({ length: margin * scale }, () => blank);
  for (let row = 0; row < squares.size; row++) {
    const line = Buffer.from(blank);
    for (let column = 0; column < squares.size; column++) {
      const start = 1 + (margin + column) * scale;
      if (squares.get(row, column)) line.fill(0, start, start + scale);
    }
    for (let pixel = 0; pixel < scale; pixel++) rows.push(line);
  }
  for (let pixel = 0; pixel < margin * scale; pixel++) rows.push(blank);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  return Buffer.concat([
    signature,
    chunk('IHDR', Buffer.concat([header, Buffer.from(grey)])),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
