import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { ActivityCard } from '../../components/ActivityCard';
import { aria } from '../../components/aria';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { dayLine } from '../../components/day-words';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { type Kind, kinds } from '../../core/activity';
import { dayText } from '../../core/calendar/beijing';
import type { CalendarDay, ActivityCard as Card } from '../../core/contract/programme';
import { useQuery } from '../../hooks/useQuery';
import { asAppError, call } from '../../services/cloud';
import { activityPage } from '../../services/links';
import { open } from '../../services/open';
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
  const list = useQuery('calendar.day', asked, { keep: true });
  const key = JSON.stringify(asked);
  const [more, setMore] = useState<{ cards: Card[]; next?: string; problem?: string }>({ cards: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day or another answer starts its list over
  useEffect(() => setMore({ cards: [] }), [key, list.data]);

  const loadMore = async (cursor: string) => {
    try {
      const page = await call('calendar.day', { ...asked, cursor });
      setMore({ cards: [...more.cards, ...page.activities], next: page.next });
    } catch (error) {
      setMore({ ...more, next: cursor, problem: asAppError(error).message });
    }
  };
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
      <Loaded query={list}>
        {found => {
          const cards = [...found.activities, ...more.cards];
          const next = more.cards.length > 0 || more.problem ? more.next : found.next;
          if (cards.length === 0 && !next) {
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
              {more.problem ? <Notice kind="error" title={more.problem} /> : null}
              {next ? (
                <Button look="quiet" onPress={() => void loadMore(next)}>
                  再看一些
                </Button>
              ) : null}
            </View>
          );
        }}
      </Loaded>
    </View>
  );
}
