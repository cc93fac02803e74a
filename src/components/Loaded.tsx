import type { Query } from '@app/hooks/useQuery';
import { beijingDay, dayText, timeText } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import './Loaded.scss';
import { Notice } from './Notice';

/** Shows what a query found, and says plainly when it is still coming, failed, or is an older copy kept on this phone. */
export function Loaded<T>(props: {
  query: Query<T>;
  children: (data: T) => ReactNode;
  /** What can be done with the older copy all the same. */
  offlineText?: string | undefined;
}) {
  const { query, children, offlineText } = props;
  const again = { text: '再试一次', onPress: () => void query.refresh() };
  if (query.data === undefined) {
    if (!query.error) return <Notice kind="loading" title="正在打开…" />;
    const offline = query.error.code === 'network.offline';
    // Asking again finds nothing new there, so the way out is the calendar.
    const final = ['activity.not-found', 'station.not-found', 'caller.forbidden'].includes(query.error.code);
    return (
      <View className="loaded__notice">
        <Notice
          kind={offline ? 'offline' : 'error'}
          title={offline ? '网络不通' : '没有打开'}
          text={offline ? '请检查手机信号，再试一次。' : query.error.message}
          action={
            final
              ? {
                  text: '去看日历',
                  onPress: () => void Taro.switchTab({ url: '/pages/calendar/index' }),
                }
              : again
          }
        />
      </View>
    );
  }
  return (
    <>
      {query.error ? (
        <View className="loaded__notice">
          {query.staleSince === undefined ? (
            <Notice kind="error" title={query.error.message} action={again} />
          ) : (
            <Notice
              kind="offline"
              title={`网络不通，显示的是${momentText(query.staleSince)}的内容`}
              {...(offlineText ? { text: offlineText } : {})}
              action={again}
            />
          )}
        </View>
      ) : null}
      {children(query.data)}
    </>
  );
}

const momentText = (ms: number) => `${dayText(beijingDay(ms))} ${timeText(ms)} `;
