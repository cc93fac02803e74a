import { qrPicture } from '@app/components/qr';
import jsqr from 'jsqr';

/** Draws the picture's runs back into pixels, the way a renderer would, eight to a module. */
function pixelsOf(picture: string): { data: Uint8ClampedArray; size: number } {
  const svg = decodeURIComponent(picture.slice(picture.indexOf(',') + 1));
  const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const size = modules * 8;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  const dark = svg.slice(svg.lastIndexOf('<path'));
  for (const [, x, y, length] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = Number(y) * 8; row < Number(y) * 8 + 8; row++) {
      for (let column = Number(x) * 8; column < (Number(x) + Number(length)) * 8; column++) {
        data.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
      }
    }
  }
  return { data, size };
}

test('a ticket drawn on the phone reads back as the same ticket', () => {
  const ticket = `YY2.k1.${'WyI2YzQ5NDJhMjc4IiwiIiwid2VuaHVh'.repeat(4)}.3nGmhggVsCWDHURl29Ctjg`;
  const { data, size } = pixelsOf(qrPicture(ticket));
  expect(jsqr(data, size, size)?.data).toBe(ticket);
});
