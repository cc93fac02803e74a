import Taro from '@tarojs/taro';
import { drawSlip, type Pen, slipWidth } from './draw';
import { atSomeScale } from './scales';
import type { Slip } from './slip';

/** Where a picture of the slip came to: the album, or on the screen, to be saved or sent on from there. */
export type Kept = 'album' | 'screen';

/** What the button says that hands a ticket on. */
export const sendingText = '发给家人';

/**
 * Draws the slip and saves it among the phone's pictures. Where that is not allowed, or as on a PC not known, the
 * picture is shown large, and a long press saves it or sends it on. Rejects when no size could be drawn.
 */
export async function keepSlip(slip: Slip): Promise<Kept> {
  const picture = await atSomeScale(scale => draw(slip, scale));
  try {
    await Taro.saveImageToPhotosAlbum({ filePath: picture });
    return 'album';
  } catch {
    await Taro.previewImage({ urls: [picture] });
    return 'screen';
  }
}

/**
 * Draws the slip and opens WeChat's own menu to send a picture to a chat; where there is no such menu, shows it large.
 * Changing one's mind there is no failure. Rejects when no size could be drawn.
 */
export async function sendSlip(slip: Slip): Promise<void> {
  const picture = await atSomeScale(scale => draw(slip, scale));
  try {
    await Taro.showShareImageMenu({ path: picture });
  } catch (error) {
    if (/cancel/.test(String((error as { errMsg?: string }).errMsg))) return;
    await Taro.previewImage({ urls: [picture] });
  }
}

async function draw(slip: Slip, scale: number): Promise<string> {
  const canvas = Taro.createOffscreenCanvas({ type: '2d', width: slipWidth, height: 10 });
  // Taro's types know no 2d context of an off-screen canvas; WeChat's own documentation does.
  const pen = canvas.getContext('2d') as unknown as Pen;
  const height = drawSlip(pen, slip);
  canvas.width = slipWidth * scale;
  canvas.height = Math.round(height * scale);
  pen.scale(scale, scale);
  drawSlip(pen, slip);
  const { tempFilePath } = await Taro.canvasToTempFilePath({
    canvas: canvas as unknown as Taro.Canvas,
    destWidth: canvas.width,
    destHeight: canvas.height,
  });
  return tempFilePath;
}
