import Taro from '@tarojs/taro';

const database = 'yueyue';
const store = 'keys';
const keyName = 'vault';

/** AES-GCM under a key that this browser keeps and gives to nobody, not even to this page. Rejects when it cannot. */
export async function putSealed(name: string, text: string): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await ownKey(),
    new TextEncoder().encode(text),
  );
  Taro.setStorageSync(name, `${base64(iv)}.${base64(new Uint8Array(sealed))}`);
}

/** Rejects when there is nothing, or the key is gone. */
export async function getSealed(name: string): Promise<string> {
  const [iv = '', sealed = ''] = Taro.getStorageSync<string>(name).split('.');
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes(iv) },
    await ownKey(),
    bytes(sealed),
  );
  return new TextDecoder().decode(opened);
}

async function ownKey(): Promise<CryptoKey> {
  const opened = await done(indexedDB.open(database, 1), request => request.result.createObjectStore(store));
  try {
    const kept = (await done(opened.transaction(store).objectStore(store).get(keyName))) as
      | CryptoKey
      | undefined;
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    await done(opened.transaction(store, 'readwrite').objectStore(store).put(made, keyName));
    return made;
  } finally {
    opened.close();
  }
}

function done<T>(request: IDBRequest<T>, upgrade?: (request: IDBRequest<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    if (upgrade) (request as unknown as IDBOpenDBRequest).onupgradeneeded = () => upgrade(request);
  });
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), char => char.charCodeAt(0));
}
