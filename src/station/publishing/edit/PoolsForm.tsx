import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { FieldNote } from '@app/components/FieldNote';
import { type AgeBand, ageBands, type PoolRule } from '@core/programme/activity';
import { View } from '@tarojs/components';
import { type DraftForm, newPool, type PoolForm } from './draft-form';
import { type Problems, restText } from './draft-writing';
import './PoolsForm.scss';
import { TimeField } from '@app/components/TimeField';

/** As many parts as an activity's seats may have. */
const MOST = 6;

const whom: Record<PoolRule['for'], { label: string; hint: string; example: string }> = {
  ages: {
    label: '某些年龄',
    hint: '报名时会问年龄段；一起来的人里有一位符合，就都坐这些座位。',
    example: '例如：长者席',
  },
  desk: {
    label: '现场和电话',
    hint: '给不用手机的人：工作人员在“名单”里代登记，先用这些。',
    example: '例如：现场名额',
  },
  choice: {
    label: '报名时自己选',
    hint: '报名的人选一种来，各算各的名额。',
    example: '例如：选手',
  },
};

/** Parts of the seats kept for some, and the sentence of what is left for everybody. */
export function PoolsForm(props: {
  form: Pick<DraftForm, 'capacity' | 'pools'>;
  problems: Problems;
  onChange: (pools: PoolForm[]) => void;
}) {
  const { form, problems, onChange } = props;
  const { pools } = form;
  const put = (index: number, change: Partial<PoolForm>) =>
    onChange(pools.map((one, other) => (other === index ? { ...one, ...change } : one)));
  const rest = restText(form);
  return (
    <View className="pools">
      {pools.map((pool, index) => (
        <View key={pool.id} className="pools__one">
          <View className="pools__head">
            <View>{`留的名额 ${index + 1}`}</View>
            <Button
              look="quiet"
              size="small"
              label={`删去留的名额 ${index + 1}`}
              onPress={() => onChange(pools.filter((_, other) => other !== index))}
            >
              删去
            </Button>
          </View>
          <Choice
            label="留给谁"
            options={Object.entries(whom).map(([value, { label }]) => ({ value, label }))}
            value={[pool.for]}
            onChange={([next]) => put(index, { for: next as PoolRule['for'] })}
            error={problems[`pools.${index}.for`]}
          />
          <View className="pools__hint">{whom[pool.for].hint}</View>
          {pool.for === 'ages' ? (
            <Choice
              multiple
              label="哪些年龄"
              options={Object.entries(ageBands).map(([value, label]) => ({ value, label }))}
              value={pool.ages}
              onChange={ages => put(index, { ages: ages as AgeBand[] })}
              error={problems[`pools.${index}.ages`]}
            />
          ) : null}
          <Field
            label="叫什么"
            required
            value={pool.name}
            onChange={name => put(index, { name })}
            placeholder={whom[pool.for].example}
            maxLength={12}
            error={problems[`pools.${index}.name`] ?? problems[`pools.${index}.id`]}
          />
          <Field
            label="留几个"
            required
            type="number"
            value={pool.seats}
            onChange={seats => put(index, { seats })}
            maxLength={6}
            error={problems[`pools.${index}.seats`]}
          />
          <View className="pools__when">没用完的，到时候给大家报</View>
          <View className="edit__pair">
            <TimeField
              label="几号起"
              kind="date"
              value={pool.releasesOn}
              emptyText="一直留着"
              onChange={releasesOn => put(index, { releasesOn })}
              error={problems[`pools.${index}.releasesAt`]}
            />
            {pool.releasesOn === '' ? null : (
              <TimeField
                label="几点"
                kind="time"
                value={pool.releasesTime}
                onChange={releasesTime => put(index, { releasesTime })}
              />
            )}
          </View>
        </View>
      ))}
      {rest ? <View className="pools__rest">{rest}</View> : null}
      <FieldNote error={problems.pools} />
      {pools.length < MOST ? (
        <Button onPress={() => onChange([...pools, newPool(pools)])}>
          {pools.length === 0 ? '留一部分名额给某些人' : '再留一部分'}
        </Button>
      ) : null}
    </View>
  );
}
