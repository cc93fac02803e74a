import { drawSlip, slipWidth } from './draw';
import type { Kept } from './picture';
import { atSomeScale } from './scales';
import type { Slip } from './slip';

/** What the button says that hands a ticket on: a browser has no chat to send to. */
export const sendingText = '存成图片';

/** Draws the slip and saves it as a file. Rejects when no size could be drawn. */
export async function keepSlip(slip: Slip): Promise<Kept> {
  const picture = await atSomeScale(scale => draw(slip, scale));
  const link = document.createElement('a');
  link.href = picture;
  link.download = `${slip.title}-${slip.who}.png`;
  link.click();
  return 'album';
}

/** Saves the picture, to be sent on by other means. Rejects when no size could be drawn. */
export async function sendSlip(slip: Slip): Promise<void> {
  await keepSlip(slip);
}

async function draw(slip: Slip, scale: number): Promise<string> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws no pictures');
  const height = drawSlip(pen, slip);
  canvas.width = slipWidth * scale;
  canvas.height = Math.round(height * scale);
  pen.scale(scale, scale);
  drawSlip(pen, slip);
  return canvas.toDataURL('image/png');
}
