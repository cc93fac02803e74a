import { fromIso, timeText } from '@core/kernel/dates';
import { kinds } from '@core/programme/activity';
import type { ActivityCard as Facts } from '@core/programme/contract';
import { View } from '@tarojs/components';
import './ActivityCard.scss';
import { Pressable } from './Pressable';
import { seatsText } from './seats';
import { whenText } from './when';

/** One activity in a day's list: when, what, where, and whether one still gets in. */
export function ActivityCard({ activity, onPress }: { activity: Facts; onPress: () => void }) {
  const { title, kind, allDay, startsAt, endsAt, place, stationName } = activity;
  const seats = seatsText(activity);
  const where = place.includes(stationName) ? place : `${place} · ${stationName}`;
  return (
    <Pressable
      className="activity-card"
      role="link"
      label={[title, kinds[kind], whenText(activity), place, stationName, seats.text].join('，')}
      onPress={onPress}
    >
      <View className="activity-card__time">
        <View className="activity-card__from">{allDay ? '全天' : timeText(fromIso(startsAt))}</View>
        {allDay ? null : <View className="activity-card__to">{timeText(fromIso(endsAt))}</View>}
      </View>
      <View className="activity-card__body">
        <View className="activity-card__title">{title}</View>
        <View className="activity-card__place">{where}</View>
        <View className="activity-card__foot">
          <View className="activity-card__kind">{kinds[kind]}</View>
          <View
            className={
              seats.open ? 'activity-card__seats' : 'activity-card__seats activity-card__seats--none'
            }
          >
            {seats.text}
          </View>
        </View>
      </View>
    </Pressable>
  );
}
