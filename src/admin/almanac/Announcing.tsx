import { saidOf } from '@app/admin/areas/refusal-words';
import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { useAction } from '@app/hooks/useAction';
import { asAppError, call } from '@app/services/cloud';
import type { DaysOffReading, DaysOffView } from '@core/almanac/contract';
import type { Input } from '@core/contract';
import { dayText } from '@core/kernel/dates';
import type { AppError } from '@core/refusal';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { DayFix } from './DayFix';
import { Months } from './Months';
import { totals, withDay } from './months';

/** From an announcement's words to the calendar: paste, look at every month and every problem, store. */
export function Announcing(props: { view: DaysOffView; onDone: () => void; onCancel: () => void }) {
  const { view, onDone, onCancel } = props;
  const { year } = view;
  const [text, setText] = useState('');
  const [source, setSource] = useState(view.source ?? '');
  const [reading, setReading] = useState<DaysOffReading | undefined>();
  /** Whether days were last put right by hand: what is wrong in a text is put right in the text. */
  const [byHand, setByHand] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | undefined>();
  const store = useAction('almanac.setDaysOff');

  const read = async (input: Omit<Input<'almanac.previewDaysOff'>, 'year'>) => {
    setBusy(true);
    setError(undefined);
    try {
      const found = await call('almanac.previewDaysOff', { year, ...input });
      setReading(found);
      setByHand(input.text === undefined);
      if (found.source) setSource(found.source);
    } catch (problem) {
      setError(asAppError(problem));
    }
    setBusy(false);
  };
  const save = async () => {
    if (!reading) return;
    const { off, work } = reading;
    if (await store.run({ year, off, work, source, version: view.version })) onDone();
  };

  return (
    <>
      <View className="almanac__title" {...aria({ role: 'heading' })}>{`${year}年放假安排`}</View>
      <LongField
        label="把国务院办公厅的通知整段贴进来"
        value={text}
        onChange={setText}
        maxLength={5000}
        placeholder="一、元旦：1月1日（周五）至3日（周日）放假，共3天……"
        hint="读出来给您核对，存入之前日历不会变。"
        required
      />
      <View className="almanac__buttons">
        <Button
          look={reading ? 'plain' : 'primary'}
          busy={busy}
          busyText="正在读…"
          disabled={text.trim() === ''}
          onPress={() => void read({ text })}
        >
          {reading ? '重新读一遍' : '读一读'}
        </Button>
        {!reading && view.off.length > 0 ? (
          <Button disabled={busy} onPress={() => void read({ off: view.off, work: view.work })}>
            只改一两天，从现在的安排改起
          </Button>
        ) : null}
        <Button look="quiet" onPress={onCancel}>
          不改了
        </Button>
      </View>
      {error ? <Refused error={error} /> : null}
      {reading ? (
        <Reading
          view={view}
          reading={reading}
          byHand={byHand}
          onFix={(date, mark) => void read(withDay(reading, date, mark))}
          source={source}
          onSource={setSource}
          busy={store.busy}
          refused={store.error ? <Refused error={store.error} onLook={onDone} /> : null}
          onSave={() => void save()}
        />
      ) : null}
    </>
  );
}

/** Why something was not done; where somebody else was quicker, the way to what they wrote. */
function Refused({ error, onLook }: { error: AppError; onLook?: () => void }) {
  const changed = error.code === 'almanac.changed' && onLook;
  return (
    <View className="almanac__notices">
      <Notice
        kind={error.code === 'network.offline' ? 'offline' : 'error'}
        title={saidOf(error)}
        {...(changed ? { action: { text: '看新的内容', onPress: onLook } } : {})}
      />
    </View>
  );
}

function Reading(props: {
  view: DaysOffView;
  reading: DaysOffReading;
  byHand: boolean;
  onFix: (date: string, mark: '休' | '班' | null) => void;
  source: string;
  onSource: (source: string) => void;
  busy: boolean;
  /** Said where the button is that was refused. */
  refused: ReactNode;
  onSave: () => void;
}) {
  const { view, reading, byHand, onFix, source, onSource, busy, refused, onSave } = props;
  const { problems, notes, changes } = reading;
  const same = problems.length === 0 && changes.length === 0;
  return (
    <>
      <View className="almanac__title" {...aria({ role: 'heading', live: 'polite' })}>
        {problems.length > 0 ? `有 ${problems.length} 处要改` : `读出来：${totals(reading)}`}
      </View>
      <View className="almanac__notices">
        {problems.map(({ phrase, problem, write }) => (
          <Notice
            key={`${phrase}${problem}`}
            kind="error"
            title={phrase ? `“${phrase}”：${problem}` : problem}
            text={write}
          />
        ))}
        {notes.map(note => (
          <Notice key={note} kind="warning" title={note} />
        ))}
        {view.state !== 'unannounced' && changes.length > 0 ? (
          <Notice kind="info" title={`和现在不同的有 ${changes.length} 天`} text={changesSaid(changes)} />
        ) : null}
        {same ? <Notice kind="info" title="和现在的安排一样，不用存" /> : null}
      </View>
      {reading.off.length + reading.work.length > 0 ? <Months off={reading.off} work={reading.work} /> : null}
      {problems.length === 0 || byHand ? <DayFix year={view.year} onFix={onFix} /> : null}
      <Field
        label="依据（通知的文号或网址）"
        value={source}
        onChange={onSource}
        placeholder="国办发明电〔2026〕7号"
        required
      />
      {refused}
      <Button
        look="primary"
        busy={busy}
        disabled={problems.length > 0 || same || source.trim() === ''}
        onPress={onSave}
      >
        存入，日历马上按它显示
      </Button>
    </>
  );
}

/** 「10月8日 周四 平常→休」, one after the other. */
function changesSaid(changes: DaysOffReading['changes']): string {
  const said = changes.map(({ date, from, to }) => `${dayText(date)} ${from ?? '平常'}→${to ?? '平常'}`);
  return said.join('、');
}
