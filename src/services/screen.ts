import Taro from '@tarojs/taro';

/** What the screen does for whoever holds it up or reads it at the door. The browser's own ways are in screen.h5. */

/** Keeps the screen lit until the returned function is called. */
export function stayAwake(): () => void {
  void Taro.setKeepScreenOn({ keepScreenOn: true });
  return () => void Taro.setKeepScreenOn({ keepScreenOn: false });
}

/** One after the other, so that a page that follows at once finds the brightness restored and not the full one. */
let settled: Promise<unknown> = Promise.resolve();

/** The screen as bright as it gets, and lit, until the returned function is called; then as it was. */
export function shine(): () => void {
  const sleep = stayAwake();
  let before: number | undefined;
  const next = (step: () => Promise<unknown>) => {
    // A phone that does not let itself be lit is no failure.
    settled = settled.then(step).catch(() => undefined);
  };
  next(async () => {
    before = (await Taro.getScreenBrightness()).value;
    await Taro.setScreenBrightness({ value: 1 });
  });
  return () => {
    sleep();
    next(async () => before !== undefined && Taro.setScreenBrightness({ value: before }));
  };
}
