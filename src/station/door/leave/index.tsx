import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Scanner } from '@app/components/Scanner';
import { refOf } from '@app/services/links';
import { stayAwake } from '@app/services/screen';
import { Looks } from '@app/station/door/gate/Doings';
import { Heading } from '@app/station/door/gate/Heading';
import { NoDoor } from '@app/station/door/gate/NoDoor';
import { StatusStrip } from '@app/station/door/gate/StatusStrip';
import type { Gate } from '@app/station/door/offline-gate';
import { useDoor, useGateState } from '@app/station/door/useGate';
import { useLeaving } from '@app/station/door/useLeaving';
import { VerdictPanel } from '@app/station/door/Verdict';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import '@app/components/staff.scss';
import '@app/station/door/gate/index.scss';
import './index.scss';

/** Signing out at the door, where hours count: by the ticket or the code that let them in, with or without a network. */
export default function LeavePage() {
  const ref = refOf(useRouter().params);
  const [sessionId, setSessionId] = useState(ref?.sessionId);
  useEffect(() => stayAwake(), []);
  const door = useDoor(ref && { ...ref, sessionId }, true);
  if (!ref) {
    return (
      <Page title="签退" className="staff">
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“签退”。" />
      </Page>
    );
  }
  return (
    <Page title="签退" className="staff gate">
      {door.gate ? (
        <Door key={door.gate.door.sessionId} gate={door.gate} onSession={setSessionId} />
      ) : door.error ? (
        <NoDoor error={door.error} again={door.again} work="签退" />
      ) : (
        <Notice kind="loading" title="正在打开…" />
      )}
    </Page>
  );
}

function Door({ gate, onSession }: { gate: Gate; onSession: (sessionId: string) => void }) {
  const state = useGateState(gate);
  const [typed, setTyped] = useState('');
  const leaving = useLeaving(gate, () => setTyped(''));
  const submit = () => {
    if (typed.trim() !== '') leaving.read(typed);
  };
  return (
    <View>
      <Heading gate={gate} onSession={onSession} />
      <StatusStrip gate={gate} state={state} work="签退" />
      {leaving.busy ? (
        <View className="gate__hint">正在核对…</View>
      ) : leaving.verdict ? (
        <View className="gate__verdict">
          <VerdictPanel
            verdict={leaving.verdict}
            action={
              leaving.verdict.tone === 'retry' ? { text: '再试一次', onPress: leaving.retry } : undefined
            }
          />
        </View>
      ) : (
        <View className="gate__hint">走的时候，扫进门时的那个入场码</View>
      )}
      <View className="leave__scan">
        <Scanner onRead={leaving.read} />
      </View>
      <Field
        label="或者输六位入场码"
        type="number"
        value={typed}
        onChange={setTyped}
        required
        maxLength={9}
        onConfirm={submit}
      />
      <Button look="primary" busy={leaving.busy} disabled={typed.trim().length < 6} onPress={submit}>
        签退
      </Button>
      <Looks gate={gate} />
    </View>
  );
}
