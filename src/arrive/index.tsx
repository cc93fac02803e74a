import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Scanner } from '@app/components/Scanner';
import { Stepper } from '@app/components/Stepper';
import { momentText } from '@app/components/when';
import { type Intent, useAction } from '@app/hooks/useAction';
import { type ActivityRef, activityPage, refOf, ticketPage } from '@app/services/links';
import { whereabouts } from '@app/services/whereabouts';
import { fromIso, timeText } from '@core/kernel/dates';
import type { AppError } from '@core/refusal';
import type { SelfAnswer, SelfDone } from '@core/self-check-in/contract';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import './index.scss';
import { codeIn, decoded } from './scanned-code';

type Asked = Intent<'checkin.self'>;

/** 我到了: a resident says so by the poster, the code at the venue's door, or the one on the hall's screen. */
export default function ArrivePage() {
  const { params } = useRouter();
  const meant = params.id ? (refOf(params) ?? undefined) : undefined;
  const brought = params.scene ? codeIn(decoded(params.scene)) : undefined;
  const arrival = useAction('checkin.self');
  const [asked, setAsked] = useState<Asked>();
  const [answer, setAnswer] = useState<SelfAnswer>();
  const [wrong, setWrong] = useState('');

  const say = async (next: Asked) => {
    setAsked(next);
    setWrong('');
    const told = await arrival.run(next);
    if (told) setAnswer(told);
  };
  const read = (text: string) => {
    const code = codeIn(text);
    arrival.clear();
    if (code) void say({ ...meant, code });
    else setWrong('这不是签到码。请扫海报、门口或大屏上的码，或者输入旁边的六位数字。');
  };
  // Scanning a code that leads here has said it already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what the page was opened by
  useEffect(() => {
    if (brought) void say({ code: brought });
  }, []);

  const locate = async () => {
    const where = await whereabouts();
    if (where && asked) void say({ ...asked, where });
    else setWrong('没有得到您的位置。请在手机上允许使用位置再试，或者请门口的工作人员签到。');
  };
  const { error, busy } = arrival;
  const near =
    error?.code === 'checkin.self-where' || error?.code === 'checkin.self-too-far' ? error : undefined;
  const again = () => {
    arrival.clear();
    setWrong('');
  };
  const offline = error?.code === 'network.offline';
  return (
    <Page title="我到了" className="arrive">
      {answer && asked ? (
        <Told answer={answer} busy={busy} onSay={more => void say({ ...asked, ...more })} />
      ) : null}
      {busy && !answer ? <Notice kind="loading" title="正在签到…" /> : null}
      {wrong ? <Notice kind="error" title={wrong} /> : null}
      {near ? <Near error={near} onLocate={() => void locate()} onOther={again} /> : null}
      {error && !near ? (
        <Notice
          kind={offline ? 'offline' : 'error'}
          title={offline ? '网络不通，还没有签上' : meant ? messageHere(error) : error.message}
          {...(offline ? { text: '请走到有信号的地方再试，或者把入场码给门口的工作人员扫。' } : {})}
          {...(asked && mayRetry(error.code)
            ? { action: { text: '再试一次', onPress: () => void say(asked) } }
            : {})}
        />
      ) : null}
      {answer || busy || near ? null : <Show onRead={read} />}
      {meant && answer?.need !== 'nothing' ? (
        <View className="arrive__other">
          <Button look="quiet" onPress={() => void Taro.redirectTo({ url: ticketPage(meant) })}>
            让工作人员扫我的入场码
          </Button>
        </View>
      ) : null}
    </Page>
  );
}

/** The server's sentence, but for where it sends those to this page who are on it. */
const messageHere = ({ code, message }: AppError) =>
  code === 'checkin.self-unknown-code'
    ? '没有这个签到码，或者已经换了新的。请看着现场的码，再输一次。'
    : message;

