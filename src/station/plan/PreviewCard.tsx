import { Tag } from '@app/components/Tag';
import type { PlanReadingView } from '@core/plan/contract';
import { kinds } from '@core/programme/activity';
import { View } from '@tarojs/components';
import type { PreviewRow } from './preview';
import './PreviewCard.scss';
import { SwitchRow } from '@app/components/SwitchRow';

const statuses = {
  new: ['新的', 'green'],
  changed: ['有变化', 'amber'],
  unchanged: ['没变', 'ink'],
} as const;

function seats(reading: PlanReadingView, asCapacity: boolean): string {
  const unit = reading.unit === 'group' ? '组' : '人';
  if (reading.capacity !== null) return `名额 ${reading.capacity} ${unit}`;
  if (reading.expected === null) return '不限名额';
  return asCapacity ? `名额 ${reading.expected} ${unit}` : `不限名额，预计 ${reading.expected} 人`;
}

/** One row of the sheet as it was understood, with every problem at its cell and what to write there instead. */
export function PreviewCard(props: {
  row: PreviewRow;
  /** Given where the row has 预计人数 and no 名额. */
  expectation?: { on: boolean; onChange: (on: boolean) => void };
}) {
  const { row, expectation } = props;
  const { reading, problems } = row;
  const [word, tone] = statuses[reading?.status ?? 'new'];
  return (
    <View className={`preview-card ${problems.length > 0 ? 'preview-card--wrong' : ''}`}>
      <View className="preview-card__head">
        <View className="preview-card__row">{`第 ${row.row} 行`}</View>
        {problems.length > 0 ? (
          <Tag tone="red">{`${problems.length} 处要改`}</Tag>
        ) : (
          <Tag tone={tone}>{word}</Tag>
        )}
      </View>
      {reading ? (
        <>
          <View className="preview-card__title">{reading.title}</View>
          <View className="preview-card__line">{reading.summary}</View>
          <View className="preview-card__line">{reading.place.text || '地点待定'}</View>
          <View className="preview-card__line">
            {[kinds[reading.kind], seats(reading, expectation?.on ?? false)].join(' · ')}
          </View>
          <View className="preview-card__line">
            {[`主办：${reading.hostName}`, ...reading.coHosts].join('、')}
          </View>
          {reading.notes.map(note => (
            <View key={note} className="preview-card__note">
              {note}
            </View>
          ))}
        </>
      ) : (
        <View className="preview-card__line">这一行没有读懂，请按下面的提示改。</View>
      )}
      {problems.map(one => (
        <View key={`${one.cell} ${one.problem}`} className="preview-card__problem">
          <View className="preview-card__cell">{one.cell}</View>
          <View className="preview-card__mend">
            <View>{one.problem}</View>
            <View className="preview-card__write">{`改成：${one.write}`}</View>
          </View>
        </View>
      ))}
      {expectation && reading && problems.length === 0 ? (
        <View className="preview-card__switch">
          <SwitchRow
            label={`预计 ${reading.expected} 人，当作名额`}
            on={expectation.on}
            onChange={expectation.onChange}
          />
        </View>
      ) : null}
    </View>
  );
}
