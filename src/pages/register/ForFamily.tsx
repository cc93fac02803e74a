import { Choice } from '@app/components/Choice';
import { Notice } from '@app/components/Notice';
import { noShowsPage } from '@app/services/links';
import { open } from '@app/services/open';
import { beijingDay, dayText, fromIso } from '@core/kernel/dates';
import { isForFamily } from '@core/no-shows/absences';
import { View } from '@tarojs/components';
import type { Form, Problems } from './form';

/** Where a pause stops one's own registrations: until when, and the word that this one is for the family. */
export function ForFamily(props: {
  until: string | undefined;
  form: Pick<Form, 'people' | 'forFamily'>;
  problems: Problems;
  onChange: (forFamily: boolean) => void;
}) {
  const { until, form, problems, onChange } = props;
  if (!until) return null;
  return (
    <View className="register__notices register__family">
      <Notice
        kind="warning"
        title={`您自己先停一停，${dayText(beijingDay(fromIso(until)))}起恢复`}
        text="给家人报名照常。"
        action={{ text: '为什么，怎么申诉', onPress: () => open(noShowsPage) }}
      />
      {isForFamily({ party: form.people }) ? null : (
        <Choice
          multiple
          label="这次是给谁报的"
          options={[{ value: 'yes', label: '只给家人报，我自己不占名额' }]}
          value={form.forFamily ? ['yes'] : []}
          onChange={value => onChange(value.length > 0)}
          error={problems.forFamily}
        />
      )}
    </View>
  );
}
