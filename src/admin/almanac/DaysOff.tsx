import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { Stepper } from '@app/components/Stepper';
import { useAction } from '@app/hooks/useAction';
import { useQuery } from '@app/hooks/useQuery';
import { now } from '@app/services/now';
import type { DaysOffView } from '@core/almanac/contract';
import { beijingDay, dayText, fromIso } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Announcing } from './Announcing';
import { Months } from './Months';
import { totals } from './months';

/** The State Council publishes next year's arrangement in November: from October on that is the one to wait for. */
const october = '10';
const firstYear = 2004;

/** 休 and 班 of a year: what is shown now, and the way to an announcement's. */
export function DaysOff() {
  const today = beijingDay(now());
  const thisYear = Number(today.slice(0, 4));
  const [year, setYear] = useState(today.slice(5, 7) >= october ? thisYear + 1 : thisYear);
  const query = useQuery('almanac.daysOff', { year }, { keep: true });
  return (
    <>
      <View className="almanac__year">
        <Stepper label="年份" value={year} min={firstYear} max={thisYear + 1} unit="年" onChange={setYear} />
      </View>
      <Loaded query={query}>
        {view => <Year key={`${year}-${view.version}`} view={view} onChanged={() => void query.refresh()} />}
      </Loaded>
    </>
  );
}

function Year({ view, onChanged }: { view: DaysOffView; onChanged: () => void }) {
  const [announcing, setAnnouncing] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  if (announcing) {
    return (
      <Announcing
        view={view}
        onDone={() => {
          setAnnouncing(false);
          onChanged();
        }}
        onCancel={() => setAnnouncing(false)}
      />
    );
  }
  const known = view.state !== 'unannounced';
  return (
    <>
      <View className="almanac__title" {...aria({ role: 'heading' })}>
        {known ? `${view.year}年：${totals(view)}` : `${view.year}年还没有公布`}
      </View>
      <View className="almanac__about">{aboutOf(view)}</View>
      <View className="almanac__buttons">
        <Button look={known ? 'plain' : 'primary'} onPress={() => setAnnouncing(true)}>
          {known ? '有变动，改放假安排' : '公布了，贴上通知'}
        </Button>
        {view.state === 'stored' ? (
          <Button look="quiet" onPress={() => setWithdrawing(true)}>
            撤回这份安排
          </Button>
        ) : null}
      </View>
      {known ? <Months off={view.off} work={view.work} /> : null}
      {withdrawing ? (
        <WithdrawSheet view={view} onClose={() => setWithdrawing(false)} onDone={onChanged} />
      ) : null}
    </>
  );
}

function aboutOf({ state, source, changed }: DaysOffView): string {
  const signed = changed
    ? `${changed.by || '管理员'} ${changed.at.slice(0, 4)}年${dayText(beijingDay(fromIso(changed.at)))}`
    : '';
  if (state === 'stored') return `依据：${source}。${signed}存入。`;
  const before = signed ? `（${signed}撤回过一份。）` : '';
  if (state === 'released') return `依据：国务院办公厅当年的通知，程序里自带。${before}`;
  return `日历上这一年的每一天都显示“未公布”，不猜。国务院办公厅一般在十一月发通知。${before}`;
}

function WithdrawSheet(props: { view: DaysOffView; onClose: () => void; onDone: () => void }) {
  const { view, onClose, onDone } = props;
  const action = useAction('almanac.withdrawDaysOff');
  const withdraw = async () => {
    const done = await action.run({ year: view.year, version: view.version });
    if (!done) return;
    onClose();
    onDone();
  };
  return (
    <Sheet open title={`撤回${view.year}年的安排`} onClose={onClose}>
      <Notice
        kind="warning"
        title="撤回后，日历回到程序自带的安排"
        text="程序没有自带这一年的，就又显示“未公布”。撤回的内容留有记录，可以重新存入。"
      />
      {action.error ? <Notice kind="error" title={action.error.message} /> : null}
      <View className="almanac__buttons">
        <Button look="danger" busy={action.busy} onPress={() => void withdraw()}>
          撤回
        </Button>
        <Button look="quiet" onPress={onClose}>
          先不撤回
        </Button>
      </View>
    </Sheet>
  );
}
