import './old-phones';

import type { Mac } from '@core/tickets/ticket';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** HMAC-SHA256 on this phone: WeChat has no WebCrypto, and no TextEncoder, so the text is ASCII. */
export const mac: Mac = (key, text) => hexOf(hmac(sha256, bytesOfHex(key), bytesOfAscii(text)));

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], two => Number.parseInt(two, 16));
}

function bytesOfAscii(text: string): Uint8Array {
  return Uint8Array.from(text, char => char.charCodeAt(0));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
