import Taro from '@tarojs/taro';
import { forget, forgetCopies, keyOf } from './storage';

/** How this phone is set, and what staff have not sent yet: everything else kept tells of a person. */
const impersonal = /^(elder|area|station|camera-on|wall-dark|(walk-ins|edit|gate)\|.*)$/;

/** Forgets everything this phone keeps that tells of the present person: tickets, forms, family, copies. */
export function forgetPerson(): void {
  const own = keyOf('');
  for (const key of Taro.getStorageInfoSync().keys) {
    if (key.startsWith(own) && !impersonal.test(key.slice(own.length))) forget(key.slice(own.length));
  }
  forgetCopies();
}
