import { aria } from '@app/components/aria';
import { Notice } from '@app/components/Notice';
import { Pressable } from '@app/components/Pressable';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { GroupSheet } from './GroupSheet';
import type { Gate } from './offline-gate';
import { useWalkIns } from './useWalkIns';
import './WalkInCounter.scss';

/** People without a registration, counted by large taps; a slip can be taken back until it is sent. */
export function WalkInCounter(props: { gate: Gate; walkIns: number | undefined; onCounted: () => void }) {
  const { gate, walkIns, onCounted } = props;
  const { count, refused, tap, add } = useWalkIns(gate, onCounted);
  const [asking, setAsking] = useState(false);
  const onItsWay = (count.gathered?.people ?? 0) + (count.going?.people ?? 0);
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
          disabled={count.gathered === undefined}
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
        <Pressable
          className="walk-ins__tap"
          label="来了很多人，填人数、称呼或年龄段"
          onPress={() => setAsking(true)}
        >
          多人
        </Pressable>
      </View>
      {refused ? (
        <Notice
          kind="warning"
          title={`没记上 ${refused.coming.count} 人`}
          text={refused.text}
          action={
            refused.spare >= refused.coming.count
              ? {
                  text: '把没来的人的座位给他',
                  onPress: () => void add({ ...refused.coming, spare: true }),
                }
              : undefined
          }
        />
      ) : null}
      <GroupSheet
        open={asking}
        onClose={() => setAsking(false)}
        onCount={coming => {
          setAsking(false);
          void add(coming);
        }}
      />
    </View>
  );
}
