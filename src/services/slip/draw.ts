import { qrRuns } from '@app/components/qr';
import type { Slip } from './slip';

/** The part of a canvas that a slip is drawn with; WeChat's and the browser's are alike in it. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'fillRect' | 'fillText' | 'font' | 'measureText' | 'scale' | 'textAlign' | 'textBaseline'
>;

/** The picture's size in its own units, three to four as phones show pictures. */
export const slipWidth = 750;
const MARGIN = 56;
const QR = 420;
const INK = '#1c1814';
const SOFT = '#4a4239';
const RED = '#9e2b25';

/**
 * Draws a slip and returns the height it takes, in units. `pen` is scaled by the caller; drawn once on anything to
 * learn the height, and once for good.
 */
export function drawSlip(pen: Pen, slip: Slip): number {
  const height = layOut(slip, pen, false);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, slipWidth, height);
  return layOut(slip, pen, true);
}

function layOut(slip: Slip, pen: Pen, draws: boolean): number {
  const inside = slipWidth - 2 * MARGIN;
  let y = MARGIN;
  pen.textBaseline = 'top';
  const write = (
    text: string,
    size: number,
    options: { colour?: string; bold?: boolean; middle?: boolean } = {},
  ) => {
    const { colour = INK, bold = false, middle = false } = options;
    pen.font = `${bold ? 'bold ' : ''}${size}px sans-serif`;
    pen.fillStyle = colour;
    pen.textAlign = middle ? 'center' : 'left';
    for (const line of linesOf(text, inside, part => pen.measureText(part).width)) {
      if (draws) pen.fillText(line, middle ? slipWidth / 2 : MARGIN, y);
      y += Math.round(size * 1.4);
    }
  };
  const rule = () => {
    y += 12;
    pen.fillStyle = RED;
    if (draws) pen.fillRect(MARGIN, y, inside, 3);
    y += 27;
  };

  write(slip.station, 34, { colour: RED, bold: true });
  rule();
  write(slip.title, 56, { bold: true });
  y += 12;
  write(slip.who, 46, { bold: true });
  y += 12;
  for (const { name, value } of slip.facts) write(`${name}　${value}`, 38);
  if (slip.qr && slip.digits) {
    y += 28;
    if (draws) drawCode(pen, slip.qr, (slipWidth - QR) / 2, y, QR);
    y += QR + 8;
    write('扫不出来时，报这个号', 32, { colour: SOFT, middle: true });
    write(slip.digits, 96, { bold: true, middle: true });
  }
  rule();
  write(slip.advice, 34, { colour: SOFT });
  return y + MARGIN - 14;
}

function drawCode(pen: Pen, text: string, left: number, top: number, width: number): void {
  const { size, runs } = qrRuns(text);
  // Whole units only: a blurred edge between modules is what readers stumble over.
  const unit = Math.floor(width / size);
  const inset = Math.floor((width - unit * size) / 2);
  pen.fillStyle = '#000';
  for (const [x, y, length] of runs) {
    pen.fillRect(left + inset + x * unit, top + inset + y * unit, length * unit, unit);
  }
}

/** A text in lines no wider than `width`, broken anywhere: Chinese has no spaces to break at. */
export function linesOf(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && widthOf(line + character) > width) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
}
