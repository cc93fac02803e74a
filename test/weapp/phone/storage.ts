/**
 * What a mini-program keeps on the phone. It outlives the app, also one that is killed. WeChat takes 1 MB under a key and
 * 10 MB in all (developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorage.html); what it encrypts is read
 * only by whoever says so, grows to 1.4 of its size, and counts as it has grown.
 */

const mostUnderKey = 1024 * 1024;
const mostInAll = 10 * mostUnderKey;

/** How an encrypted value begins; no JSON does. */
const mark = 'sealed:';
/** Of the size, beyond what writing bytes as letters adds by itself. */
const growth = 1.05;

export type Stored = { key: string; bytes: number; sealed: boolean };

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
const weigh = (text: string) => Math.ceil(text.startsWith(mark) ? growth * text.length : bytesOf(text));

/** Everything stored, as heavy as WeChat counts it. */
export function stored(): Stored[] {
  return Object.entries({ ...localStorage } as Record<string, string>).map(([key, text]) => ({
    key,
    bytes: weigh(text),
    sealed: text.startsWith(mark),
  }));
}

function put(key: string, text: string): void {
  const bytes = weigh(text);
  if (bytes > mostUnderKey) throw new Error('entry size limit reached');
  const others = stored().filter(one => one.key !== key);
  const full = others.reduce((sum, one) => sum + one.bytes, bytes) > mostInAll;
  try {
    if (full) throw new Error();
    // The browser takes five million letters.
    localStorage.setItem(key, text);
  } catch {
    throw new Error('exceed storage max size 10Mb');
  }
}

const seal = (data: string) =>
  mark + btoa([...new TextEncoder().encode(data)].map(byte => String.fromCharCode(byte ^ 0x5a)).join(''));
const open = (text: string) =>
  new TextDecoder().decode(Uint8Array.from(atob(text.slice(mark.length)), one => one.charCodeAt(0) ^ 0x5a));

/** What is there for somebody who does not ask for it decrypted: of an encrypted value, letters without a meaning. */
const plain = (text: string) => (text.startsWith(mark) ? text : (JSON.parse(text) as unknown));

/** The synchronous calls, which neither encrypt nor decrypt. */
export const storage = {
  getStorageSync(key: string) {
    const text = localStorage.getItem(key);
    return text === null ? '' : plain(text);
  },
  setStorageSync(key: string, value: unknown) {
    try {
      put(key, JSON.stringify(value));
    } catch (error) {
      throw new Error(`setStorageSync:fail ${(error as Error).message}`);
    }
  },
  removeStorageSync: (key: string) => localStorage.removeItem(key),
  getStorageInfoSync() {
    const all = stored();
    return {
      keys: all.map(({ key }) => key),
      currentSize: Math.ceil(all.reduce((sum, { bytes }) => sum + bytes, 0) / 1024),
      limitSize: mostInAll / 1024,
    };
  },
};

type Asked = Record<string, unknown>;

/** The asynchronous calls. */
export const slowStorage = {
  setStorage({ key, data, encrypt }: Asked): void {
    put(String(key), encrypt === true ? seal(String(data)) : JSON.stringify(data));
  },
  getStorage({ key, encrypt }: Asked): { data: unknown } {
    const text = localStorage.getItem(String(key));
    if (text === null) throw new Error('data not found');
    if (encrypt !== true) return { data: plain(text) };
    if (!text.startsWith(mark)) throw new Error('decrypt fail');
    return { data: open(text) };
  },
};
