import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import type { ActivityRef } from '@app/services/links';
import { openSheet } from '@app/services/saving';
import { View } from '@tarojs/components';
import { useState } from 'react';

/** Takes a roster out as a spreadsheet: masked, or with names and phones for whoever may, who says why. */
export function ExportSheet(props: { activity: ActivityRef; mayFull: boolean; onClose: () => void }) {
  const { activity, mayFull, onClose } = props;
  const [full, setFull] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const taking = useAction('roster.export');
  const take = async () => {
    setProblem(undefined);
    const made = await taking.run({
      ...activity,
      ...(full ? { full } : {}),
      ...(full && reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (!made) return;
    try {
      await openSheet(made.url, made.name);
      onClose();
    } catch {
      setProblem('表格做好了，但没有取到。请检查网络，再点一次。');
    }
  };
  const refused = taking.error?.message ?? problem;
  return (
    <Sheet open title="导出名单" onClose={onClose}>
      {mayFull ? (
        <Choice
          label="要哪一种"
          options={[
            { value: 'masked', label: '隐去姓名电话' },
            { value: 'full', label: '完整姓名电话' },
          ]}
          value={[full ? 'full' : 'masked']}
          onChange={([next]) => setFull(next === 'full')}
        />
      ) : (
        <View className="staff__ask">姓名和电话会隐去。要完整的，请站长导出。</View>
      )}
      {full ? (
        <Field
          label="用来做什么"
          value={reason}
          maxLength={100}
          hint="会和您的名字一起留在记录里；居民看得到有谁看过自己"
          onChange={setReason}
        />
      ) : null}
      {refused ? <View {...aria({ role: 'alert' })}>{refused}</View> : null}
      <Button look="primary" busy={taking.busy} busyText="正在做表…" onPress={() => void take()}>
        导出表格
      </Button>
    </Sheet>
  );
}
