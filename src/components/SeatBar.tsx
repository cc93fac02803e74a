import { View } from '@tarojs/components';
import './SeatBar.scss';
import { type Seats, seatsText } from './seats';

/** How many seats there are and how many are left, as a line that fills; in words alone where there is no limit. */
export function SeatBar(seats: Seats) {
  const { capacity, left, kept = 0, mode, unit } = seats;
  const counted = mode === 'registration' && capacity !== null && left !== null;
  const { text, open } = seatsText(seats);
  return (
    <View className="seat-bar">
      <View className="seat-bar__words">
        <View className={open ? 'seat-bar__left' : 'seat-bar__left seat-bar__left--none'}>{text}</View>
        {counted ? (
          <View className="seat-bar__all">{`共 ${capacity} ${unit === 'group' ? '组' : '个'}`}</View>
        ) : null}
      </View>
      {counted ? (
        <View className="seat-bar__track">
          <View
            className="seat-bar__taken"
            style={{ width: `${Math.round((100 * (capacity - left - kept)) / Math.max(1, capacity))}%` }}
          />
        </View>
      ) : null}
    </View>
  );
}
