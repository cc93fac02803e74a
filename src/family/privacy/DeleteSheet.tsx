import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import { forgetPerson } from '@app/services/forgetting';
import type { Output } from '@core/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';

const word = '删除';
const consequences = [
  '还没开始的报名会退掉，座位让给候补的人。',
  '参加过的活动里，您和同行人的姓名、电话、回答全部删掉，只留下人数。',
  '存着的家人、收到的通知、同意过的微信通知、未到场记录也删掉。',
  '当过志愿者的，用过的名字也删掉，门口的记录里只写“志愿者”。',
  '删了不能恢复。以后还可以照常报名。',
];

/** Says what goes, and asks for the word before everything is deleted. */
export function DeleteSheet(props: {
  onClose: () => void;
  onDeleted: (state: Output<'privacy.delete'>['state']) => void;
}) {
  const { onClose, onDeleted } = props;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const removal = useAction('privacy.delete');
  const remove = async () => {
    setWrong(typed.trim() !== word);
    if (typed.trim() !== word) return;
    const done = await removal.run({ confirm: word });
    if (!done) return;
    forgetPerson();
    onDeleted(done.state);
  };
  return (
    <Sheet open title="删除我的全部资料" onClose={onClose}>
      {consequences.map(line => (
        <View key={line} className="privacy__line">
          {line}
        </View>
      ))}
      <Field
        label="确定要删，请写“删除”两个字"
        required
        value={typed}
        maxLength={4}
        error={wrong ? '请写“删除”两个字' : undefined}
        onChange={setTyped}
      />
      {removal.error ? (
        <View className="privacy__refusal" {...aria({ role: 'alert' })}>
          {removal.error.message}
        </View>
      ) : null}
      <Button look="danger" busy={removal.busy} busyText="正在删除…" onPress={() => void remove()}>
        全部删除
      </Button>
    </Sheet>
  );
}
