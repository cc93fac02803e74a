import { useEffect } from 'react';

const storage = new Map<string, string>();
let params: Record<string, string> = {};
let place: { latitude: number; longitude: number } | undefined;

/** Where the pages under test went, newest last. */
export const journeys: string[] = [];

/** How bright the phone's screen is, 0 to 1, and whether it is kept on. */
export const lit = { brightness: 0.4, awake: false };

/** Opens the next page under test with these parameters, on a phone that keeps what it stored. */
export function openWith(next: Record<string, string>): void {
  params = next;
}

/** The phone is there, and its holder lets it say so; without a place they do not. */
export function stand(next: typeof place): void {
  place = next;
}

/** A new phone: nothing stored, nowhere gone. */
export function forgetEverything(): void {
  storage.clear();
  journeys.length = 0;
  params = {};
  Object.assign(lit, { brightness: 0.4, awake: false });
  place = undefined;
}

const go = ({ url }: { url: string }) => {
  journeys.push(url);
  return Promise.resolve();
};

const Taro = {
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: string) => void storage.set(key, value),
  getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  removeStorageSync: (key: string) => void storage.delete(key),
  setStorage: async ({ key, data }: { key: string; data: string }) => void storage.set(key, data),
  getStorage: async ({ key }: { key: string }) => {
    if (!storage.has(key)) throw new Error('getStorage:fail data not found');
    return { data: storage.get(key)! };
  },
  setNavigationBarTitle: () => Promise.resolve(),
  pageScrollTo: () => Promise.resolve(),
  getCurrentPages: () => [{}],
  navigateTo: go,
  redirectTo: go,
  switchTab: go,
  reLaunch: go,
  navigateBack: () => Promise.resolve(),
  makePhoneCall: () => Promise.resolve(),
  getScreenBrightness: () => Promise.resolve({ value: lit.brightness }),
  setScreenBrightness: ({ value }: { value: number }) => {
    lit.brightness = value;
    return Promise.resolve();
  },
  setKeepScreenOn: ({ keepScreenOn }: { keepScreenOn: boolean }) => {
    lit.awake = keepScreenOn;
    return Promise.resolve();
  },
  vibrateShort: () => Promise.resolve(),
  vibrateLong: () => Promise.resolve(),
  getLocation: () =>
    place ? Promise.resolve(place) : Promise.reject(new Error('getLocation:fail auth deny')),
};

/** Stands in for Taro: a phone with storage and a list of the pages it was sent to. */
export default Taro;

/** The parameters given to `openWith`. */
export const useRouter = () => ({ params });
/** Pages come to the front once, when they are mounted. */
export const useDidShow = (shown: () => void) => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the platform calls it
  useEffect(() => shown(), []);
};
/** Pages never leave the front here. */
export const useDidHide = () => undefined;
/** Nobody shares here. */
export const useShareAppMessage = () => undefined;
