import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Notice } from '@app/components/Notice';
import { Stepper } from '@app/components/Stepper';
import { useAction } from '@app/hooks/useAction';
import type { Output } from '@core/contract';
import type { PlanPreview } from '@core/plan/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { PreviewCard } from './PreviewCard';
import {
  cleanRows,
  expectingRows,
  filterCounts,
  type PreviewFilter,
  problemCount,
  rowsToShow,
} from './preview';
import './PlanReview.scss';
import { SwitchRow } from '@app/components/SwitchRow';

const filters: [PreviewFilter, string][] = [
  ['all', '全部'],
  ['problems', '要改的'],
  ['notes', '要留意'],
  ['new', '新的'],
  ['changed', '有变化'],
  ['unchanged', '没变'],
];

/** Everything the sheet was understood to say, before anything happens: mend, decide, then take it all in. */
export function PlanReview(props: {
  fileId: string;
  fileName: string;
  preview: PlanPreview;
  trusted: boolean;
  reading: boolean;
  onYear: (year: number) => void;
  onOther: () => void;
  onDone: (result: Output<'publishing.import'>) => void;
}) {
  const { fileId, fileName, preview, trusted, reading, onYear, onOther, onDone } = props;
  const { rows, year, themes } = preview;
  const [filter, setFilter] = useState<PreviewFilter>('all');
  const [asCapacity, setAsCapacity] = useState<readonly number[]>([]);
  const [direct, setDirect] = useState(true);
  const taking = useAction('publishing.import');
  const counts = filterCounts(rows);
  const expecting = expectingRows(rows);
  const problems = problemCount(rows);
  const clean = cleanRows(rows);
  const verb = direct ? (trusted ? '并发布' : '并提交审核') : '存成草稿';

  const take = async () => {
    const result = await taking.run({
      fileId,
      year,
      accept: problems === 0 ? true : clean,
      keepDrafts: !direct,
      ...(asCapacity.length > 0 ? { expectedIsCapacity: [...asCapacity] } : {}),
    });
    if (result) onDone(result);
  };
  const toggle = (row: number, on: boolean) =>
    setAsCapacity(before => (on ? [...before, row] : before.filter(other => other !== row)));

  return (
    <View className="review">
      <View className="review__head">
        <View className="review__file">{fileName}</View>
        <View className="review__counts">{`共 ${rows.length} 行：新的 ${counts.new}，有变化 ${counts.changed}，没变 ${counts.unchanged}`}</View>
        {themes.length > 0 ? (
          <View className="review__counts">{`带来 ${themes.length} 个月的主题`}</View>
        ) : null}
        <Stepper label="按哪一年读" value={year} min={2020} max={2100} unit=" 年" onChange={onYear} />
      </View>

      {problems > 0 ? (
        <Notice
          kind="warning"
          title={`${counts.problems} 行里有 ${problems} 处要改`}
          text="按下面每一格的提示改好表格，存好，再选一次。已经对的行不会重复。"
          action={{ text: '改好了，重新选表格', onPress: onOther }}
        />
      ) : rows.length === counts.unchanged ? (
        <Notice kind="info" title="这张表已经导入过，没有变化" text="再导入一次也不会重复。" />
      ) : (
        <Notice kind="info" title="每一行都读懂了" text="请核对下面读出来的时间和地点，没问题就导入。" />
      )}

      {clean.length === 0 ? null : (
        <View className="review__settings">
          <SwitchRow
            label={trusted ? '导入后直接发布' : '导入后提交审核'}
            hint={
              direct
                ? trusted
                  ? '居民马上能看到、能报名'
                  : '区里审核通过后，居民才看得到'
                : '先存草稿，居民看不到，核对后再发布'
            }
            on={direct}
            onChange={setDirect}
          />
          {expecting.length > 0 ? (
            <SwitchRow
              label="把预计人数当作名额"
              hint={
                asCapacity.length > 0
                  ? `${asCapacity.length} 行用预计人数限名额，下面可以一行一行改`
                  : `${expecting.length} 行只写了预计人数，现在不限名额`
              }
              on={asCapacity.length > 0}
              onChange={on => setAsCapacity(on ? expecting : [])}
            />
          ) : null}
        </View>
      )}

      <View className="review__filters">
        <Choice
          compact
          label="看哪些行"
          options={filters
            .filter(([value]) => value === 'all' || counts[value] > 0)
            .map(([value, label]) => ({ value, label: `${label} ${counts[value]}` }))}
          value={[filter]}
          onChange={([next]) => setFilter(next as PreviewFilter)}
        />
      </View>
      <View className="review__rows">
        {rowsToShow(rows, filter).map(row => (
          <PreviewCard
            key={row.row}
            row={row}
            {...(expecting.includes(row.row)
              ? {
                  expectation: {
                    on: asCapacity.includes(row.row),
                    onChange: (on: boolean) => toggle(row.row, on),
                  },
                }
              : {})}
          />
        ))}
      </View>

      <View className="page__footer">
        {taking.error ? <Notice kind="error" title={taking.error.message} /> : null}
        {clean.length === 0 ? (
          <Button onPress={onOther}>重新选表格</Button>
        ) : (
          <Button
            look={problems === 0 ? 'primary' : 'plain'}
            busy={taking.busy || reading}
            busyText={reading ? '正在重新读…' : '正在导入，请别关闭…'}
            onPress={() => void take()}
          >
            {problems === 0 ? `导入 ${rows.length} 行，${verb}` : `先导入对的 ${clean.length} 行，${verb}`}
          </Button>
        )}
      </View>
    </View>
  );
}
