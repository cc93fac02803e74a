import { View } from '@tarojs/components';
import { aria } from '../../components/aria';
import { timeText } from '../../core/calendar/beijing';
import type { Live } from '../useLive';
import './LiveNumbers.scss';

/** The figures on top of the door: who has come, who came without registering, who is waiting. */
export function LiveNumbers({ live }: { live: Live }) {
  const { data, at, error } = live;
  const figures: [string, string, string?][] = [
    ['已到', String(data?.arrived ?? '–'), data ? `应到 ${data.seated}` : ''],
    ['现场', String(data?.walkIns ?? '–'), '未预约'],
    ['候补', String(data?.waiting ?? '–'), data?.room ? `场地 ${data.room}` : ''],
  ];
  return (
    <View>
      <View className="live" {...aria({ role: 'group', label: '现在的人数' })}>
        {figures.map(([name, figure, note]) => (
          <View key={name} className="live__figure">
            <View className="live__name">{name}</View>
            <View className="live__number">{figure}</View>
            <View className="live__note">{note}</View>
          </View>
        ))}
      </View>
      {error && data && at ? (
        <View className="live__stale" {...aria({ role: 'status' })}>
          {error.code === 'network.offline'
            ? `网络不通，数字是 ${timeText(at)} 的`
            : `数字是 ${timeText(at)} 的：${error.message}`}
        </View>
      ) : null}
    </View>
  );
}
