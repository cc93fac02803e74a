import Taro from '@tarojs/taro';

/** Storage that WeChat encrypts; it does so only asynchronously, and takes 0.7 MB under a key. The browser's is in sealed-storage.h5. */
type Sealed = { key: string; data: string; encrypt: true };

/** Rejects when the phone is full. */
export async function putSealed(key: string, data: string): Promise<void> {
  // Taro's types do not know `encrypt`.
  await Taro.setStorage({ key, data, encrypt: true } as Sealed);
}

/** Rejects when there is nothing. */
export async function getSealed(key: string): Promise<string> {
  const option = { key, encrypt: true } as { key: string };
  return (await Taro.getStorage<string>(option)).data;
}
