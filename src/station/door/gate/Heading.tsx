import { Choice } from '@app/components/Choice';
import { whenText } from '@app/components/when';
import type { Gate } from '@app/station/door/offline-gate';
import { View } from '@tarojs/components';

/** What the door is of, and at which session. */
export function Heading({ gate, onSession }: { gate: Gate; onSession: (sessionId: string) => void }) {
  const pack = gate.held()?.pack;
  if (!pack) return null;
  const { title, sessions, sessionId } = pack;
  const session = sessions.find(one => one.sessionId === sessionId);
  return (
    <>
      <View className="gate__title">{title}</View>
      {sessions.length > 1 ? (
        <View className="gate__sessions">
          <Choice
            compact
            label="场次"
            options={sessions.map(one => ({ value: one.sessionId, label: whenText(one) }))}
            value={[sessionId]}
            onChange={([next]) => next && onSession(next)}
          />
        </View>
      ) : session ? (
        <View className="gate__when">{`${whenText(session)} · ${session.place.text}`}</View>
      ) : null}
    </>
  );
}
