import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Stepper } from '@app/components/Stepper';
import { SwitchRow } from '@app/components/SwitchRow';
import { TimeField } from '@app/components/TimeField';
import { View } from '@tarojs/components';
import type { DraftForm } from './draft-form';
import { hasSeats, mayKeepSeats, type Problems } from './draft-writing';
import { LimitsForm } from './LimitsForm';
import { PoolsForm } from './PoolsForm';

/** Who gets in: seats, what a seat counts, parties, waiting, and when registration is open. */
export function SeatsForm(props: {
  form: DraftForm;
  problems: Problems;
  onChange: (change: Partial<DraftForm>) => void;
}) {
  const { form, problems, onChange } = props;
  if (!hasSeats(form.mode)) return null;
  const group = form.unit === 'group';
  return (
    <View className="edit__section">
      <View className="edit__heading">名额</View>
      <SwitchRow label="不限名额" on={form.unlimited} onChange={unlimited => onChange({ unlimited })} />
      {form.unlimited ? null : (
        <>
          <Field
            label={group ? '名额（组）' : '名额（人）'}
            type="number"
            value={form.capacity}
            onChange={capacity => onChange({ capacity })}
            required
            maxLength={6}
            error={problems.capacity}
          />
          <Choice
            label="一个名额算"
            options={[
              { value: 'person', label: '一个人' },
              { value: 'group', label: '一组人' },
            ]}
            value={[form.unit]}
            onChange={([next]) => onChange({ unit: next === 'group' ? 'group' : 'person' })}
          />
          {group ? (
            <View className="edit__stepper">
              <Stepper
                label="一组几个人"
                value={form.perGroup}
                min={1}
                max={20}
                unit=" 人"
                onChange={perGroup => onChange({ perGroup })}
              />
            </View>
          ) : null}
        </>
      )}
      {mayKeepSeats(form) ? (
        <PoolsForm form={form} problems={problems} onChange={pools => onChange({ pools })} />
      ) : null}
      <View className="edit__stepper">
        <Stepper
          label="一次最多报"
          value={form.partyMax}
          min={1}
          max={20}
          unit=" 人"
          onChange={partyMax => onChange({ partyMax })}
        />
      </View>
      {form.unlimited ? null : (
        <>
          <Choice
            label="报满以后"
            options={[
              { value: 'all', label: '可以候补' },
              { value: 'some', label: '候补有限' },
              { value: 'none', label: '不候补' },
            ]}
            value={[form.waiting]}
            onChange={([next]) => onChange({ waiting: next as DraftForm['waiting'] })}
          />
          {form.waiting === 'some' ? (
            <Field
              label="最多几家候补"
              type="number"
              value={form.waitingMax}
              onChange={waitingMax => onChange({ waitingMax })}
              required
              maxLength={4}
              error={problems.waitingMax}
            />
          ) : null}
        </>
      )}
      <View className="edit__pair">
        <TimeField
          label="几号开始报名"
          kind="date"
          value={form.opensOn}
          emptyText="马上"
          onChange={opensOn => onChange({ opensOn })}
          error={problems.opensAt}
        />
        {form.opensOn === '' ? null : (
          <TimeField
            label="几点"
            kind="time"
            value={form.opensTime}
            onChange={opensTime => onChange({ opensTime })}
          />
        )}
      </View>
      <View className="edit__pair">
        <TimeField
          label="几号截止报名"
          kind="date"
          value={form.closesOn}
          emptyText="到活动开始"
          onChange={closesOn => onChange({ closesOn })}
          error={problems.closesAt}
        />
        {form.closesOn === '' ? null : (
          <TimeField
            label="几点"
            kind="time"
            value={form.closesTime}
            onChange={closesTime => onChange({ closesTime })}
          />
        )}
      </View>
      {form.mode === 'registration' ? (
        <LimitsForm form={form} problems={problems} onChange={onChange} />
      ) : null}
      {form.mode === 'registration' ? (
        <SwitchRow
          label="报名要站点确认"
          hint="在“名单”里一个个通过，通过了才占名额"
          on={form.approval}
          onChange={approval => onChange({ approval })}
        />
      ) : null}
      <SwitchRow
        label="要留电话"
        hint="只在确实要打电话时才要，越少越好"
        on={form.phoneRequired}
        onChange={phoneRequired => onChange({ phoneRequired })}
      />
      <SwitchRow
        label="入场码每 30 秒换一次（图片不能用）"
        hint={
          form.turning
            ? '注意：女儿替妈妈报名，不能把码的图片发给妈妈。没带手机的，在门口报六位码'
            : '怕有人转卖入场码时才要'
        }
        on={form.turning}
        onChange={turning => onChange({ turning })}
      />
      <SwitchRow
        label="计时长，走的时候要签退"
        hint="志愿服务、培训要算小时数的才要"
        on={form.signOut}
        onChange={signOut => onChange({ signOut })}
      />
    </View>
  );
}
