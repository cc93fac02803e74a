/** What a hand, or a camera, does to WeChat's own elements. */
import type { Phone } from './driver';

/** A code held before the open camera, read once. */
export function cameraReads(phone: Phone, result: string): Promise<void> {
  return happens(phone, 'camera', 'scancode', { result, type: 'qrcode' });
}

/** A date (YYYY-MM-DD) or time (HH:mm) chosen on the wheels of the picker of this name. */
export async function choose(phone: Phone, label: string, value: string): Promise<void> {
  await happens(phone, `picker:has([aria-label^="${label}："])`, 'change', { value });
}

async function happens(phone: Phone, selector: string, type: string, detail: object): Promise<void> {
  await phone.page
    .locator(`${selector}:visible`)
    .first()
    .evaluate((element, [name, what]) => element.dispatchEvent(new CustomEvent(name, { detail: what })), [
      type,
      detail,
    ] as const);
}
