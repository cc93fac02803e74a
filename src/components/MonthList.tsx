import { weekdayText } from '@core/kernel/dates';
import type { CalendarDay } from '@core/programme/contract';
import { View } from '@tarojs/components';
import { dayLine, daySaid } from './day-words';
import './MonthList.scss';
import { Pressable } from './Pressable';

/** The month of the 长辈版: one line a day, of the days that have something on, in large type. */
export function MonthList(props: {
  days: CalendarDay[];
  today: string;
  selected: string;
  onSelect: (date: string) => void;
}) {
  const { days, today, selected, onSelect } = props;
  const shown = days.filter(day => day.date === selected || (day.count > 0 && day.date >= today));
  const list = shown.length > 1 ? shown : days.filter(day => day.count > 0 || day.date === selected);
  return (
    <View className="month-list">
      {list.map(day => (
        <Pressable
          key={day.date}
          className={`month-list__day ${day.date === selected ? 'month-list__day--on' : ''}`}
          label={`${daySaid(day)}${day.date === today ? '，今天' : ''}`}
          selected={day.date === selected}
          onPress={() => onSelect(day.date)}
        >
          <View className="month-list__number">{Number(day.date.slice(8))}</View>
          <View className="month-list__about">
            <View>{day.date === today ? `今天 ${weekdayText(day.date)}` : weekdayText(day.date)}</View>
            <View className="month-list__line">{dayLine(day)}</View>
          </View>
          <View className="month-list__count">{day.count > 0 ? `${day.count} 个` : ''}</View>
        </Pressable>
      ))}
    </View>
  );
}
