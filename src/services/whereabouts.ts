import type { Point } from '@core/self-check-in/self-check-in';
import Taro from '@tarojs/taro';

/** Where this phone is, once; nothing where its holder does not want to say, or it does not know. */
export async function whereabouts(): Promise<Point | undefined> {
  try {
    const { latitude, longitude } = await Taro.getLocation({ type: 'gcj02', isHighAccuracy: true });
    return { lat: latitude, lng: longitude };
  } catch {
    return undefined;
  }
}
