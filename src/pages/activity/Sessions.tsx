import { aria } from '@app/components/aria';
import { Pressable } from '@app/components/Pressable';
import { seatsText } from '@app/components/seats';
import { whenText } from '@app/components/when';
import type { ActivityView, SessionView } from '@core/programme/contract';
import { View } from '@tarojs/components';

/** The sessions of an activity that has several: to choose from where each has its own seats, else just to read. */
export function Sessions(props: {
  view: ActivityView;
  chosen: string | undefined;
  onChoose: (sessionId: string) => void;
}) {
  const { view, chosen, onChoose } = props;
  if (view.sessions.length < 2) return null;
  const each = view.enrolment === 'session' && view.mode === 'registration';
  return (
    <View className="sessions">
      <View className="sessions__title" {...aria({ role: 'heading' })}>
        {each
          ? `选一场（共 ${view.sessions.length} 场）`
          : view.mode === 'registration'
            ? `共 ${view.sessions.length} 次，报一次名都能来`
            : `共 ${view.sessions.length} 场`}
      </View>
      <View {...aria(each ? { role: 'radiogroup', label: '场次' } : {})}>
        {view.sessions.map(session =>
          each ? (
            <Pressable
              key={session.sessionId}
              role="radio"
              checked={session.sessionId === chosen}
              className={`sessions__one ${session.sessionId === chosen ? 'sessions__one--on' : ''}`}
              onPress={() => onChoose(session.sessionId)}
            >
              <Words session={session} />
              <Left view={view} session={session} />
            </Pressable>
          ) : (
            <View key={session.sessionId} className="sessions__one sessions__one--plain">
              <Words session={session} />
            </View>
          ),
        )}
      </View>
    </View>
  );
}

function Words({ session }: { session: SessionView }) {
  return (
    <View className="sessions__words">
      <View className="sessions__when">{whenText(session)}</View>
      <View className="sessions__place">{session.place.text}</View>
    </View>
  );
}

function Left({ view, session }: { view: ActivityView; session: SessionView }) {
  const { text, open } = seatsText({
    ...session,
    mode: view.mode,
    unit: view.unit,
    waitingMax: view.waitingMax,
  });
  return <View className={open ? 'sessions__left' : 'sessions__left sessions__left--none'}>{text}</View>;
}
