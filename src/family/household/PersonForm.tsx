import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import type { FamilyPerson } from '@core/household/contract';
import { childrenNotice } from '@core/household/family';
import { type AgeBand, ageBands } from '@core/programme/activity';
import { View } from '@tarojs/components';
import { useState } from 'react';

const ages = Object.entries(ageBands).map(([value, label]) => ({ value, label }));

/** Somebody written down: a name, for a grown-up a phone; for a child the guardian's notice and no more. */
export function PersonForm(props: {
  person?: FamilyPerson | undefined;
  version: number;
  onDone: () => void;
}) {
  const { person, version, onDone } = props;
  const [name, setName] = useState(person?.name ?? '');
  const [phone, setPhone] = useState(person?.phone ?? '');
  const [ageBand, setAgeBand] = useState<AgeBand | undefined>(person?.ageBand);
  const [guardian, setGuardian] = useState(false);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const save = useAction('family.save');
  const isChild = ageBand === 'child';

  const submit = async () => {
    const problems: Record<string, string> = {
      ...(name.trim() ? {} : { name: isChild ? '请填孩子的小名' : '请填姓名或称呼' }),
      ...(isChild && !guardian ? { guardian: '请看完上面的说明，再打勾' } : {}),
    };
    setMissing(problems);
    save.clear();
    if (Object.keys(problems).length > 0) return;
    const saved = await save.run({
      ...(person ? { personId: person.personId } : {}),
      name: name.trim(),
      ...(!isChild && phone.trim() ? { phone: phone.trim() } : {}),
      ...(ageBand ? { ageBand } : {}),
      ...(isChild ? { guardian } : {}),
      version,
    });
    if (saved) onDone();
  };
  const { error } = save;
  const problems: Record<string, string | number> = {
    ...(error?.code === 'input.invalid' ? error.details : {}),
    ...missing,
  };
  const said = (field: string) => (problems[field] === undefined ? undefined : String(problems[field]));

  return (
    <Sheet open title={person ? `修改${person.name}` : '添加一位家人'} onClose={onDone}>
      <Choice
        label="年龄（可不填）"
        options={ages}
        value={ageBand ? [ageBand] : []}
        optional
        onChange={([next]) => setAgeBand(next as AgeBand | undefined)}
      />
      <Field
        label={isChild ? '孩子的小名' : '姓名或称呼'}
        required
        value={name}
        placeholder={isChild ? '只写小名，不写大名' : ''}
        error={said('name')}
        onChange={setName}
      />
      {isChild ? (
        <View className="family__notice">
          <View className="family__notice-title">{childrenNotice.title}</View>
          {childrenNotice.lines.map(line => (
            <View key={line} className="family__line">
              {line}
            </View>
          ))}
          <Choice
            multiple
            label="请监护人打勾"
            options={[{ value: 'yes', label: childrenNotice.tick }]}
            value={guardian ? ['yes'] : []}
            error={said('guardian')}
            onChange={value => setGuardian(value.length > 0)}
          />
        </View>
      ) : (
        <Field
          label="电话"
          type="phone"
          maxLength={24}
          value={phone}
          error={said('phone')}
          onChange={setPhone}
        />
      )}
      {error && error.code !== 'input.invalid' ? (
        <View className="family__refusal" {...aria({ role: 'alert' })}>
          {error.message}
        </View>
      ) : null}
      <Button
        look="primary"
        busy={save.busy}
        busyText="正在保存…"
        onPress={error?.code === 'family.changed' ? onDone : () => void submit()}
      >
        {error?.code === 'family.changed' ? '看最新的名单' : '保存'}
      </Button>
    </Sheet>
  );
}