/** Where the activity asks residents to be near: what comes next is one tap, and why. */
function Near(props: { error: AppError; onLocate: () => void; onOther: () => void }) {
  const { error, onLocate, onOther } = props;
  const first = error.code === 'checkin.self-where';
  return (
    <View>
      <View className="arrive__lead" {...aria({ role: 'heading' })}>
        {first ? '这个活动要在场地附近签到' : '还没有到场地附近'}
      </View>
      <View className="arrive__about" {...aria({ role: 'status', live: 'polite' })}>
        {first ? '微信问能不能用您的位置时，请点“允许”。只看这一次，不保存。' : error.message}
      </View>
      <Button look="primary" onPress={onLocate}>
        用我的位置签到
      </Button>
      <View className="arrive__other">
        <Button look="quiet" onPress={onOther}>
          换一个码
        </Button>
      </View>
    </View>
  );
}

const mayRetry = (code: string) => ['network.offline', 'system.busy', 'system.failure'].includes(code);

/** The ways to say where one is. */
function Show({ onRead }: { onRead: (text: string) => void }) {
  const [typed, setTyped] = useState('');
  return (
    <View>
      <View className="arrive__lead" {...aria({ role: 'heading' })}>
        扫现场的码：海报、门口或大屏上的都行
      </View>
      <Scanner onRead={onRead} />
      <View className="arrive__or">或者输入码旁边的六位数字</View>
      <Field
        label="签到码"
        required
        type="number"
        maxLength={6}
        value={typed}
        placeholder="六位数字"
        onChange={setTyped}
        onConfirm={() => onRead(typed)}
      />
      <Button onPress={() => onRead(typed)}>签到</Button>
    </View>
  );
}

function Told(props: { answer: SelfAnswer; busy: boolean; onSay: (more: Partial<Asked>) => void }) {
  const { answer, busy, onSay } = props;
  switch (answer.need) {
    case 'choice':
      return (
        <View>
          <View className="arrive__lead" {...aria({ role: 'heading' })}>
            这里现在有几个活动，您来的是哪一个？
          </View>
          {answer.choices.map(({ activityId, sessionId, title, startsAt }) => (
            <View key={`${activityId} ${sessionId}`} className="arrive__choice">
              <Button busy={busy} onPress={() => onSay({ activityId, sessionId })}>
                {`${title}，${momentText(startsAt)}`}
              </Button>
            </View>
          ))}
        </View>
      );
    case 'count':
      return <Count key={answer.activityId} answer={answer} busy={busy} onSay={onSay} />;
    case 'nothing':
      return <Done done={answer} />;
  }
}

function Count(props: {
  answer: SelfAnswer & { need: 'count' };
  busy: boolean;
  onSay: (more: Partial<Asked>) => void;
}) {
  const { answer, busy, onSay } = props;
  const [count, setCount] = useState(answer.remaining);
  return (
    <View>
      <View className="arrive__lead" {...aria({ role: 'heading' })}>
        {answer.title}
      </View>
      <Stepper
        label="现在到了几位"
        value={count}
        min={1}
        max={answer.remaining}
        unit=" 位"
        onChange={setCount}
      />
      <View className="arrive__about">没到的，来了再签；也可以让工作人员扫入场码。</View>
      <Button
        look="primary"
        busy={busy}
        onPress={() => onSay({ activityId: answer.activityId, sessionId: answer.sessionId, count })}
      >
        {`${count} 位到了`}
      </Button>
    </View>
  );
}

function Done({ done }: { done: SelfDone }) {
  const { title, size, arrived, repeated, at, by, way } = done;
  const ref: ActivityRef = { activityId: done.activityId };
  return (
    <View className={`arrive__done ${repeated ? 'arrive__done--again' : ''}`} {...aria({ role: 'status' })}>
      <View className="arrive__word">{repeated ? '已经签过了' : '签到成功'}</View>
      <View className="arrive__what">{title}</View>
      <View>{size > 1 ? `到了 ${arrived} 位，共 ${size} 位` : '请进'}</View>
      {repeated ? (
        <View>{`${timeText(fromIso(at))} ${way === 'self' ? '自己签的' : `由${by}签的`}`}</View>
      ) : null}
      <View className="arrive__other">
        <Button look="quiet" onPress={() => void Taro.redirectTo({ url: activityPage(ref) })}>
          看活动详情
        </Button>
      </View>
    </View>
  );
}
