import { Button } from '@app/components/Button';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Pressable } from '@app/components/Pressable';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import type { ActivityRef } from '@app/services/links';
import type { Decided, StaffLine } from '@core/desk/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Decision } from './decisions';

/** Asks for the reason of a decision, says what it does and to whom, and carries it out. */
export function DecisionForm(props: {
  activity: ActivityRef;
  line: StaffLine;
  decision: Decision;
  onClose: () => void;
  onDecided: (done: Decided) => void;
}) {
  const { activity, line, decision, onClose, onDecided } = props;
  const { action, name, text, read, usual, look } = decision;
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const deciding = useAction(action);
  const decide = async () => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    const input = { ...activity, registrationId: line.registrationId, reason: reason.trim() };
    const done = await deciding.run(input);
    if (done) onDecided(done);
  };
  return (
    <Sheet open title={`${name}：${line.name} · ${line.size} 人`} onClose={onClose}>
      <View className="person__facts">{text}</View>
      <LongField
        label={`原因（${read}）`}
        value={reason}
        onChange={setReason}
        maxLength={100}
        required
        error={missing ? `请写明原因，${read}` : undefined}
      />
      <View className="person__usual">
        {usual.map(one => (
          <Pressable key={one} className="person__reason" onPress={() => setReason(one)}>
            {one}
          </Pressable>
        ))}
      </View>
      {deciding.error ? <Notice kind="error" title={deciding.error.message} /> : null}
      <View className="person__ways">
        <Button
          look={look === 'danger' ? 'danger' : 'primary'}
          busy={deciding.busy}
          onPress={() => void decide()}
        >
          {name}
        </Button>
      </View>
    </Sheet>
  );
}
