import { View } from '@tarojs/components';
import { aria } from '../../components/aria';
import { timeText } from '../../core/calendar/beijing';
import type { AppError } from '../../core/errors';
import type { Live } from '../useLive';
import './LiveNumbers.scss';

/** What this phone knows by itself: its list's figures, and what it did since. */
export type Known = { arrived: number; walkIns: number; seated: number; room: number | null };

/**
 * The figures on top of the door: who has come, who came without registering, who is waiting. While the cloud does not
 * answer they are this phone's own, where it knows any.
 */
export function LiveNumbers({ live, known }: { live: Live; known: Known | undefined }) {
  const { data, at, error } = live;
  const own = error || !data ? known : undefined;
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
      {error ? <Stale error={error} own={own !== undefined} at={data && at} /> : null}
    </View>
  );
}

/** Why the figures are not those of now. `at`: when they were true, in ms. */
function Stale({ error, own, at }: { error: AppError; own: boolean; at: number | undefined }) {
  if (!own && at === undefined) return null;
  const offline = error.code === 'network.offline';
  const whose = own ? '这台手机知道的人数' : `数字是 ${timeText(at ?? 0)} 的`;
  return (
    <View className="live__stale" {...aria({ role: 'status' })}>
      {offline ? `网络不通，${whose}` : `${whose}：${error.message}`}
    </View>
  );
}
