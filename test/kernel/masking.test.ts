import { maskedPhone, maskName, maskTitle, phoneTail } from '@core/kernel/masking';

describe('a name in a list', () => {
  test.each([
    ['王秀兰', '王*兰'],
    ['王兰', '王*'],
    ['欧阳小敏', '欧**敏'],
    ['Johnathan', 'J***n'],
    [' 王秀兰 ', '王*兰'],
    ['𠮷田花', '𠮷*花'],
  ])('%p is %p', (name, masked) => expect(maskName(name)).toBe(masked));

  test.each(['兰', '', ' '])('%p is hidden whole', name => expect(maskName(name)).toBe('*'));
});

describe('who did something, as a phone keeps it', () => {
  test.each([
    ['志愿者 李秀兰', '志愿者 李*兰'],
    ['李秀兰', '李*兰'],
    ['站长 老王', '站长 老王'],
  ])('%p is %p', (title, masked) => expect(maskTitle(title)).toBe(masked));
});

describe('a telephone', () => {
  test.each([
    ['13812341234', '1234'],
    ['138 1234-5678', '5678'],
    ['1234567', '4567'],
    ['123456', undefined],
    [undefined, undefined],
  ])('%p is found by %p', (phone, tail) => expect(phoneTail(phone)).toBe(tail));

  test('is shown by its last digits only, and by a dash where there is none', () => {
    expect(maskedPhone('1234')).toBe('*******1234');
    expect(maskedPhone(undefined)).toBe('—');
  });
});
