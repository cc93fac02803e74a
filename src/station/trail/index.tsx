import { aria } from '@app/components/aria';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { usePages } from '@app/hooks/usePages';
import { beijingDay, dayText, fromIso, timeText } from '@core/kernel/dates';
import type { TrailLine } from '@core/trail/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import '@app/components/staff.scss';
import './index.scss';

/** A station's trail, newest first: who of its staff looked at whom in full, took lists out, and decided what. */
export default function TrailPage() {
  const { station } = useRouter().params;
  const stationId = station ?? '';
  const list = usePages('audit.list', { stationId }, { enabled: stationId !== '' });
  const lines = list.pages.flatMap(page => page.lines);
  return (
    <Page title="谁看过、谁动过" className="staff">
      <View className="trail__about">看过居民完整资料、导出名单、改动报名，都记在这里，不能删改。</View>
      {stationId ? null : <Notice kind="error" title="没有说是哪个站点" text="请从“我的站点”里打开。" />}
      <Loaded query={list.query}>
        {() => (
          <View>
            {lines.length === 0 ? <Notice kind="empty" title="还没有人看过完整资料，也没有改动" /> : null}
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
              <View key={at}>
                {dayOf(line) === dayOf(lines[at - 1]) ? null : (
                  <View className="trail__day" {...aria({ role: 'heading' })}>
                    {dayOf(line)}
                  </View>
                )}
                <Line line={line} />
              </View>
            ))}
            <More {...list} />
          </View>
        )}
      </Loaded>
    </Page>
  );
}

function Line({ line }: { line: TrailLine }) {
  return (
    <View className="trail__line">
      <View className="trail__time">{timeText(fromIso(line.at))}</View>
      <View className="trail__words">
        <View className={line.strong ? 'trail__strong' : ''}>{`${line.by} ${line.text}`}</View>
        <View className="trail__faint">{line.activity}</View>
        {line.reason ? <View className="trail__faint">{`原因：${line.reason}`}</View> : null}
      </View>
    </View>
  );
}

const dayOf = (line: TrailLine | undefined) => (line ? dayText(beijingDay(fromIso(line.at))) : '');
