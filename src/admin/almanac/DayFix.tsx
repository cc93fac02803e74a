import { Button } from '@app/components/Button';
import { Card } from '@app/components/Card';
import { Choice } from '@app/components/Choice';
import { TimeField } from '@app/components/TimeField';
import { View } from '@tarojs/components';
import { useState } from 'react';

type Mark = '休' | '班' | '平常';

/** One day put right by hand, for what a notice says in other words than the reader knows. */
export function DayFix(props: { year: number; onFix: (date: string, mark: '休' | '班' | null) => void }) {
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState('');
  const [mark, setMark] = useState<Mark>('休');
  if (!open) {
    return (
      <View className="almanac__buttons">
        <Button look="quiet" onPress={() => setOpen(true)}>
          有一天不对，单独改
        </Button>
      </View>
    );
  }
  return (
    <View className="almanac__buttons">
      <Card title="单独改一天">
        <TimeField
          label="哪一天"
          kind="date"
          value={date}
          onChange={setDate}
          emptyText={`${props.year}年的`}
        />
        <Choice
          label="这一天"
          options={[
            { value: '休', label: '休' },
            { value: '班', label: '班' },
            { value: '平常', label: '平常' },
          ]}
          value={[mark]}
          onChange={([next]) => setMark((next as Mark | undefined) ?? mark)}
        />
        <Button
          disabled={date === ''}
          onPress={() => {
            props.onFix(date, mark === '平常' ? null : mark);
            setOpen(false);
          }}
        >
          改这一天
        </Button>
      </Card>
    </View>
  );
}
