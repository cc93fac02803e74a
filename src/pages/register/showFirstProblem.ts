import Taro from '@tarojs/taro';

/** Brings the first field with a problem into view, once it is drawn. */
export function showFirstProblem(): void {
  setTimeout(() => void Taro.pageScrollTo({ selector: '.field__error', offsetTop: -160 }), 50);
}
