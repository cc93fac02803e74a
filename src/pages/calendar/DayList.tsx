import { ActivityCard } from '@app/components/ActivityCard';
import { aria } from '@app/components/aria';
import { Choice } from '@app/components/Choice';
import { dayLine } from '@app/components/day-words';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { usePages } from '@app/hooks/usePages';
import { activityPage } from '@app/services/links';
import { open } from '@app/services/open';
import { dayText } from '@core/kernel/dates';
import { type Kind, kinds } from '@core/programme/activity';
import type { CalendarDay } from '@core/programme/contract';
import { View } from '@tarojs/components';
import type { Filters } from './filters';

const kindOptions = Object.entries(kinds).map(([value, label]) => ({ value, label }));

/** What is on a day, with the filters over it. */
export function DayList(props: {
  date: string;
  day: CalendarDay | undefined;
  areaId: string | undefined;
  filters: Filters;
  onFilter: (filters: Filters) => void;
  /** Whether any day of its month has something on; undefined while unknown. */
  busyMonth: boolean | undefined;
  /** 长辈版: fewer things on the page, so no choice of kinds. */
  elder: boolean;
}) {
  const { date, day, areaId, filters, onFilter, busyMonth, elder } = props;
  const asked = { date, areaId, kind: filters.kind, open: filters.open };
  const list = usePages('calendar.day', asked, { keep: true });
  const cards = list.pages.flatMap(page => page.activities);
  const festive = day && !day.solemn && (day.festivals.length > 0 || day.dayOff === '休');
  const filtered = Boolean(filters.kind || filters.open);
  return (
    <View className="day-list">
      <View className="day-list__head" {...aria({ role: 'heading' })}>
        <View className="day-list__date">{dayText(date)}</View>
        <View className={festive ? 'day-list__line day-list__line--festive' : 'day-list__line'}>
          {day ? dayLine(day) : ''}
          {day?.dayOff === '休' ? ' · 放假' : day?.dayOff === '班' ? ' · 调休上班' : ''}
        </View>
      </View>
      <View className="day-list__filters">
        <Choice
          compact
          optional
          multiple
          label="筛选"
          options={[{ value: 'open', label: '有名额' }, ...(elder ? [] : kindOptions)]}
          value={[...(filters.open ? ['open'] : []), ...(filters.kind ? [filters.kind] : [])]}
          onChange={value => {
            const kind = value.filter(one => one !== 'open').pop() as Kind | undefined;
            onFilter({ kind, open: value.includes('open') || undefined });
          }}
        />
      </View>
      <Loaded query={list.query}>
        {() => {
          if (cards.length === 0 && !list.more) {
            return filtered ? (
              <Notice
                kind="empty"
                title="这一天没有合适的活动"
                action={{ text: '看全部活动', onPress: () => onFilter({}) }}
              />
            ) : (
              <Notice
                kind="empty"
                title={busyMonth === false ? '这个月还没有安排活动' : '这一天没有安排活动'}
                text={
                  busyMonth === false
                    ? '可以看看别的月份，或者换一个地区。'
                    : elder
                      ? '下面的日子有活动。'
                      : '日历上有圆点的日子有活动。'
                }
              />
            );
          }
          return (
            <View>
              {cards.map(card => (
                <ActivityCard
                  key={`${card.activityId}-${card.sessionId ?? ''}`}
                  activity={card}
                  onPress={() => open(activityPage(card))}
                />
              ))}
              <More {...list} />
            </View>
          );
        }}
      </Loaded>
    </View>
  );
}
