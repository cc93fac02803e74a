import { dayLabel, dayLine } from '@app/components/day-words';
import { FESTIVALS } from '@core/almanac/tables/festival-days';
import type { CalendarDay } from '@core/programme/contract';

const day = (facts: Partial<CalendarDay>): CalendarDay => ({
  date: '2027-06-05',
  lunar: '四月廿七',
  festivals: [],
  dayOff: null,
  count: 0,
  ...facts,
});

describe('what is written under a day', () => {
  test.each([
    ['a festival before all else', { festivals: ['端午'], term: '芒种' }, '端午'],
    ['a solar term before the lunar day', { term: '芒种' }, '芒种'],
    ['the lunar day', {}, '廿七'],
    ['the lunar month on its first day', { lunar: '五月初一' }, '五月'],
    ['a leap month by its name', { lunar: '闰六月初一' }, '闰六月'],
    ['a long festival said shorter', { festivals: ['文化和自然遗产日'] }, '遗产日'],
  ])('%s', (_, facts, text) => {
    expect(dayLabel(day(facts)).text).toBe(text);
  });

  test('every festival of the table fits its cell', () => {
    const tooLong = FESTIVALS.map(({ name }) => dayLabel(day({ festivals: [name] })).text).filter(
      text => text.length > 4 || text.endsWith('（'),
    );
    expect(tooLong).toEqual([]);
  });

  test('a period is named where it begins, and leaves its other days their own word', () => {
    const week = { name: '全民阅读活动周', from: '2027-04-19', to: '2027-04-25' };
    const label = (date: string, festivals: string[] = []) =>
      dayLabel(day({ date, lunar: '三月十五', festivals: [...festivals, week.name], periods: [week] }));
    expect(label('2027-04-19').text).toBe('阅读周');
    expect(label('2027-04-21')).toEqual({ text: '十五', kind: 'lunar' });
    expect(label('2027-04-23', ['世界读书日']).text).toBe('读书日');
    expect(dayLine(day({ lunar: '三月十五', festivals: [week.name], periods: [week] }))).toBe(
      '三月十五 · 全民阅读活动周',
    );
  });

  test('a term that is a festival too is named once', () => {
    expect(dayLine(day({ festivals: ['清明'], term: '清明' }))).toBe('四月廿七 · 清明');
  });
});
