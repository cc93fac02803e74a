/** @jest-environment jsdom */

import App from '@app/app';
import { now } from '@app/services/now';
import { lockAway } from '@app/services/vault';
import Taro from '@tarojs/taro';
import { render, screen } from '@testing-library/react';
import { forgetEverything } from './support/taro';

beforeEach(forgetEverything);

test('what a door was lent is gone when the app is opened after its time, whichever page it opens at', async () => {
  await lockAway('list|a1|s1', '王*兰', now() + 60_000);
  await lockAway('list|a2|s1', '李*', now() - 1);
  render(<App>日历</App>);
  expect(screen.getByText('日历')).toBeTruthy();
  const keys = Taro.getStorageInfoSync().keys.join();
  expect(keys).toContain('list|a1|s1');
  expect(keys).not.toContain('list|a2|s1');
});
