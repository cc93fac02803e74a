import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { Pressable } from '@app/components/Pressable';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import { useNow } from '@app/hooks/useNow';
import type { ActivityRef } from '@app/services/links';
import type { Decided, StaffLine } from '@core/desk/contract';
import { ageBands } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { DecisionForm } from './DecisionForm';
import { type Decision, decisionsFor, sessionsToMoveTo } from './decisions';
import { MoveForm } from './MoveForm';
import { movedText, sinceText, standingText } from './standing';
import { usePerson } from './usePerson';

/** A party in full, with what the caller may decide about it. */
export function PersonSheet(props: {
  view: ActivityView;
  activity: ActivityRef;
  line: StaffLine;
  /** Whether the caller accepts and declines, and not only registers for others. */
  decides: boolean;
  onClose: () => void;
  onDecided: (done: Decided) => void;
}) {
  const { view, activity, line, decides, onClose, onDecided } = props;
  const { person, error, look } = usePerson(activity, line.registrationId);
  const [asked, setAsked] = useState<Decision | undefined>();
  const [moving, setMoving] = useState(false);
  const now = useNow();
  const others = decides ? sessionsToMoveTo(line, activity, view, now) : [];
  const accept = useAction('roster.accept');
  const acceptNow = async () => {
    const done = await accept.run({ ...activity, registrationId: line.registrationId });
    if (done) onDecided(done);
  };
  if (moving) {
    return (
      <MoveForm
        view={view}
        activity={activity}
        line={line}
        sessions={others}
        onClose={() => setMoving(false)}
        onMoved={onDecided}
      />
    );
  }
  if (asked) {
    return (
      <DecisionForm
        activity={activity}
        line={line}
        decision={asked}
        onClose={() => setAsked(undefined)}
        onDecided={onDecided}
      />
    );
  }
  return (
    <Sheet open title={`${standingText(line)} · ${line.size} 人`} onClose={onClose}>
      {error ? (
        <Notice
          kind={error.code === 'network.offline' ? 'offline' : 'error'}
          title={error.message}
          action={{ text: '再试一次', onPress: () => void look() }}
        />
      ) : person ? (
        <View>
          {person.party.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: people of a party have nothing but their place
            <View key={at} className="person__one">
              <View className="person__name">
                {[one.name, one.accompanying ? '陪同' : '', one.ageBand ? ageBands[one.ageBand] : '']
                  .filter(Boolean)
                  .join(' · ')}
              </View>
              {one.phone ? <Phone name={one.name} phone={one.phone} /> : null}
            </View>
          ))}
          {person.answers.map(({ question, answer }) => (
            <View key={question} className="person__answer">
              <View className="person__question">{question}</View>
              <View>{answer}</View>
            </View>
          ))}
          <View className="person__facts">{`入场码 ${line.code} · ${sinceText(line)}`}</View>
          {movedText(line, view) ? <View className="person__facts">{movedText(line, view)}</View> : null}
          {line.reason ? <View className="person__facts">{`原因：${line.reason}`}</View> : null}
          <View className="person__facts">这次查看已经记下：谁、什么时候、看了谁。</View>
        </View>
      ) : (
        <Notice kind="loading" title="正在打开…" />
      )}
      {accept.error ? <Notice kind="error" title={accept.error.message} /> : null}
      <View className="person__ways">
        {decides && line.status === 'applied' ? (
          <Button look="primary" busy={accept.busy} busyText="正在通过…" onPress={() => void acceptNow()}>
            通过
          </Button>
        ) : null}
        {others.length > 0 ? <Button onPress={() => setMoving(true)}>改到另一场…</Button> : null}
        {decisionsFor(line, decides).map(decision => (
          <Button key={decision.action} look={decision.look} onPress={() => setAsked(decision)}>
            {`${decision.name}…`}
          </Button>
        ))}
      </View>
    </Sheet>
  );
}

function Phone({ name, phone }: { name: string; phone: string }) {
  return (
    <Pressable
      className="person__phone"
      role="link"
      label={`打电话给${name}，${phone}`}
      onPress={() => void Taro.makePhoneCall({ phoneNumber: phone })}
    >
      <View>{phone}</View>
      <View className="person__call">打电话</View>
    </Pressable>
  );
}
