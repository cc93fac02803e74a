import { Button } from '@app/components/Button';
import { Pressable } from '@app/components/Pressable';
import { Tag } from '@app/components/Tag';
import type { StaffLine } from '@core/desk/contract';
import { View } from '@tarojs/components';
import { factsText, isAsItsTab, outcomeText, standingText } from './standing';
import type { Accepting } from './useAccepting';

const tones = {
  applied: 'amber',
  waiting: 'amber',
  seated: 'green',
  withdrawn: 'ink',
  declined: 'ink',
} as const;

/** A party in the list, masked; it opens in full. `onAccept` is there for whoever may accept it. */
export function RosterRow(props: {
  line: StaffLine;
  accepting: Accepting | undefined;
  onOpen: () => void;
  onAccept?: () => void;
}) {
  const { line, accepting, onOpen, onAccept } = props;
  const done = accepting?.state === 'done' ? accepting.done : undefined;
  const text = done ? outcomeText(done) : standingText(line);
  return (
    <View className="roster-row">
      <Pressable
        className="roster-row__words"
        label={`${line.name}，${line.size} 人，${text}。看全部资料，会留下记录`}
        onPress={onOpen}
      >
        <View className="roster-row__name">
          {`${line.name} · ${line.size} 人`}
          {isAsItsTab(line, done) ? null : <Tag tone={tones[done?.status ?? line.status]}>{text}</Tag>}
          {line.desk ? <Tag>代登记</Tag> : null}
        </View>
        <View className="roster-row__facts">{factsText(line)}</View>
        {line.reason ? <View className="roster-row__facts">{`原因：${line.reason}`}</View> : null}
        {accepting?.state === 'failed' ? (
          <View className="roster-row__failed">{accepting.error.message}</View>
        ) : null}
      </Pressable>
      {onAccept && !done ? (
        <Button
          size="small"
          look="primary"
          busy={accepting?.state === 'under'}
          busyText="通过中"
          label={`通过：${line.name} ${line.size} 人`}
          onPress={onAccept}
        >
          {accepting?.state === 'failed' ? '再试' : '通过'}
        </Button>
      ) : null}
    </View>
  );
}
