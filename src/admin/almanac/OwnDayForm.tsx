import { saidOf } from '@app/admin/areas/refusal-words';
import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { SwitchRow } from '@app/components/SwitchRow';
import { asAppError, call } from '@app/services/cloud';
import type { OwnDayView } from '@core/almanac/contract';
import type { Input, Output } from '@core/contract';
import { dayText } from '@core/kernel/dates';
import type { AppError } from '@core/refusal';
import { View } from '@tarojs/components';
import { useState } from 'react';

export type OwnDayDraft = Input<'almanac.setDays'>['days'][number];
type Read = Output<'almanac.readDay'> & { typed: string };

/** One of an area's days: what it is called and when it is, in words, which are read back before they are kept. */
export function OwnDayForm(props: {
  areaId: string;
  day: OwnDayView | undefined;
  busy: boolean;
  error: AppError | undefined;
  onSave: (draft: OwnDayDraft) => Promise<void>;
  onClose: () => void;
}) {
  const { areaId, day, busy, error, onSave, onClose } = props;
  const [name, setName] = useState(day?.name ?? '');
  const [when, setWhen] = useState(day?.when ?? '');
  const [since, setSince] = useState(String(day?.since ?? ''));
  const [until, setUntil] = useState(String(day?.until ?? ''));
  const [solemn, setSolemn] = useState(day?.solemn ?? false);
  const [read, setRead] = useState<Read | undefined>();
  const [reading, setReading] = useState(false);
  const [misread, setMisread] = useState<AppError | undefined>();

  const understand = async (): Promise<Read | undefined> => {
    if (read?.typed === when) return read;
    setReading(true);
    setMisread(undefined);
    try {
      const found = { ...(await call('almanac.readDay', { areaId, when })), typed: when };
      setRead(found);
      return found;
    } catch (problem) {
      setMisread(asAppError(problem));
      return undefined;
    } finally {
      setReading(false);
    }
  };
  const save = async () => {
    const understood = await understand();
    if (!understood) return;
    await onSave({
      name,
      rule: understood.rule,
      ...(since.trim() ? { since: Number(since) } : {}),
      ...(until.trim() ? { until: Number(until) } : {}),
      ...(solemn ? { solemn: true } : {}),
    });
  };
  const understood = read?.typed === when ? read : undefined;
  const offline = misread?.code === 'network.offline';
  return (
    <Sheet open title={day ? `改“${day.name}”` : '加一个日子'} onClose={onClose}>
      <Field
        label="叫什么"
        value={name}
        onChange={setName}
        maxLength={12}
        placeholder="例如：江城庙会"
        required
      />
      <Field
        label="是哪天"
        value={when}
        onChange={setWhen}
        maxLength={40}
        placeholder="例如：农历五月初五"
        hint="可以写：6月9日、农历五月初五、谷雨、6月第二个星期六、4月20日至26日"
        error={misread && !offline ? saidOf(misread) : undefined}
        required
      />
      <View className="own-day__read">
        {understood ? (
          <Notice kind="done" title={`每年${understood.when}`} text={datesSaid(understood.next)} />
        ) : (
          <Button busy={reading} disabled={when.trim() === ''} onPress={() => void understand()}>
            看看是哪天
          </Button>
        )}
      </View>
      <View className="own-day__years">
        <Field label="从哪年起" type="number" value={since} onChange={setSince} maxLength={4} />
        <Field label="到哪年止" type="number" value={until} onChange={setUntil} maxLength={4} />
      </View>
      <SwitchRow label="庄重的日子" hint="这一天不用喜庆的颜色" on={solemn} onChange={setSolemn} />
      {offline ? <Notice kind="offline" title={misread.message} /> : null}
      {error ? (
        <Notice kind={error.code === 'network.offline' ? 'offline' : 'error'} title={saidOf(error)} />
      ) : null}
      <View className="almanac__buttons">
        <Button
          look="primary"
          busy={busy || reading}
          disabled={name.trim() === '' || when.trim() === ''}
          onPress={() => void save()}
        >
          存入，日历马上显示
        </Button>
      </View>
    </Sheet>
  );
}

function datesSaid(dates: string[]): string {
  if (dates.length === 0) return '最近几年没有这一天';
  return `接下来是${dates.map(date => `${date.slice(0, 4)}年${dayText(date)}`).join('、')}`;
}
