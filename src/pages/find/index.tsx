import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Scanner } from '@app/components/Scanner';
import { asAppError, call } from '@app/services/cloud';
import { activityPage, arrivePage } from '@app/services/links';
import { open } from '@app/services/open';
import { readCode } from '@app/services/scan';
import { View } from '@tarojs/components';
import { useState } from 'react';
import './index.scss';

/** From a poster to its activity: scan its code, or type its six digits. */
export default function FindPage() {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);

  const findByDigits = async (code: string, say: (problem: string) => void) => {
    if (busy) return;
    setBusy(true);
    try {
      const found = await call('activity.find', { code });
      setTyped('');
      open(activityPage(found));
    } catch (error) {
      say(asAppError(error).message);
    } finally {
      setBusy(false);
    }
  };

  const read = (text: string) => {
    setProblem('');
    setFault('');
    const scanned = readCode(text);
    if (scanned.kind === 'activity') open(activityPage(scanned.ref));
    else if (scanned.kind === 'digits') void findByDigits(scanned.code, setFault);
    else if (scanned.kind === 'invitation' || scanned.kind === 'arrival') open(scanned.page);
    else if (scanned.kind === 'ticket') setFault('这是入场码，请拿给门口的工作人员扫。');
    else setFault('这不是活动海报上的码。请扫海报上的码，或者输入海报上的六位数字。');
  };

  const submit = () => {
    setFault('');
    const scanned = readCode(typed);
    if (scanned.kind === 'digits') {
      setProblem('');
      void findByDigits(scanned.code, setProblem);
    } else setProblem('活动码是六位数字，在海报上');
  };

  return (
    <Page title="扫码" tab="find">
      <View className="find__lead" {...aria({ role: 'heading' })}>
        扫海报上的码，看活动、报名
      </View>
      <Scanner onRead={read} />
      {fault ? (
        <View className="find__fault">
          <Notice kind="error" title={fault} />
        </View>
      ) : null}
      <View className="find__or">或者输入海报上的六位数字</View>
      <Field
        label="活动码"
        required
        type="number"
        maxLength={6}
        value={typed}
        placeholder="六位数字"
        error={problem}
        onChange={setTyped}
        onConfirm={submit}
      />
      <Button busy={busy} busyText="正在找…" onPress={submit}>
        找活动
      </Button>
      <View className="find__or">已经到了现场？</View>
      <Button onPress={() => open(arrivePage())}>我到了，自己签到</Button>
    </Page>
  );
}
