import { aria } from '@app/components/aria';
import { Pressable } from '@app/components/Pressable';
import { addMonths, monthText } from '@core/kernel/dates';
import type { CalendarDay } from '@core/programme/contract';
import { View } from '@tarojs/components';

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** The masthead: which month, which lunar months it spans, and the ways to its neighbours. */
export function MonthHead(props: {
  month: string;
  days: CalendarDay[] | undefined;
  onShow: (month: string) => void;
}) {
  const { month, days, onShow } = props;
  return (
    <View className="month-head">
      <View
        className="month-head__words"
        {...aria({ role: 'heading', live: 'polite', label: monthText(month) })}
      >
        <View className="month-head__month">{`${NUMERALS[Number(month.slice(5)) - 1]}月`}</View>
        <View className="month-head__side">
          <View>{`${month.slice(0, 4)}年`}</View>
          <View className="month-head__lunar">{days ? lunarMonths(days) : '\u00a0'}</View>
        </View>
      </View>
      <View className="month-head__turn">
        <Pressable className="month-head__arrow" label="上个月" onPress={() => onShow(addMonths(month, -1))}>
          ‹
        </Pressable>
        <Pressable className="month-head__arrow" label="下个月" onPress={() => onShow(addMonths(month, 1))}>
          ›
        </Pressable>
      </View>
    </View>
  );
}

/** The lunar months a month spans: 「农历四月–五月」. */
function lunarMonths(days: CalendarDay[]): string {
  const months = new Set([days[0]!, days[days.length - 1]!].map(day => day.lunar.slice(0, -2)));
  return `农历${[...months].join('–')}`;
}
