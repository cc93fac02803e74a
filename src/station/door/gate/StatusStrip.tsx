import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import type { Gate, GateState } from '@app/station/door/offline-gate';
import { timeText } from '@core/kernel/dates';
import { View } from '@tarojs/components';

/** Whether the cloud is reached, how old the list is, and what has not been told yet. */
export function StatusStrip({
  gate,
  state,
  work = '签到',
}: {
  gate: Gate;
  state: GateState;
  /** What goes on without a network. */
  work?: '签到' | '签退';
}) {
  const { online, waiting, toldAt, listAt, refused } = state;
  if (refused) {
    const kept = waiting > 0 ? `还有 ${waiting} 条没同步，都留在这台手机里，不会丢。` : '';
    return (
      <Notice
        kind="warning"
        title={refused.code === 'caller.forbidden' ? '您在这个门的权限已经收回' : '同步没有成功'}
        text={`${refused.message}${kept}`}
        action={{ text: waiting > 0 ? '再同步一次' : '再试一次', onPress: gate.tellNow }}
      />
    );
  }
  const list = listAt === undefined ? '还没有名单' : `名单 ${timeText(listAt)} 的`;
  const told = toldAt === undefined ? '' : `，上次同步 ${timeText(toldAt)}`;
  return (
    <View
      className={`gate__strip ${online && waiting === 0 ? '' : 'gate__strip--waiting'}`}
      {...aria({ role: 'status', live: 'polite' })}
    >
      <View className="gate__strip-words">
        <View className="gate__strip-main">
          {online ? '网络正常' : listAt === undefined ? '没有网络' : `没有网络，照常${work}`}
          {waiting > 0 ? ` · 待同步 ${waiting}` : ''}
        </View>
        <View>{`${list}${told}`}</View>
      </View>
      {waiting > 0 ? (
        <Button size="small" onPress={gate.tellNow}>
          现在同步
        </Button>
      ) : null}
    </View>
  );
}
