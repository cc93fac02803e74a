import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { Scanner } from '../../components/Scanner';
import { useAction } from '../../hooks/useAction';
import { type ActivityRef, refOf } from '../../services/links';
import { now } from '../../services/now';
import { readCode } from '../../services/scan';
import { stayAwake } from '../../services/screen';
import { VerdictPanel } from '../components/Verdict';
import { buzz } from '../device';
import { momentText, type Verdict } from '../verdict';
import '../staff.scss';
import './index.scss';

/** Signing out at the door, where hours count: by the ticket or the code that let them in. */
export default function LeavePage() {
  const ref = refOf(useRouter().params);
  useEffect(() => stayAwake(), []);
  return (
    <Page title="签退" className="staff">
      {ref ? (
        <Door activity={ref} />
      ) : (
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“签退”。" />
      )}
    </Page>
  );
}

function Door({ activity }: { activity: ActivityRef }) {
  const { run, busy, error, clear } = useAction('checkin.signOut');
  const [typed, setTyped] = useState('');
  const [verdict, setVerdict] = useState<Verdict>();
  const read = async (text: string) => {
    if (busy) return;
    clear();
    setVerdict(undefined);
    const code = readCode(text);
    const ticket = code.kind === 'ticket' ? code.ticket : code.kind === 'digits' ? code.code : text.trim();
    const done = await run({ ...activity, ticket });
    buzz(done !== undefined && !done.repeated);
    if (!done) return;
    setTyped('');
    const when = momentText(done.at, now());
    setVerdict(
      done.repeated
        ? { tone: 'again', headline: '已签退过', who: done.name, detail: `${when} 由${done.by}签退` }
        : { tone: 'go', headline: '签退好了', who: done.name, detail: `${when} 离开` },
    );
  };
  const offline = error?.code === 'network.offline';
  const refused: Verdict | undefined = error && {
    tone: offline ? 'retry' : 'stop',
    headline: offline ? '网络不通，没签退' : '没有签退',
    detail: offline ? '有信号了再扫一次，不会重复。' : error.message,
  };
  const shown = refused ?? verdict;
  return (
    <View>
      {busy ? (
        <View className="leave__hint">正在核对…</View>
      ) : shown ? (
        <VerdictPanel verdict={shown} />
      ) : (
        <View className="leave__hint">走的时候，扫进门时的那个入场码</View>
      )}
      <View className="leave__scan">
        <Scanner onRead={text => void read(text)} />
      </View>
      <Field
        label="或者输六位入场码"
        type="number"
        value={typed}
        onChange={setTyped}
        required
        maxLength={9}
        onConfirm={() => void read(typed)}
      />
      <Button look="primary" busy={busy} disabled={typed.trim().length < 6} onPress={() => void read(typed)}>
        签退
      </Button>
    </View>
  );
}
