import { aria } from '@app/components/aria';
import { timeText } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import type { Live } from './useLive';
import './LiveNumbers.scss';

/** What this phone knows by itself: its list's figures, and what it did since. */
export type Known = { arrived: number; walkIns: number; seated: number; room: number | null };

/**
 * The figures on top of the door: who has come, who came without registering, who is waiting. They are this phone's own,
 * where it knows any, while the gate is offline and until the cloud has told them.
 */
export function LiveNumbers(props: { live: Live; known: Known | undefined; offline: boolean }) {
  const { live, known, offline } = props;
  const { data, at, error } = live;
  const stale = offline || error !== undefined;
  const own = stale || !data ? known : undefined;
  const shown = own ?? data;
  const figures: [string, string, string?][] = [
    ['已到', String(shown?.arrived ?? '–'), shown ? `应到 ${shown.seated}` : ''],
    ['现场', String(shown?.walkIns ?? '–'), '未预约'],
    ['候补', String(data?.waiting ?? '–'), shown?.room ? `场地 ${shown.room}` : ''],
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
      {stale && own ? <Remark>这是这台手机知道的人数</Remark> : null}
      {error && !own && at ? (
        <Remark>
          {error.code === 'network.offline'
            ? `网络不通，数字是 ${timeText(at)} 的`
            : `数字是 ${timeText(at)} 的：${error.message}`}
        </Remark>
      ) : null}
    </View>
  );
}

function Remark({ children }: { children: string }) {
  return (
    <View className="live__stale" {...aria({ role: 'status' })}>
      {children}
    </View>
  );
}
