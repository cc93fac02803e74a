import { Button } from '@app/components/Button';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { momentText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import type { AppealLine } from '@core/no-shows/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';

/** One appeal: whose, of what, in their words, and the decision; declining asks for a reason, which the resident reads. */
export function AppealCard({ line, onDone }: { line: AppealLine; onDone: () => void }) {
  const { noShowId, name, size, activity, startsAt, text, at, takenBack } = line;
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const accept = useAction('noshow.accept');
  const decline = useAction('noshow.decline');
  const said = `${name}，${size} 人`;
  const error = accept.error ?? decline.error;
  // Decided on another phone: there is nothing left to do here.
  const over = error?.code === 'noshow.decided' || error?.code === 'noshow.not-found';

  const take = async () => {
    if (await accept.run({ noShowId })) onDone();
  };
  const refuse = async () => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    if (await decline.run({ noShowId, reason: reason.trim() })) onDone();
  };

  return (
    <View className="appeal">
      <View className="appeal__name">{said}</View>
      <View>{`《${activity}》${momentText(startsAt)}`}</View>
      <View className="appeal__text">{text}</View>
      <View className="appeal__faint">{`${momentText(at)} 交来`}</View>
      {takenBack ? (
        <View className="appeal__remark">后来查到签到了，或活动改了：这次本来就不算。</View>
      ) : null}
      {error ? <Notice kind="error" title={error.message} /> : null}
      {declining && !over ? (
        <LongField
          label="为什么不接受（本人会看到）"
          value={reason}
          onChange={setReason}
          maxLength={100}
          required
          error={missing ? '请写明原因，本人会看到' : undefined}
        />
      ) : null}
      <View className="appeal__ways">
        {over ? (
          <Button onPress={onDone}>知道了</Button>
        ) : declining ? (
          <>
            <Button
              look="danger"
              size="small"
              busy={decline.busy}
              label={`确定不接受：${said}`}
              onPress={() => void refuse()}
            >
              确定不接受
            </Button>
            <Button look="quiet" size="small" onPress={() => setDeclining(false)}>
              再想想
            </Button>
          </>
        ) : (
          <>
            <Button
              look="primary"
              size="small"
              busy={accept.busy}
              label={`接受，不算：${said}`}
              onPress={() => void take()}
            >
              接受，不算
            </Button>
            <Button size="small" label={`不接受：${said}`} onPress={() => setDeclining(true)}>
              不接受…
            </Button>
          </>
        )}
      </View>
    </View>
  );
}
