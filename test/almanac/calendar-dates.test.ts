/** The dates file over every day of 1901–2100, against arithmetic of this test's own that asks no Date and no library. */
import * as dates from '@core/kernel/dates';

const { addDays, at, beijingDay, dateOf, day, daysBetween, fromIso, hour, isDate, iso, minute } = dates;

type Day = { date: string; year: number; month: number; day: number; number: number };

const two = (number: number) => (number < 10 ? `0${number}` : `${number}`);
const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengths = (year: number) => [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Every day from 1 January 1901, numbered from 1 January 1970: that is 69 years of 365 days and 17 leap days later. */
const days: Day[] = [];
for (let year = 1901, number = -(69 * 365 + 17); year <= 2100; year++) {
  lengths(year).forEach((length, i) => {
    for (let one = 1; one <= length; one++, number++) {
      days.push({ date: `${year}-${two(i + 1)}-${two(one)}`, year, month: i + 1, day: one, number });
    }
  });
}
const offset = 8 * 3_600_000;
const midnightOf = ({ number }: Day) => number * 86_400_000 - offset;
/** 1 January 1970 was a Thursday. */
const weekdayOf = ({ number }: Day) => (((number + 4) % 7) + 7) % 7;

/**
 * The days on which something else comes out than is expected, at most a few: an assertion a day would take minutes. With
 * `every`, one day in so many, through all months and weekdays, for what only writes words.
 */
const wrong = (isWrong: (one: Day, i: number) => boolean, every = 1) =>
  days
    .filter((one, i) => i % every === 0 && isWrong(one, i))
    .map(({ date }) => date)
    .slice(0, 5);

it('the machine is in the zone it was put into', () => {
  expect(process.env.TZ ?? new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(
    new Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
});

describe('dates of 1901–2100', () => {
  it('there are 73,049 of them, 2000-02-29 and not 2100-02-29 among them', () => {
    expect(days).toHaveLength(73_049);
    expect(days.find(({ number }) => number === 0)?.date).toBe('1970-01-01');
    expect(isDate('2000-02-29')).toBe(true);
    expect(isDate('2100-02-29')).toBe(false);
  });

  it('a date begins and ends where it should, to the millisecond', () => {
    expect(
      wrong(one => {
        const begins = midnightOf(one);
        return (
          dates.startOfDay(one.date) !== begins ||
          beijingDay(begins) !== one.date ||
          beijingDay(begins + 86_400_000 - 1) !== one.date ||
          at(one.date, '24:30') !== begins + 24.5 * 3_600_000
        );
      }),
    ).toEqual([]);
  });

  it('a date is one, in numbers and in text, and so is its weekday', () => {
    expect(
      wrong((one, i) => {
        const { year, month, day: ofMonth } = dates.dayNumbers(midnightOf(one) + 5 * minute);
        return (
          !isDate(one.date) ||
          dateOf(one.year, one.month, one.day) !== one.date ||
          year !== one.year ||
          month !== one.month ||
          ofMonth !== one.day ||
          dates.weekday(one.date) !== weekdayOf(one) ||
          (i % 5 === 0 &&
            dates.dayText(one.date) !== `${one.month}月${one.day}日 周${'日一二三四五六'[weekdayOf(one)]}`)
        );
      }),
    ).toEqual([]);
  });

  it('steps lead to the date that far away, forth and back', () => {
    const steps = [-366, -31, -1, 0, 1, 28, 365];
    expect(
      wrong((one, i) => {
        const step = steps[i % steps.length]!;
        const target = days[i + step];
        if (!target) return false;
        return addDays(one.date, step) !== target.date || daysBetween(one.date, target.date) !== step;
      }, 3),
    ).toEqual([]);
  });

  it('a moment is written with Beijing’s offset and read back', () => {
    expect(
      wrong((one, i) => {
        const within = (i * 7919) % 86_400;
        const moment = midnightOf(one) + within * 1000;
        const [hours, minutes] = [Math.floor(within / 3600), Math.floor(within / 60) % 60];
        const clock = `${two(hours)}:${two(minutes)}`;
        return (
          iso(moment) !== `${one.date}T${clock}:${two(within % 60)}+08:00` ||
          fromIso(iso(moment)) !== moment ||
          dates.timeField(moment) !== clock ||
          dates.timeText(moment) !== clock.replace(/^0/, '') ||
          at(one.date, clock) !== moment - (within % 60) * 1000
        );
      }, 5),
    ).toEqual([]);
  });

  it('months have their days, and follow one another', () => {
    for (let year = 1901; year <= 2100; year++) {
      lengths(year).forEach((length, i) => {
        const month = `${year}-${two(i + 1)}`;
        const all = dates.daysOfMonth(month);
        expect([dates.monthIn(year, i + 1), dates.lengthOfMonth(year, i + 1), all.length]).toEqual([
          month,
          length,
          length,
        ]);
        expect([all[0], all.at(-1)]).toEqual([`${month}-01`, `${month}-${length}`]);
        expect(dates.addMonths(month, 1)).toBe(i === 11 ? `${year + 1}-01` : `${year}-${two(i + 2)}`);
        expect(dates.addMonths(month, -13)).toBe(i === 0 ? `${year - 2}-12` : `${year - 1}-${two(i)}`);
        expect(dates.monthText(month)).toBe(`${year}年${i + 1}月`);
      });
    }
  });

  it('a span says its days, whole or by the clock', () => {
    expect(
      wrong((one, i) => {
        const next = days[i + 1];
        if (!next) return false;
        const [begins, text, after] = [midnightOf(one), dates.dayText(one.date), dates.dayText(next.date)];
        return (
          dates.spanText(begins, begins + day, true) !== `${text} 全天` ||
          dates.spanText(begins + 9 * hour, begins + day) !== `${text} 9:00–24:00` ||
          dates.spanText(begins + 20 * hour, begins + 24.5 * hour) !== `${text} 20:00–次日00:30` ||
          dates.spanText(begins + 9 * hour, begins + 41 * hour) !== `${text} 9:00–${after} 17:00`
        );
      }, 25),
    ).toEqual([]);
  });
});

describe('what is no date', () => {
  it.each([
    '2027-02-30',
    '2027-02-29',
    '2027-04-31',
    '2027-00-10',
    '2027-13-01',
    '2027-01-00',
    '2027-1-1',
    '2027/01/01',
    '20270101',
    ' 2027-01-01',
    '2027-01-01T00:00:00Z',
    '',
  ])('「%s」 is refused, and nothing is reckoned from it', text => {
    expect(isDate(text)).toBe(false);
    expect(dates.startOfDay(text)).toBeNaN();
    expect(at(text, '9:00')).toBeNaN();
    expect(daysBetween('2027-01-01', text)).toBeNaN();
    expect(() => addDays(text, 1)).toThrow(RangeError);
  });

  it.each([
    '2027-02-30T09:00+08:00',
    '2027-06-09T25:00+08:00',
    '2027-06-09T09:60+08:00',
    '2027-06-09T09:00',
    '2027-06-09',
    '2027-06-09 09:00+08:00',
    'Wed, 09 Jun 2027 01:00:00 GMT',
    '',
  ])('「%s」 is no moment', text => expect(fromIso(text)).toBeNaN());

  it.each([
    ['2027-06-09T09:00+08:00', '2027-06-09T09:00:00+08:00'],
    ['2027-06-09T01:00:00Z', '2027-06-09T09:00:00+08:00'],
    ['2027-06-08T20:00:30.250-05:00', '2027-06-09T09:00:30+08:00'],
  ])('%s is %s', (text, written) => expect(iso(fromIso(text))).toBe(written));

  it('a moment that is no number is not written down', () => {
    expect(() => beijingDay(Number.NaN)).toThrow(RangeError);
    expect(() => iso(Number.NaN)).toThrow(RangeError);
  });

  it.each(['9:60', '9', '9:5', '123:00', 'nine', ''])('「%s」 is no time of day', time => {
    expect(at('2027-06-09', time)).toBeNaN();
  });
});

describe('other clocks', () => {
  it('minutes from midnight go on into the next day', () => {
    expect([0, 570, 1439, 1440, 1470].map(dates.minutesText)).toEqual([
      '0:00',
      '9:30',
      '23:59',
      '0:00',
      '0:30',
    ]);
  });

  it('a spreadsheet’s date is read off its UTC fields, to the minute', () => {
    const shown = dates.momentShown(new Date('1901-03-01T08:59:59.997Z'));
    expect(iso(shown)).toBe('1901-03-01T09:00:00+08:00');
    expect(dates.momentShown(new Date(Number.NaN))).toBeNaN();
  });

  it('a minute, an hour and a day are what they are', () => {
    expect([minute, hour, day]).toEqual([60_000, 3_600_000, 86_400_000]);
  });
});
