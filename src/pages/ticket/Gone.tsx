import { Notice } from '@app/components/Notice';
import { useQuery } from '@app/hooks/useQuery';
import { type ActivityRef, activityPage, ticketPage } from '@app/services/links';
import Taro from '@tarojs/taro';

/** No live registration: there was none, or it has ended, and then why. */
export function Gone({ target }: { target: ActivityRef }) {
  const query = useQuery('registration.mine', {}, { keep: true });
  const last = query.data?.registrations.find(
    ({ registration: one }) =>
      one.activityId === target.activityId && (!target.sessionId || one.sessionId === target.sessionId),
  )?.registration;
  if (last?.movedTo) {
    const there = { activityId: target.activityId, sessionId: last.movedTo };
    return (
      <Notice
        kind="info"
        title="站点把您改到了另一场"
        text={[last.reason ? `原因：${last.reason}。` : '', '这一场的入场码不能用了。'].join('')}
        action={{ text: '看新的那一场', onPress: () => void Taro.redirectTo({ url: ticketPage(there) }) }}
      />
    );
  }
  return (
    <Notice
      kind="empty"
      title={last?.status === 'declined' ? '站点没有通过' : last ? '这次报名已经退出' : '您还没有报这个活动'}
      text={last ? last.reason && `原因：${last.reason}` : '可能是用别的微信报的。'}
      action={{ text: '看这个活动', onPress: () => void Taro.redirectTo({ url: activityPage(target) }) }}
    />
  );
}
