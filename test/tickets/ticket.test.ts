/** A ticket's text, as server and gate judge it: whose it is, whether we wrote it, whether it is shown now. */
import { mac } from '@api/secrets';
import {
  isGenuine,
  isShownNow,
  parseTicket,
  type TicketText,
  turnEvery,
  turned,
  turningSecret,
  writeTicket,
} from '@core/tickets/ticket';

const key = 'a1'.repeat(32);
const otherKey = 'b2'.repeat(32);
const now = Date.parse('2027-06-09T09:00:10+08:00');
const facts = {
  keyId: 'k1',
  activityId: 'a1',
  session: '',
  stationId: 'hall',
  key: 'mAbCdEfGhIjKlMn',
  id: 'gZyXwVuTsRqPoNm',
  size: 2,
  code: '123456',
  turning: false,
  name: '546LKuWFsA',
};
const write = (overrides: Partial<typeof facts & { who: number }> = {}) =>
  writeTicket({ ...facts, ...overrides }, key, mac);
const genuine = (text: string, opens = key) => {
  const ticket = parseTicket(text);
  return ticket !== undefined && isGenuine(ticket, opens, mac);
};

describe('a ticket', () => {
  test.each<[string, Partial<typeof facts & { who: number }>]>([
    ['of a party', {}],
    ['of one member', { who: 1 }],
    ['of the first member', { who: 0 }],
    ['of one session', { session: 's2' }],
    ['without a name', { name: '' }],
    ['that turns', { turning: true }],
  ])('%s says what was written, and is ours', (_, overrides) => {
    const text = write(overrides);
    expect(parseTicket(` ${text}\n`)).toEqual({ ...facts, ...overrides, signature: expect.any(String) });
    expect(genuine(text)).toBe(true);
  });

  test('is short enough for a poor camera', () => {
    expect(write({ session: 's2', turning: true }).length).toBeLessThan(130);
  });

  test('is forged with any one part from another', () => {
    const [one, two] = [write({ who: 0 }), write({ ...other, who: 1 })].map(text => text.split('.'));
    for (let at = 1; at < one!.length; at++) {
      if (one![at] === two![at]) continue;
      expect([at, genuine(one!.map((part, i) => (i === at ? two![i] : part)).join('.'))]).toEqual([
        at,
        false,
      ]);
    }
  });
  const other: typeof facts = {
    ...{ keyId: 'k2', activityId: 'a2', session: 's1', stationId: 'library', key: 'mNone', id: 'gNone' },
    ...{ size: 5, code: '654321', turning: true, name: '5p2O' },
  };

  test('is forged with two parts changing places', () => {
    const parts = write().split('.');
    for (let at = 1; at + 1 < parts.length; at++) {
      const swapped = [...parts.slice(0, at), parts[at + 1], parts[at], ...parts.slice(at + 2)].join('.');
      if (swapped !== write()) expect([at, genuine(swapped)]).toEqual([at, false]);
    }
  });

  test('is forged cut off anywhere', () => {
    const text = write();
    for (let length = 0; length < text.length; length++) expect(genuine(text.slice(0, length))).toBe(false);
  });

  test('is forged under the key of another activity', () => {
    expect(genuine(write(), otherKey)).toBe(false);
  });

  test.each(['02', '2.0', ' 2', '2e0', 'NaN', '-0'])('is none with a size written as “%s”', size => {
    expect(genuine(write().replace('.2.', `.${size}.`))).toBe(false);
  });

  test('that does not turn is none with a code of the moment behind it', () => {
    expect(parseTicket(`${write()}.abcdef`)).toBeUndefined();
  });
});

describe('a ticket that turns', () => {
  const text = write({ turning: true });
  const secret = turningSecret(text, key, mac);
  const shownAt = (at: number) => parseTicket(turned(text, secret, at, mac)) as TicketText;
  const step = (steps: number) => now + steps * turnEvery;

  test.each([
    ['now', 0, true],
    ['one step ago', -1, true],
    ['one step ahead', 1, true],
    ['two steps ago: a picture of it has died', -2, false],
    ['two steps ahead', 2, false],
    ['a day ago', -2880, false],
  ])('as it is %s', (_, steps, taken) => {
    const ticket = shownAt(step(steps));
    expect(isGenuine(ticket, key, mac)).toBe(true);
    expect(isShownNow(ticket, key, now, mac)).toBe(taken);
  });

  test('is the same for thirty seconds and then another', () => {
    const began = Math.floor(now / turnEvery) * turnEvery;
    const codes = [0, turnEvery - 1, turnEvery].map(after => turned(text, secret, began + after, mac));
    expect(codes[1]).toBe(codes[0]);
    expect(codes[2]).not.toBe(codes[0]);
  });

  test('on a phone whose clock is wrong is right by the offset learned when it was fetched', () => {
    const phone = now - 37 * 60_000;
    const offset = now - phone;
    expect(isShownNow(shownAt(phone), key, now, mac)).toBe(false);
    expect(isShownNow(shownAt(phone + offset), key, now, mac)).toBe(true);
  });

  test('is not shown now without its code, with another’s, or with one of another ticket', () => {
    const others = writeTicket({ ...facts, turning: true, code: '999999' }, key, mac);
    const theirs = turned(others, turningSecret(others, key, mac), now, mac)
      .split('.')
      .pop();
    for (const shown of [text, `${text}.`, `${text}.AAAAAA`, `${text}.${theirs}`])
      expect(isShownNow(parseTicket(shown)!, key, now, mac)).toBe(false);
  });

  test('keeps its secret from whoever holds only its picture or another activity’s key', () => {
    expect(turningSecret(text, otherKey, mac)).not.toBe(secret);
    expect(turned(text, secret, now, mac)).not.toContain(secret.slice(0, 9));
  });
});

test('one that need not be shown on a phone always is', () => {
  expect(isShownNow(parseTicket(write())!, key, 0, mac)).toBe(true);
});
