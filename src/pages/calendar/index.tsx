import { AreaSheet } from '@app/components/AreaSheet';
import { aria } from '@app/components/aria';
import { Loaded } from '@app/components/Loaded';
import { MonthGrid } from '@app/components/MonthGrid';
import { MonthList } from '@app/components/MonthList';
import { Page } from '@app/components/Page';
import { Pressable } from '@app/components/Pressable';
import { ThemeBanner } from '@app/components/ThemeBanner';
import { useQuery } from '@app/hooks/useQuery';
import { now } from '@app/services/now';
import { isElderMode, setElderMode } from '@app/services/settings';
import { keep, kept } from '@app/services/storage';
import { beijingDay, monthOf } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import Taro, { useShareAppMessage } from '@tarojs/taro';
import { useState } from 'react';
import { DayList } from './DayList';
import { type Filters, openFilters } from './filters';
import './index.scss';
import { MonthHead } from './MonthHead';

/** The first page: this month as an almanac, its theme, and what is on each day. */
export default function CalendarPage() {
  // The phone's own day only until the first reply has set the clock; the month's reply says what today is.
  const [picked, setPicked] = useState<string | null>(null);
  const [viewed, setViewed] = useState<string | null>(null);
  const [areaId, setAreaId] = useState(() => kept<string>('area'));
  const [filters, setFilters] = useState<Filters>(openFilters);
  const [choosing, setChoosing] = useState(false);
  const [elder, setElder] = useState(isElderMode);

  const guess = beijingDay(now());
  const month = viewed ?? monthOf(guess);
  const areas = useQuery('area.list', {}, { keep: true });
  const calendar = useQuery('calendar.month', { month, areaId, kind: filters.kind }, { keep: true });
  const today = calendar.data?.today ?? guess;
  const busy = calendar.data?.days.find(other => other.count > 0)?.date;
  const date = picked ?? (monthOf(today) === month ? today : (busy ?? `${month}-01`));
  // Another month opens on its first day with something on, which only its reply can tell.
  const known = picked !== null || monthOf(today) === month || !calendar.loading;
  const day = calendar.data?.days.find(other => other.date === date);
  const name = areas.data?.name ?? '月月有约';
  useShareAppMessage(() => ({
    title: `${name} · ${Number(month.slice(5))}月活动`,
    path: '/pages/calendar/index',
  }));

  const show = (next: string) => {
    setViewed(next);
    setPicked(null);
  };
  const chooseArea = (chosen: string) => {
    setAreaId(chosen);
    keep('area', chosen);
    setChoosing(false);
  };
  const here = areas.data?.areas.find(area => area.areaId === areaId || (!areaId && area.parentId === null));
  const noDaysOff = calendar.data?.days[0]?.dayOff === '未公布';

  // The list of days is long in large type, so the chosen day's list stands above it.
  const showDay = (chosen: string) => {
    setPicked(chosen);
    void Taro.pageScrollTo({ scrollTop: 0 });
  };
  const dayList = known ? (
    <DayList
      date={date}
      day={day}
      areaId={areaId}
      filters={filters}
      onFilter={setFilters}
      busyMonth={calendar.data ? busy !== undefined : undefined}
      elder={elder}
    />
  ) : null;

  return (
    <Page title={name.includes('有约') ? name : `${name} · 月月有约`} tab="calendar" elder={elder}>
      <View className="calendar__tools">
        <Pressable
          className="calendar__tool"
          label={`地区：${here?.name ?? ''}，点按更换`}
          onPress={() => setChoosing(true)}
        >
          {`${here?.name ?? '选择地区'} ▾`}
        </Pressable>
        {monthOf(today) === month ? null : (
          <Pressable className="calendar__tool calendar__tool--now" onPress={() => show(monthOf(today))}>
            回到本月
          </Pressable>
        )}
        <Pressable
          className="calendar__tool"
          role="switch"
          checked={elder}
          label="长辈版，大字"
          onPress={() => {
            setElderMode(!elder);
            setElder(!elder);
            // A kind chosen here could not be seen or undone there.
            setFilters(openFilters);
          }}
        >
          {elder ? '回到标准版' : '长辈版'}
        </Pressable>
      </View>
      <MonthHead month={month} days={calendar.data?.days} onShow={show} />
      {calendar.data?.theme ? <ThemeBanner theme={calendar.data.theme} solemn={day?.solemn} /> : null}
      {elder ? (
        <>
          {dayList}
          <Loaded query={calendar}>
            {found =>
              found.days.some(other => other.count > 0 && other.date !== date) ? (
                <>
                  <View className="calendar__others" {...aria({ role: 'heading' })}>
                    换一天看看
                  </View>
                  <MonthList days={found.days} today={today} selected={date} onSelect={showDay} />
                </>
              ) : null
            }
          </Loaded>
        </>
      ) : (
        <>
          <MonthGrid
            month={month}
            days={calendar.data?.days}
            today={today}
            selected={date}
            onSelect={setPicked}
          />
          {calendar.error ? <Loaded query={calendar}>{() => null}</Loaded> : null}
          {noDaysOff ? (
            <View className="calendar__remark">{`${month.slice(0, 4)}年的放假安排还没有公布`}</View>
          ) : null}
          {dayList}
        </>
      )}
      <AreaSheet
        open={choosing}
        areas={areas.data?.areas ?? []}
        chosen={here?.areaId}
        onChoose={chooseArea}
        onClose={() => setChoosing(false)}
      />
    </Page>
  );
}
