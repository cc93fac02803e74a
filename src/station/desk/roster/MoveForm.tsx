import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Pressable } from '@app/components/Pressable';
import { Sheet } from '@app/components/Sheet';
import { seatsText } from '@app/components/seats';
import { whenText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import type { ActivityRef } from '@app/services/links';
import type { Moved, StaffLine } from '@core/desk/contract';
import type { ActivityView, SessionView } from '@core/programme/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';

const usual = ['本人来电要求改场', '这一场人太多，调整到另一场', '场地临时变动'] as const;

/** Moves a party to another session, with a reason its holder reads; a seat is given up for a place in the queue only when staff say so. */
export function MoveForm(props: {
  view: Pick<ActivityView, 'mode' | 'unit' | 'waitingMax'>;
  activity: ActivityRef;
  line: StaffLine;
  sessions: readonly SessionView[];
  onClose: () => void;
  onMoved: (done: Moved) => void;
}) {
  const { view, activity, line, sessions, onClose, onMoved } = props;
  const [to, setTo] = useState(sessions.length === 1 ? sessions[0]?.sessionId : undefined);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const moving = useAction('roster.move');
  const noRoom = moving.error?.code === 'roster.move-no-room';
  const move = async (queue: boolean) => {
    setMissing(!to || reason.trim() === '');
    if (!to || reason.trim() === '') return;
    const done = await moving.run({
      ...activity,
      registrationId: line.registrationId,
      to,
      reason: reason.trim(),
      ...(queue ? { queue } : {}),
    });
    if (done) onMoved(done);
  };
  return (
    <Sheet open title={`改到另一场：${line.name} · ${line.size} 人`} onClose={onClose}>
      <View className="person__facts">
        坐得下的直接有座位；这一场的座位让给排在前面的人。本人会收到通知，旧的入场码作废。
      </View>
      <Choice
        required
        label="改到哪一场"
        options={sessions.map(one => ({
          value: one.sessionId,
          label: `${whenText(one)}（${seatsText({ ...view, ...one }).text}）`,
        }))}
        value={to ? [to] : []}
        onChange={([next]) => {
          setTo(next);
          moving.clear();
        }}
        {...(missing && !to ? { error: '请选一场' } : {})}
      />
      <LongField
        label="原因（本人会看到）"
        value={reason}
        onChange={setReason}
        maxLength={100}
        required
        error={missing && reason.trim() === '' ? '请写明原因，本人会看到' : undefined}
      />
      <View className="person__usual">
        {usual.map(one => (
          <Pressable key={one} className="person__reason" onPress={() => setReason(one)}>
            {one}
          </Pressable>
        ))}
      </View>
      {moving.error ? <Notice kind="error" title={moving.error.message} /> : null}
      <View className="person__ways">
        {noRoom ? (
          <Button look="danger" busy={moving.busy} onPress={() => void move(true)}>
            让出座位，排到那一场的候补
          </Button>
        ) : null}
        <Button look="primary" busy={moving.busy} busyText="正在改…" onPress={() => void move(false)}>
          改到这一场
        </Button>
      </View>
    </Sheet>
  );
}
