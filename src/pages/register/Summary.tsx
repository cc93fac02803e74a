import { whenText } from '@app/components/when';
import type { ActivityRef } from '@app/services/links';
import type { ActivityView, SessionView } from '@core/programme/contract';
import { View } from '@tarojs/components';

/** What is being registered for, so that nobody fills in the form of another activity. */
export function Summary({ view, target }: { view: ActivityView; target: ActivityRef }) {
  const session = sessionOf(view, target);
  const others = view.enrolment === 'activity' ? view.sessions.length - 1 : 0;
  return (
    <View className="register__summary">
      <View className="register__activity">{view.title}</View>
      {session ? <View>{`${whenText(session)}　${session.place.text}`}</View> : null}
      {others > 0 ? <View>{`这是第一次，后面还有 ${others} 次，报一次名都能来`}</View> : null}
    </View>
  );
}

/** The session meant: the one named, or the first. */
export function sessionOf(view: ActivityView, { sessionId }: ActivityRef): SessionView | undefined {
  return view.sessions.find(one => one.sessionId === sessionId) ?? view.sessions[0];
}
