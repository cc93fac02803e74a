import { createHmac } from 'node:crypto';
import {
  isOnScreen,
  readPresence,
  screenCode,
  screenEvery,
  screenStep,
} from '@core/self-check-in/self-check-in';

const mac = (key: string, text: string) =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex');
const key = 'ab'.repeat(32);
const place = { activityId: '72de177ee6', sid: 's1' };
const at = Date.parse('2027-06-09T09:00:30+08:00');
const now = screenCode(place, screenStep(at), key, mac);

describe('what the hall’s screen shows', () => {
  test('six digits to type, and a scene that WeChat takes', () => {
    expect(now.digits).toMatch(/^\d{6}$/);
    expect(now.scene).toMatch(/^t=72de177ee6\.s1\.[0-9a-f]{10}$/);
    expect(now.scene.length).toBeLessThanOrEqual(32);
  });

  test.each([
    ['in its own minute', 0, true],
    ['in the minute after', screenEvery, true],
    ['two minutes later', 2 * screenEvery, false],
    ['before it is shown', -screenEvery, false],
  ])('%s is taken: %#', (_, later, taken) => {
    for (const shown of [now.digits, now.scene])
      expect(isOnScreen(shown, place, at + later, key, mac)).toBe(taken);
  });

  test('is another activity’s, session’s or key’s nowhere', () => {
    expect(isOnScreen(now.scene, { ...place, sid: 's2' }, at, key, mac)).toBe(false);
    expect(isOnScreen(now.digits, { ...place, activityId: 'other' }, at, 'cd'.repeat(32), mac)).toBe(false);
  });
});

describe('what was scanned or typed', () => {
  test.each([
    ['a=a1', { kind: 'poster', activityId: 'a1' }],
    ['a=a1&s=s2', { kind: 'poster', activityId: 'a1', sessionId: 's2' }],
    ['v=stage', { kind: 'door', venueId: 'stage' }],
    [now.scene, { kind: 'screen', activityId: place.activityId, sid: 's1', scene: now.scene }],
    [' 480 001 ', { kind: 'digits', digits: '480001' }],
    ['48000', undefined],
    ['t=a1.s1.', undefined],
    ['YY2.k.a', undefined],
    ['', undefined],
  ])('%p is %p', (text, expected) => expect(readPresence(text)).toEqual(expected));
});
