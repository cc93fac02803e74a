import { Tag } from '@app/components/Tag';
import { beijingDay, fromIso, weekdayText } from '@core/kernel/dates';
import type { StationActivity } from '@core/publishing/contract';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { datesText, isToday, seatsText } from './activity-list';
import './ActivityRow.scss';

/** An activity as staff see it in a list: its day as on an almanac leaf, what it is, and what can be done with it. */
export function ActivityRow(props: { activity: StationActivity; now: number; children?: ReactNode }) {
  const { activity, now, children } = props;
  const date = beijingDay(fromIso(activity.startsAt));
  const stopped = activity.state === 'cancelled';
  return (
    <View className={`activity-row ${stopped ? 'activity-row--stopped' : ''}`}>
      <View className="activity-row__facts">
        <View className="activity-row__leaf">
          <View className="activity-row__month">{`${Number(date.slice(5, 7))}月`}</View>
          <View className="activity-row__day">{Number(date.slice(8))}</View>
          <View className="activity-row__weekday">{weekdayText(date)}</View>
        </View>
        <View className="activity-row__words">
          <View className="activity-row__title">
            {activity.title}
            {!stopped && isToday(activity, now) ? <Tag tone="red">今天</Tag> : null}
            {!stopped && activity.applied > 0 ? (
              <Tag tone="amber">{`${activity.applied} 人待确认`}</Tag>
            ) : null}
          </View>
          <View className="activity-row__line">{datesText(activity)}</View>
          <View className="activity-row__line">{activity.place}</View>
          <View className="activity-row__line">{seatsText(activity)}</View>
        </View>
      </View>
      {children ? <View className="activity-row__actions">{children}</View> : null}
    </View>
  );
}
