import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { type AgeBand, ageBands } from '@core/programme/activity';
import { agesOf, agesText } from '@core/registration/limits';
import { View } from '@tarojs/components';
import type { DraftForm } from './draft-form';
import type { Problems } from './draft-writing';
import './PoolsForm.scss';

/** Whom the activity is for: ages, with whoever accompanies let in besides, and the residents of an area. */
export function LimitsForm(props: {
  form: Pick<DraftForm, 'ages' | 'residentsOf'>;
  problems: Problems;
  onChange: (change: Partial<DraftForm>) => void;
}) {
  const { form, problems, onChange } = props;
  return (
    <View className="pools">
      <Choice
        multiple
        label="只面向哪些年龄（不选就是都可以）"
        options={Object.entries(ageBands).map(([value, label]) => ({ value, label }))}
        value={form.ages}
        onChange={ages => onChange({ ages: ages as AgeBand[] })}
        error={problems.ages}
      />
      <View className="pools__hint">{agesHint(form.ages)}</View>
      <Field
        label="只面向哪里的居民"
        value={form.residentsOf}
        onChange={residentsOf => onChange({ residentsOf })}
        placeholder="例如：石桥社区"
        hint="报名的人自己打勾说明，不看户口，不要证明"
        maxLength={20}
        error={problems.residentsOf}
      />
    </View>
  );
}

/** What the chosen ages come to. */
function agesHint(ages: readonly AgeBand[]): string {
  const whom = agesText(agesOf({ ages: [...ages] }));
  return whom ? `${whom}的才能报；陪同来的人不限年龄。报名时会问年龄段。` : '不限年龄，报名时不问。';
}
