import { Choice } from '@app/components/Choice';
import { childrenNotice, isChild } from '@core/household/family';
import { View } from '@tarojs/components';
import type { Form, Problems } from './form';

/** The separate notice where a child under 14 is in the party, and the guardian's tick under it. */
export function Guardian(props: {
  form: Pick<Form, 'people' | 'guardian'>;
  problems: Problems;
  onChange: (guardian: boolean) => void;
}) {
  const { form, problems, onChange } = props;
  if (!form.people.some(isChild)) return null;
  return (
    <View className="register__guardian">
      <View className="register__subtitle">{childrenNotice.title}</View>
      {childrenNotice.lines.map(line => (
        <View key={line} className="register__line">
          {line}
        </View>
      ))}
      <Choice
        multiple
        label="请监护人打勾"
        options={[{ value: 'yes', label: childrenNotice.tick }]}
        value={form.guardian ? ['yes'] : []}
        onChange={value => onChange(value.length > 0)}
        error={problems.guardian}
      />
    </View>
  );
}
