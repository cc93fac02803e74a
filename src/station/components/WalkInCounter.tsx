import { View } from '@tarojs/components';
import { useState } from 'react';
import { aria } from '../../components/aria';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { Notice } from '../../components/Notice';
import { Pressable } from '../../components/Pressable';
import { Sheet } from '../../components/Sheet';
import type { ActivityRef } from '../../services/links';
import { wholeNumber } from '../draft-writing';
import { useWalkIns } from '../useWalkIns';
import './WalkInCounter.scss';

/** As many as the server takes at once. */
const MOST = 500;

/** People without a registration, counted by large taps; a slip can be taken back until it is sent. */
export function WalkInCounter(props: {
  activity: ActivityRef;
  walkIns: number | undefined;
  onCounted: (total: number) => void;
}) {
  const { activity, walkIns, onCounted } = props;
  const { count, error, tap, retry } = useWalkIns(activity, onCounted);
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const people = wholeNumber(text);
  const problem = people !== null && people > MOST ? `一次最多记 ${MOST} 人` : undefined;
  const add = () => {
    if (!people || problem) return;
    tap(people);
    setText('');
    setAsking(false);
  };
  const onItsWay = count.gathered + (count.failed ? 0 : count.sent);
  const state = onItsWay > 0 ? `正在记 +${onItsWay}…` : `已记 ${walkIns ?? '–'} 人`;
  return (
    <View className="walk-ins" {...aria({ role: 'group', label: '未预约到场' })}>
      <View className="walk-ins__head">
        <View className="walk-ins__title">没预约，直接来的</View>
        <View className="walk-ins__state" {...aria({ live: 'polite' })}>
          {state}
        </View>
      </View>
      <View className="walk-ins__taps">
        <Pressable
          className="walk-ins__tap"
          label="收回一人"
          disabled={count.gathered === 0}
          onPress={() => tap(-1)}
        >
          −1
        </Pressable>
        <Pressable className="walk-ins__tap walk-ins__tap--one" label="来了一人" onPress={() => tap(1)}>
          +1
        </Pressable>
        <Pressable className="walk-ins__tap" label="来了五人" onPress={() => tap(5)}>
          +5
        </Pressable>
        <Pressable className="walk-ins__tap" label="来了很多人，填人数" onPress={() => setAsking(true)}>
          多人
        </Pressable>
      </View>
      {count.failed ? (
        <Notice
          kind="offline"
          title={`${count.sent} 人还没记上`}
          text="再试一次不会重复计数。"
          action={{ text: '再试一次', onPress: retry }}
        />
      ) : error ? (
        <Notice kind="warning" title={`没记上：${error.message}`} />
      ) : null}
      <Sheet open={asking} title="来了多少人？" onClose={() => setAsking(false)}>
        <Field
          label="人数"
          type="number"
          value={text}
          onChange={setText}
          required
          maxLength={3}
          error={problem}
          onConfirm={add}
        />
        <Button look="primary" disabled={!people || problem !== undefined} onPress={add}>
          {people && !problem ? `记 ${people} 人` : '记人数'}
        </Button>
      </Sheet>
    </View>
  );
}
