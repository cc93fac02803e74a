import { aria } from '@app/components/aria';
import { monthText, weekday } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import './Months.scss';
import { type MarkedMonth, markedMonths, monthSaid } from './months';

const WEEK = ['一', '二', '三', '四', '五', '六', '日'];

/** The months that have days off, small, with 休 and 班 under their days. */
export function Months(props: { off: string[]; work: string[] }) {
  return (
    <View className="months">
      {markedMonths(props).map(month => (
        <Month key={month.month} shown={month} />
      ))}
    </View>
  );
}

function Month({ shown }: { shown: MarkedMonth }) {
  const { month, blanks, days } = shown;
  return (
    <View className="months__month" {...aria({ role: 'img', label: monthSaid(shown) })}>
      <View className="months__title">{monthText(month)}</View>
      <View className="months__grid" {...aria({ hidden: true })}>
        {WEEK.map((name, column) => (
          <View key={name} className={`months__weekday ${column > 4 ? 'months__weekday--end' : ''}`}>
            {name}
          </View>
        ))}
        {Array.from({ length: blanks }, (_, blank) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blanks have nothing but their place
          <View key={`blank-${blank}`} className="months__day" />
        ))}
        {days.map(({ date, mark }) => (
          <View
            key={date}
            className={[
              'months__day',
              mark === '休' ? 'months__day--off' : mark === '班' ? 'months__day--work' : '',
              !mark && [0, 6].includes(weekday(date)) ? 'months__day--weekend' : '',
            ].join(' ')}
          >
            <View>{Number(date.slice(8))}</View>
            <View className="months__mark">{mark ?? '\u00a0'}</View>
          </View>
        ))}
      </View>
    </View>
  );
}
