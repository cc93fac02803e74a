import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Sheet } from '@app/components/Sheet';
import { Stepper } from '@app/components/Stepper';
import { wholeNumber } from '@app/station/publishing/edit/draft-writing';
import { maskName } from '@core/kernel/masking';
import { type AgeBand, ageBands } from '@core/programme/activity';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Coming } from './walking-in';

/** As many people, and as many names, as the server takes at once. */
const most = 500;
const mostNames = 20;
const bands = Object.entries(ageBands) as [AgeBand, string][];

/** A group that just came: how many, and where it is wanted who and of what age. */
export function GroupSheet(props: { open: boolean; onClose: () => void; onCount: (coming: Coming) => void }) {
  const { open, onClose, onCount } = props;
  const [text, setText] = useState('');
  const [names, setNames] = useState('');
  const [ages, setAges] = useState<Partial<Record<AgeBand, number>> | undefined>();
  const inBands = Object.values(ages ?? {}).reduce((sum, people) => sum + people, 0);
  const people = ages ? inBands : wholeNumber(text);
  const problem = people !== null && people > most ? `一次最多记 ${most} 人` : undefined;
  const add = () => {
    if (!people || problem) return;
    const called = names.split(/[、，,\s]+/).filter(name => name !== '');
    onCount({
      count: people,
      // Kept on this phone until it is told, so masked already here.
      ...(called.length > 0 ? { names: called.slice(0, mostNames).map(maskName) } : {}),
      ...(ages ? { ages: Object.fromEntries(Object.entries(ages).filter(([, n]) => n > 0)) } : {}),
    });
    setText('');
    setNames('');
    setAges(undefined);
  };
  return (
    <Sheet open={open} title="来了多少人？" onClose={onClose}>
      {ages ? (
        bands.map(([band, label]) => (
          <Stepper
            key={band}
            label={label}
            value={ages[band] ?? 0}
            max={most}
            unit=" 人"
            onChange={value => setAges({ ...ages, [band]: value })}
          />
        ))
      ) : (
        <Field
          label="人数"
          type="number"
          value={text}
          onChange={setText}
          required
          maxLength={3}
          error={problem}
          onConfirm={add}
        />
      )}
      <Field label="称呼" value={names} onChange={setNames} placeholder="用顿号隔开" />
      <View className="walk-ins__buttons">
        <Button look="primary" disabled={!people || problem !== undefined} onPress={add}>
          {people && !problem ? `记 ${people} 人` : '记人数'}
        </Button>
        <Button look="quiet" onPress={() => setAges(ages ? undefined : {})}>
          {ages ? '只记人数' : '按年龄段记'}
        </Button>
      </View>
    </Sheet>
  );
}
