import { Button } from '@app/components/Button';
import { Sheet } from '@app/components/Sheet';
import { Tag } from '@app/components/Tag';
import type { Gate } from '@app/station/door/offline-gate';
import { type Doing, doingsOf, lookText, undoReasons } from '@app/station/door/own-entries';
import { View } from '@tarojs/components';
import { useState } from 'react';

/** Doings in sight; the older ones are found in the list by name. */
const shown = 8;

/** The last people let in at this gate, each with the way to take it back. */
export function Doings({ gate }: { gate: Gate }) {
  const [chosen, setChosen] = useState<Doing | undefined>();
  const doings = doingsOf(gate.deeds(), shown);
  if (doings.length === 0) return null;
  const undo = (reason: string) => {
    if (chosen) gate.undo(chosen.requestId, reason);
    setChosen(undefined);
  };
  return (
    <View className="gate__doings">
      <View className="gate__heading">刚才放进的</View>
      {doings.map(doing => (
        <View key={doing.requestId} className="gate__doing">
          <View
            className={doing.undone ? 'gate__doing-words gate__doing-words--undone' : 'gate__doing-words'}
          >
            {`${doing.at} ${doing.text}`}
            {doing.undone ? <Tag tone="red">已撤销</Tag> : null}
            {doing.waiting ? <Tag tone="amber">待同步</Tag> : null}
          </View>
          {doing.undone ? null : (
            <Button size="small" label={`撤销：${doing.text}`} onPress={() => setChosen(doing)}>
              撤销
            </Button>
          )}
        </View>
      ))}
      <Sheet open={chosen !== undefined} title="为什么撤销？" onClose={() => setChosen(undefined)}>
        <View className="gate__reasons">
          <View>{`${chosen?.at ?? ''} ${chosen?.text ?? ''}`}</View>
          {undoReasons.map(reason => (
            <Button key={reason} onPress={() => undo(reason)}>
              {reason}
            </Button>
          ))}
        </View>
      </Sheet>
    </View>
  );
}

/** What came back different from what was said at the door. */
export function Looks({ gate }: { gate: Gate }) {
  const looks = gate.looks();
  if (looks.length === 0) return null;
  return (
    <View className="gate__doings">
      <View className="gate__heading">{`要看一眼的 ${looks.length}`}</View>
      {looks.slice(0, shown).map(deed => {
        const { title, text } = lookText(deed);
        return (
          <View key={deed.requestId} className="gate__doing">
            <View className="gate__doing-words">
              {title}
              <View className="gate__doing-note">{text}</View>
            </View>
            <Button size="small" label={`${title}：看过了`} onPress={() => gate.seen(deed.requestId)}>
              看过了
            </Button>
          </View>
        );
      })}
    </View>
  );
}
