/** @jest-environment jsdom */

import { MonthGrid } from '@app/components/MonthGrid';
import { daysOfMonth } from '@core/kernel/dates';
import type { CalendarDay } from '@core/programme/contract';
import { fireEvent, render, screen } from '@testing-library/react';

const plain = (date: string): CalendarDay => ({
  date,
  lunar: '四月廿七',
  festivals: [],
  dayOff: null,
  count: 0,
});
const june = (special: Record<string, Partial<CalendarDay>>) =>
  daysOfMonth('2027-06').map(date => ({ ...plain(date), ...special[date] }));

function show(special: Record<string, Partial<CalendarDay>> = {}, onSelect = jest.fn()) {
  render(
    <MonthGrid
      month="2027-06"
      days={june(special)}
      today="2027-06-04"
      selected="2027-06-09"
      onSelect={onSelect}
    />,
  );
  return onSelect;
}
const day = (name: RegExp) => screen.getByRole('button', { name });

describe('the month', () => {
  test('has a button for each of its days', () => {
    show();
    expect(screen.getAllByRole('button')).toHaveLength(30);
  });

  test('says of a day what the eye sees: festival, holiday, how much is on', () => {
    show({ '2027-06-09': { lunar: '五月初五', festivals: ['端午'], dayOff: '休', count: 3 } });
    expect(day(/6月9日 周三/).getAttribute('aria-label')).toBe(
      '6月9日 周三，农历五月初五，端午，放假，3个活动',
    );
  });

  test('says which day is today and which is chosen', () => {
    show();
    expect(day(/6月4日.*今天/)).toBeTruthy();
    expect(day(/6月9日/).getAttribute('aria-selected')).toBe('true');
    expect(day(/6月8日/).getAttribute('aria-selected')).toBe('false');
  });

  test('begins its weeks on Monday: 1 June 2027, a Tuesday, has one blank before it', () => {
    show();
    expect(document.querySelectorAll('.month-grid__blank')).toHaveLength(1);
  });

  test('keeps festive colours from a day of mourning', () => {
    show({ '2027-06-09': { festivals: ['国家公祭日'], solemn: true } });
    expect(day(/国家公祭日/).className).toContain('month-grid__day--solemn');
  });

  test('a workday moved to a Sunday is no day of rest', () => {
    show({ '2027-06-06': { dayOff: '班' } });
    expect(day(/6月6日.*调休上班/).className).not.toContain('month-grid__day--rest');
    expect(day(/6月13日/).className).toContain('month-grid__day--rest');
  });

  test('tells which day was tapped', () => {
    const onSelect = show();
    fireEvent.click(day(/6月12日/));
    expect(onSelect).toHaveBeenCalledWith('2027-06-12');
  });

  test('stands as bare dates until its days are known', () => {
    render(
      <MonthGrid month="2027-02" days={undefined} today="" selected="2027-02-01" onSelect={jest.fn()} />,
    );
    expect(screen.getAllByRole('button')).toHaveLength(28);
  });
});
