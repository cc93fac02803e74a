import Taro from '@tarojs/taro';
import { isLocked, lockAway, unlock, wipe, wipeOverdue } from '../../src/services/vault';
import { forgetEverything } from '../support/taro';

const later = 2000;
const keys = () => Taro.getStorageInfoSync().keys;
beforeEach(forgetEverything);
afterEach(() => jest.restoreAllMocks());

test('keeps a long text in pieces that WeChat takes sealed, and gives it back whole', async () => {
  const text = '王*兰|'.repeat(50_000);
  const put = jest.spyOn(Taro, 'setStorage');
  await lockAway('list', text, later);
  expect(put.mock.calls.length).toBeGreaterThan(3);
  for (const [piece] of put.mock.calls) {
    expect(piece).toMatchObject({ encrypt: true });
    expect(Buffer.byteLength(String(piece!.data)) * 1.4).toBeLessThanOrEqual(256 * 1024);
  }
  expect(await unlock('list', 1000)).toBe(text);
});

test('a phone that is full, or off, in the middle of a new copy still has the old one', async () => {
  await lockAway('list', 'old', later);
  jest.spyOn(Taro, 'setStorage').mockRejectedValue(new Error('full'));
  await expect(lockAway('list', 'new', later)).rejects.toThrow('full');
  expect(await unlock('list', 1000)).toBe('old');
});

test('leaves no piece of a former copy', async () => {
  await lockAway('list', 'x'.repeat(150_000), later);
  await lockAway('list', 'short', later);
  expect(keys()).toHaveLength(2);
});

test('is empty after its time, by the look of it or by the sweep', async () => {
  await lockAway('list', 'names', later);
  await lockAway('other', 'names', later + 1000);
  wipeOverdue(later);
  expect([isLocked('list'), isLocked('other')]).toEqual([false, true]);
  expect(await unlock('other', later + 1000)).toBeUndefined();
  expect(keys()).toEqual([]);
});

test('is empty once it was wiped', async () => {
  await lockAway('list', 'names', later);
  wipe('list');
  expect(await unlock('list', 0)).toBeUndefined();
  expect(keys()).toEqual([]);
});
