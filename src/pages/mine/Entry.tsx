import { Pressable } from '@app/components/Pressable';
import { Tag } from '@app/components/Tag';
import { momentText, severalText, whenText } from '@app/components/when';
import { activityPage, ticketPage } from '@app/services/links';
import { open } from '@app/services/open';
import { activityWords } from '@core/programme/activity-words';
import type { MineEntry } from '@core/registration/contract';
import { registrationWords } from '@core/registration/registration-words';
import { View } from '@tarojs/components';

type Standing = { text: string; tone: 'ink' | 'green' | 'red' | 'amber' };

/** One registration in the list, with where it stands in two or three words. */
export function Entry({ entry, past }: { entry: MineEntry; past: boolean }) {
  const { registration, activity } = entry;
  const ref = { activityId: activity.activityId, sessionId: registration.sessionId };
  const standing = standingOf(entry, past);
  const live = registration.status !== 'withdrawn' && registration.status !== 'declined';
  const when =
    registration.sessionId === undefined && activity.sessions.length > 1
      ? severalText(activity, activity.sessions.length)
      : whenText(activity);
  // A name that was deleted is a star.
  const names = registration.party.map(person => person.name).filter(name => name !== '*');
  const people = names.length > 0 ? names.join('、') : '姓名已经删除';
  return (
    <Pressable
      className="entry"
      role="link"
      label={[activity.title, standing.text, when, activity.place, people].join('，')}
      onPress={() => open(live && !past ? ticketPage(ref) : activityPage(ref))}
    >
      <View className="entry__head">
        <View className="entry__title">{activity.title}</View>
        <Tag tone={standing.tone}>{standing.text}</Tag>
      </View>
      <View className="entry__line">{when}</View>
      <View className="entry__line">{activity.place}</View>
      <View className="entry__line entry__line--faint">{people}</View>
      {activity.postponed && live && activity.state !== 'cancelled' ? (
        <View className="entry__change">{`改期了，原定 ${momentText(activity.postponed.from)}`}</View>
      ) : null}
      {activity.state === 'cancelled' && activity.stoppedReason ? (
        <View className="entry__change">{activity.stoppedReason}</View>
      ) : null}
      {registration.reason ? <View className="entry__change">{`站点说：${registration.reason}`}</View> : null}
    </Pressable>
  );
}

function standingOf({ registration, activity }: MineEntry, past: boolean): Standing {
  const { status, position, arrived } = registration;
  if (status === 'withdrawn' && registration.movedTo) return { text: '改到另一场', tone: 'ink' };
  if (status === 'withdrawn') return { text: registrationWords.withdrawn.resident, tone: 'ink' };
  if (activity.state === 'cancelled') return { text: activityWords.cancelled.resident, tone: 'red' };
  if (status === 'declined') return { text: registrationWords.declined.resident, tone: 'ink' };
  if (arrived > 0) return { text: '已签到', tone: 'green' };
  if (status === 'waiting')
    return { text: past ? '没排上' : `候补第 ${position ?? 1} 家`, tone: past ? 'ink' : 'amber' };
  if (status === 'applied') return { text: registrationWords.applied.resident, tone: 'amber' };
  return past ? { text: '已结束', tone: 'ink' } : { text: registrationWords.seated.resident, tone: 'green' };
}
