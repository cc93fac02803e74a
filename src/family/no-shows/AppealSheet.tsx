import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Pressable } from '@app/components/Pressable';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import type { MyNoShow } from '@core/no-shows/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';

/** Reasons that need no typing. */
const usual = ['我去了，没有签到', '那天生病了', '家里有急事', '退过，没有退成'];

/** What happened, in the resident's words or with one tap; the station's manager reads it and nobody else. */
export function AppealSheet(props: { noShow: MyNoShow; onClose: () => void; onDone: () => void }) {
  const { noShow, onClose, onDone } = props;
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const appealing = useAction('noshow.appeal');
  const send = async () => {
    setMissing(text.trim() === '');
    if (text.trim() === '') return;
    if (await appealing.run({ noShowId: noShow.noShowId, text: text.trim() })) onDone();
  };
  return (
    <Sheet open title={`申诉：${noShow.title}`} onClose={onClose}>
      <View className="missed__about">点一个原因，或者自己写。只有站长看得到，加密保存。</View>
      {usual.map(one => (
        <Pressable
          key={one}
          className={`missed__reason ${one === text ? 'missed__reason--on' : ''}`}
          onPress={() => setText(one)}
        >
          {one}
        </Pressable>
      ))}
      <Field
        label="那天是怎么回事"
        required
        value={text}
        maxLength={200}
        error={missing ? '请写一句，或点上面一个' : undefined}
        onChange={setText}
      />
      {appealing.error ? (
        <View className="missed__counts" {...aria({ role: 'alert' })}>
          {appealing.error.message}
        </View>
      ) : null}
      <Button look="primary" busy={appealing.busy} busyText="正在交…" onPress={() => void send()}>
        交给站点
      </Button>
    </Sheet>
  );
}
