import { follow, now } from '@app/services/now';
import { keyOf } from '@app/services/storage';
import { isLocked, lockAway, unlock, wipe, wipeAll, wipeOverdue } from '@app/services/vault';
import Taro from '@tarojs/taro';
import { forgetEverything } from '@test/support/taro';

const later = 2000;
const keys = () => Taro.getStorageInfoSync().keys;
let time: number;
beforeEach(() => {
  forgetEverything();
  time = 1000;
  jest.spyOn(Date, 'now').mockImplementation(() => time);
});
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
  expect(await unlock('list')).toBe(text);
});

test('a phone that is full, or off, in the middle of a new copy still has the old one', async () => {
  await lockAway('list', 'old', later);
  jest.spyOn(Taro, 'setStorage').mockRejectedValue(new Error('full'));
  await expect(lockAway('list', 'new', later)).rejects.toThrow('full');
  expect(await unlock('list')).toBe('old');
});

test('leaves no piece of a former copy', async () => {
  await lockAway('list', 'x'.repeat(150_000), later);
  await lockAway('list', 'short', later);
  expect(keys()).toHaveLength(2);
});

test('is empty after its time, by the look of it or by the sweep', async () => {
  await lockAway('list', 'names', later);
  await lockAway('other', 'names', later + 1000);
  time = later;
  wipeOverdue();
  expect([isLocked('list'), isLocked('other')]).toEqual([false, true]);
  time = later + 1000;
  expect(await unlock('other')).toBeUndefined();
  expect(keys()).toEqual([]);
});

test('a copy that was broken off before it had a head is swept like a whole one', async () => {
  await lockAway('list', 'names', later);
  Taro.removeStorageSync(keyOf('vault|list'));
  wipeOverdue();
  expect(keys()).toHaveLength(1);
  time = later;
  wipeOverdue();
  expect(keys()).toEqual([]);
});

test('is empty once it was wiped', async () => {
  await lockAway('list', 'names', later);
  wipe('list');
  expect(await unlock('list')).toBeUndefined();
  expect(keys()).toEqual([]);
});

test('is all gone also where the phone does not list what it keeps encrypted', async () => {
  const listed = Taro.getStorageInfoSync;
  const isPiece = (key: string) => /\|\d+$/.test(key);
  jest
    .spyOn(Taro, 'getStorageInfoSync')
    .mockImplementation(() => ({ ...listed(), keys: listed().keys.filter(key => !isPiece(key)) }));
  await lockAway('list', 'x'.repeat(150_000), later);
  await lockAway('list', 'y'.repeat(150_000), later);
  expect(listed().keys.filter(isPiece)).toHaveLength(3);
  wipe('list');
  expect(listed().keys).toEqual([]);
});

test('is wiped with all whose names begin alike, and with no other', async () => {
  for (const name of ['list|a1|s1', 'list|a1|s2', 'list|a10|s1']) await lockAway(name, 'names', later);
  wipeAll('list|a1|');
  expect(keys().every(key => key.includes('list|a10|s1'))).toBe(true);
  expect(await unlock('list|a10|s1')).toBe('names');
});

test('a phone whose clock is wrong goes by the server’s, as it was when this was locked away', async () => {
  time = 10 * 3_600_000;
  follow(new Date(time - 9 * 3_600_000).toISOString());
  await lockAway('list', 'names', now() + later);
  await jest.isolateModulesAsync(async () => {
    jest.doMock('@tarojs/taro', () => ({ __esModule: true, default: Taro }));
    const restarted = await import('@app/services/vault');
    restarted.wipeOverdue();
    expect(restarted.isLocked('list')).toBe(true);
    expect(await restarted.unlock('list')).toBe('names');
    time += later;
    restarted.wipeOverdue();
    expect(restarted.isLocked('list')).toBe(false);
  });
  follow(new Date(time).toISOString());
});
