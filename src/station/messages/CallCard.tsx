import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { momentText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import { asAppError, call } from '@app/services/cloud';
import type { Output } from '@core/contract';
import type { CallLine } from '@core/messages/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';

/** One to phone: what to say, one tap to call, one to say what came of it. */
export function CallCard({ line, onDone }: { line: CallLine; onDone: (messageId: string) => void }) {
  const { messageId, name, phone, size, heading, text, unsure } = line;
  const [shown, setShown] = useState<Output<'calls.number'>>();
  const [problem, setProblem] = useState('');
  const [tried, setTried] = useState(line.calls);
  const tick = useAction('calls.tick');
  const said = `${shown?.name ?? name}，${size} 人`;

  const dial = async () => {
    setProblem('');
    try {
      const found = await call('calls.number', { messageId });
      setShown(found);
      // Changing their mind at the phone's own question is no failure.
      if (found.phone) await Taro.makePhoneCall({ phoneNumber: found.phone }).catch(() => undefined);
    } catch (error) {
      setProblem(asAppError(error).message);
    }
  };
  const note = async (outcome: 'reached' | 'notReached') => {
    const noted = await tick.run({ messageId, outcome });
    if (noted?.done) onDone(messageId);
    else if (noted) setTried(tried + 1);
  };

  return (
    <View className="call">
      <View className="call__head">
        <View className="call__name">{said}</View>
        <View className="call__phone">{shown?.phone ?? phone}</View>
      </View>
      <View className="call__heading">{heading}</View>
      <View className="call__text">{text}</View>
      {unsure ? <View className="call__remark">微信没有回音，对方可能已经收到。</View> : null}
      {tried > 0 ? (
        <View className="call__remark">
          {line.lastCall && tried === line.calls
            ? `打过 ${tried} 次没打通，上次 ${momentText(line.lastCall.at)} ${line.lastCall.by}`
            : `打过 ${tried} 次没打通`}
        </View>
      ) : null}
      {shown && !shown.phone ? <Notice kind="info" title="没有留电话，见到本人时告诉一声" /> : null}
      {problem || tick.error ? <Notice kind="error" title={problem || (tick.error?.message ?? '')} /> : null}
      <View className="call__ways">
        <Button look="primary" size="small" label={`给 ${said} 打电话`} onPress={() => void dial()}>
          打电话
        </Button>
        <Button
          size="small"
          busy={tick.busy}
          label={`${said}：已经告诉了`}
          onPress={() => void note('reached')}
        >
          已告诉
        </Button>
        <Button
          size="small"
          busy={tick.busy}
          label={`${said}：没打通`}
          onPress={() => void note('notReached')}
        >
          没打通
        </Button>
      </View>
    </View>
  );
}
