import { keep, keepCopy, kept } from '../../src/services/storage';

test('a ticket outlives any number of copies, of which the oldest go', () => {
  keep('ticket', { code: '123456' });
  for (let day = 1; day <= 100; day++) keepCopy(`day-${day}`, day);
  expect(kept('ticket')).toEqual({ code: '123456' });
  expect(kept('day-1')).toBeUndefined();
  expect(kept('day-100')).toBe(100);
});
