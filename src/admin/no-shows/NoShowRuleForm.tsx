import { saidOf } from '@app/admin/areas/refusal-words';
import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Notice } from '@app/components/Notice';
import { Stepper } from '@app/components/Stepper';
import { momentText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import { defaultRule, type NoShowRule, ruleLimits } from '@core/no-shows/absences';
import type { NoShowRuleView } from '@core/no-shows/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';

type Chosen = 'above' | 'off' | 'on';

const promises = [
  '只记这样的：报上了名，没来也没退；座位留了 24 小时以上；当时有别人在等；门口确实在签到。',
  '取消、改期、换地方的活动不记；站点代登记的纸面报名不记。',
  '暂停只停本人自己报名，不停家人；本人看得到每一次和原因，可以申诉，站长接受了马上恢复。',
  '只从打开以后报的名算起。',
];

/** Days to look back over, with those an earlier rule has. */
const spansWith = (days: number) => [...new Set([30, 60, 90, 180, 365, days])].sort((a, b) => a - b);

/** An area's no-show rule: off, on with its numbers, or that of the area above. */
export function NoShowRuleForm(props: {
  view: NoShowRuleView;
  /** No area above it has a rule to go by. */
  top: boolean;
  onChanged: () => void;
}) {
  const { view, top, onChanged } = props;
  const { areaId, areaName, own, holds, changed, version } = view;
  const [chosen, setChosen] = useState<Chosen>(own ? (own.on ? 'on' : 'off') : top ? 'off' : 'above');
  const [rule, setRule] = useState<NoShowRule>(own ?? { ...(holds ?? defaultRule), on: true });
  const [saved, setSaved] = useState(false);
  const store = useAction('area.setNoShowRule');
  const { count, days, pauseDays } = rule;
  const set = (part: Partial<NoShowRule>) => {
    setSaved(false);
    setRule({ ...rule, ...part });
  };
  const save = async () => {
    const next = chosen === 'above' ? null : { count, days, pauseDays, on: chosen === 'on' };
    const done = await store.run({ areaId, rule: next, version });
    setSaved(done !== undefined);
    onChanged();
  };
  return (
    <View>
      <View className="rules__now">{`${areaName}现在：${nowText(view)}`}</View>
      {changed ? (
        <View className="rules__faint">{`${changed.by} ${momentText(changed.at)} 改过`}</View>
      ) : null}
      <Choice
        label="报了名没来"
        options={[
          ...(top ? [] : [{ value: 'above', label: '按上级的' }]),
          { value: 'off', label: '不管' },
          { value: 'on', label: '多次没来就停一停' },
        ]}
        value={[chosen]}
        onChange={([next]) => {
          setSaved(false);
          setChosen((next ?? chosen) as Chosen);
        }}
      />
      {chosen === 'on' ? (
        <View className="rules__numbers">
          <Choice
            label="多少天里"
            options={spansWith(days).map(span => ({ value: String(span), label: `${span} 天` }))}
            value={[String(days)]}
            onChange={([next]) => set({ days: Number(next ?? days) })}
          />
          <Stepper
            label="没来多少次"
            unit=" 次"
            value={count}
            {...ruleLimits.count}
            onChange={value => set({ count: value })}
          />
          <Stepper
            label="停多少天"
            unit=" 天"
            value={pauseDays}
            {...ruleLimits.pauseDays}
            onChange={value => set({ pauseDays: value })}
          />
          <View className="rules__sum">{`${ruleText({ ...rule, on: true })}。`}</View>
          {promises.map(line => (
            <View key={line} className="rules__line">
              {line}
            </View>
          ))}
        </View>
      ) : null}
      {store.error ? <Notice kind="error" title={saidOf(store.error)} /> : null}
      {saved ? <Notice kind="done" title="存好了" /> : null}
      <Button look="primary" busy={store.busy} busyText="正在存…" onPress={() => void save()}>
        {`存为${areaName}的规则`}
      </Button>
    </View>
  );
}

/** A rule in one sentence. */
const ruleText = ({ on, count, days, pauseDays }: NoShowRule) =>
  on ? `${days} 天里 ${count} 次报了名没来，本人停 ${pauseDays} 天不能报` : '报了名没来不管';

function nowText({ own, holds }: NoShowRuleView): string {
  if (!holds) return '报了名没来不管（没有设过）';
  return own ? ruleText(holds) : `${ruleText(holds)}（${holds.areaName}的规则）`;
}
