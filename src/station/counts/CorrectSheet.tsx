import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import { problemsAt } from '@app/station/publishing/edit/draft-writing';
import type { SessionCounts } from '@core/counts/contract';
import type { Correctable } from '@core/counts/figures';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { figureNames } from './figure-names';

/** Puts one figure right: the old value stays beside the new one, with the reason. */
export function CorrectSheet(props: {
  activityId: string;
  session: SessionCounts;
  figure: Correctable;
  onClose: () => void;
  onDone: () => void;
  /** The figure has moved meanwhile, and is to be shown anew. */
  onStale: () => void;
}) {
  const { activityId, session, figure, onClose, onDone, onStale } = props;
  const { sessionId, figures } = session;
  const from = figures[figure];
  const [to, setTo] = useState('');
  const [why, setWhy] = useState('');
  const correct = useAction('counts.correct');
  const changed = correct.error?.code === 'counts.changed';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal, not for each drawing of it
  useEffect(() => {
    if (changed) onStale();
  }, [changed]);
  const problems = problemsAt(correct.error?.details);
  const save = async () => {
    if (await correct.run({ activityId, sessionId, figure, from, to: Number(to), why })) onDone();
  };
  return (
    <Sheet open title={`改“${figureNames[figure]}”`} onClose={onClose}>
      <View className="counts__was">{from === null ? '现在没有填' : `现在是 ${from} 人`}</View>
      <Field
        label="改成"
        type="number"
        value={to}
        onChange={setTo}
        required
        maxLength={7}
        {...(problems.to ? { error: problems.to } : {})}
      />
      <LongField
        label="原因（会留下记录）"
        value={why}
        onChange={setWhy}
        maxLength={100}
        placeholder={
          figure === 'estimate' ? '例如：数了一个角 25 人，全场约 12 个角' : '例如：门口又数了一遍'
        }
        required
        error={problems.why}
      />
      {correct.error ? <Notice kind="error" title={correct.error.message} /> : null}
      <View className="counts__buttons">
        <Button
          look="primary"
          busy={correct.busy}
          disabled={!/^\d+$/.test(to) || why.trim() === ''}
          onPress={() => void save()}
        >
          改过来
        </Button>
        <Button look="quiet" onPress={onClose}>
          先不改
        </Button>
      </View>
    </Sheet>
  );
}
