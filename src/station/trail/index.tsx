import { aria } from '@app/components/aria';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { usePages } from '@app/hooks/usePages';
import { beijingDay, dayText, fromIso, timeText } from '@core/kernel/dates';
import type { AuditKind, TrailLine } from '@core/trail/contract';
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

const done: Record<AuditKind, (line: TrailLine) => string> = {
  person: ({ name }) => `看了 ${name} 的完整资料`,
  register: ({ name }) => `代 ${name} 登记`,
  accept: ({ name }) => `通过了 ${name} 的报名`,
  decline: ({ name }) => `没有通过 ${name} 的报名`,
  promote: ({ name }) => `给 ${name} 安排了座位`,
  withdraw: ({ name }) => `取消了 ${name} 的报名`,
  agree: ({ name }) => `核对了 ${name ?? '现场人员'} 的重复签到，人数不变`,
  takeBack: ({ name }) => `撤销了 ${name ?? '现场人员'} 的一次签到`,
  move: ({ name }) => `把 ${name} 改到了另一场`,
  call: ({ name }) => `给 ${name} 打了电话`,
  correct: () => '改了人数',
  close: () => '截止了人数',
  reopen: () => '重新打开了人数',
  export: ({ count }) => `导出名单 ${count} 家，隐去姓名电话`,
  appealAccept: ({ name }) => `接受了 ${name} 的申诉，未到场不算`,
  appealDecline: ({ name }) => `没有接受 ${name} 的申诉`,
  invite: ({ count }) => `发了邀请码，请 ${count} 位志愿者`,
  closeInvite: () => '收回了一个志愿者邀请码',
  join: () => '来帮忙了',
  dismiss: ({ name }) => `请志愿者 ${name} 不用再来了`,
  exportFull: ({ count }) => `导出名单 ${count} 家，有完整姓名电话`,
};

function Line({ line }: { line: TrailLine }) {
  const strong = line.what === 'exportFull';
  return (
    <View className="trail__line">
      <View className="trail__time">{timeText(fromIso(line.at))}</View>
      <View className="trail__words">
        <View className={strong ? 'trail__strong' : ''}>{`${line.by} ${done[line.what](line)}`}</View>
        <View className="trail__faint">{line.activity}</View>
        {line.reason ? <View className="trail__faint">{`原因：${line.reason}`}</View> : null}
      </View>
    </View>
  );
}

const dayOf = (line: TrailLine | undefined) => (line ? dayText(beijingDay(fromIso(line.at))) : '');
