import { daysOfMonth, weekday } from '@core/kernel/dates';
import type { CalendarDay } from '@core/programme/contract';
import { View } from '@tarojs/components';
import { aria } from './aria';
import { dayLabel, daySaid } from './day-words';
import './MonthGrid.scss';
import { Pressable } from './Pressable';

const WEEK = ['一', '二', '三', '四', '五', '六', '日'];

/**
 * A month as a page of an almanac: date, festival or term or lunar day, 休 and 班, and how much is on. Before its days
 * are known the bare dates stand in, so that nothing jumps.
 */
export function MonthGrid(props: {
  month: string;
  days: CalendarDay[] | undefined;
  today: string;
  selected: string;
  onSelect: (date: string) => void;
}) {
  const { month, days, today, selected, onSelect } = props;
  const dates = daysOfMonth(month);
  const blanks = (weekday(dates[0]!) + 6) % 7;
  return (
    <View className="month-grid">
      <View className="month-grid__week" {...aria({ hidden: true })}>
        {WEEK.map((name, column) => (
          <View key={name} className={`month-grid__weekday ${column > 4 ? 'month-grid__weekday--end' : ''}`}>
            {name}
          </View>
        ))}
      </View>
      <View className="month-grid__days">
        {Array.from({ length: blanks }, (_, blank) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blanks have nothing but their place
          <View key={`blank-${blank}`} className="month-grid__blank" />
        ))}
        {dates.map((date, at) => (
          <Day
            key={date}
            date={date}
            day={days?.[at]}
            isToday={date === today}
            isSelected={date === selected}
            onSelect={onSelect}
          />
        ))}
      </View>
    </View>
  );
}

function Day(props: {
  date: string;
  day: CalendarDay | undefined;
  isToday: boolean;
  isSelected: boolean;
  onSelect: (date: string) => void;
}) {
  const { date, day, isToday, isSelected, onSelect } = props;
  const label = day ? dayLabel(day) : undefined;
  const weekend = [0, 6].includes(weekday(date));
  const modifiers = [
    isSelected && 'selected',
    isToday && 'today',
    (day?.dayOff === '休' || (weekend && day?.dayOff !== '班')) && 'rest',
    day?.solemn && 'solemn',
    label && label.kind !== 'lunar' && 'marked',
    day && day.count > 0 && 'busy',
  ];
  return (
    <Pressable
      className={`month-grid__day ${modifiers
        .filter(Boolean)
        .map(name => `month-grid__day--${name}`)
        .join(' ')}`}
      label={`${day ? daySaid(day) : date}${isToday ? '，今天' : ''}`}
      selected={isSelected}
      onPress={() => onSelect(date)}
    >
      <View className="month-grid__number">{Number(date.slice(8))}</View>
      <View className="month-grid__label">{label?.text ?? '\u00a0'}</View>
      <View className="month-grid__count">
        {Array.from({ length: Math.min(3, day?.count ?? 0) }, (_, dot) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have nothing but their place
          <View key={dot} className={`month-grid__dot ${day!.count > 3 ? 'month-grid__dot--many' : ''}`} />
        ))}
      </View>
      {day?.dayOff === '休' || day?.dayOff === '班' ? (
        <View className={`month-grid__off ${day.dayOff === '班' ? 'month-grid__off--work' : ''}`}>
          {day.dayOff}
        </View>
      ) : null}
    </Pressable>
  );
}
