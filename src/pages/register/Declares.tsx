import { Choice } from '@app/components/Choice';
import type { ActivityView } from '@core/programme/contract';
import { agesOf, agesText, areaTick } from '@core/registration/limits';
import { View } from '@tarojs/components';
import type { Form, Problems } from './form';

/** Whom the activity is for by age, said before anybody is written down. */
export function LimitReason({ view }: { view: Pick<ActivityView, 'ages'> }) {
  const whom = agesText(agesOf(view));
  if (!whom) return null;
  return (
    <View className="register__reason">{`这个活动面向${whom}。别的年龄可以陪同一起来，选“陪同”就行。`}</View>
  );
}

/** The one tick by which somebody says that they are of the area an activity is for; nothing is to be shown for it. */
export function Declares(props: {
  view: Pick<ActivityView, 'residentsOf'>;
  form: Pick<Form, 'declares'>;
  problems: Problems;
  onChange: (declares: boolean) => void;
  /** What is to be ticked, where it is for somebody else. */
  label?: string;
}) {
  const { view, form, problems, onChange, label } = props;
  if (!view.residentsOf) return null;
  return (
    <View className="register__consent">
      <Choice
        multiple
        label={`这个活动面向${view.residentsOf}，是的话打个勾，不用证明`}
        options={[{ value: 'yes', label: label ?? areaTick(view.residentsOf) }]}
        value={form.declares ? ['yes'] : []}
        onChange={value => onChange(value.length > 0)}
        error={problems.declares}
      />
    </View>
  );
}
