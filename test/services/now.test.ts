/** The clock of a phone that was started again without a signal. */
type Clock = typeof import('@app/services/now');

let clock: Clock;
beforeEach(() => {
  jest.resetModules();
  clock = require('@app/services/now') as Clock;
});
const ahead = () => Math.round((clock.now() - Date.now()) / 1000);

test('is its own until something better is known', () => {
  expect(ahead()).toBe(0);
  clock.assumeAhead(undefined);
  expect(clock.clockAhead()).toBeUndefined();
});

test('is what was kept, until a reply says better, and never the kept one again', () => {
  clock.assumeAhead(3_600_000);
  expect(ahead()).toBe(3600);
  clock.follow(new Date(Date.now() + 60_000).toISOString());
  clock.assumeAhead(3_600_000);
  expect(ahead()).toBe(60);
});
