import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { Stepper } from '@app/components/Stepper';
import { Tag } from '@app/components/Tag';
import type { RosterLine } from '@core/desk/contract';
import type { GateLine } from '@core/door/gate-lines';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { lineText, searchRoster } from './roster-search';
import './DoorList.scss';

/** Lines drawn at once: more would make the page heavy, and typing a surname is faster than scrolling. */
const SHOWN = 40;

const tone = (line: RosterLine) => {
  if (line.status !== 'seated') return 'red';
  return line.arrived === 0 ? 'ink' : line.arrived < line.size ? 'amber' : 'green';
};

/** The door's list: search by surname, phone tail or code, and tick. `onTick` is told how many of the party come in. */
export function DoorList(props: {
  lines: readonly GateLine[];
  busy: boolean;
  onTick: (line: RosterLine, count: number) => void;
}) {
  const { lines, busy, onTick } = props;
  const [text, setText] = useState('');
  const [party, setParty] = useState<GateLine | undefined>();
  const [count, setCount] = useState(1);
  const found = searchRoster(lines, text);
  const left = party ? party.size - party.arrived : 0;
  const tick = (line: GateLine) => {
    const missing = line.size - line.arrived;
    if (missing === 1) return onTick(line, 1);
    setCount(missing);
    setParty(line);
  };
  return (
    <View>
      <Field
        label="找人"
        value={text}
        onChange={setText}
        placeholder="姓、手机尾号，或入场码"
        required
        maxLength={20}
      />
      {found.length === 0 ? (
        <Notice
          kind="empty"
          title={lines.length === 0 ? '还没有人报名' : '名单里没有找到'}
          text={
            lines.length === 0
              ? '直接来的，在上一页点 +1。'
              : '请核对姓和手机尾号；没报名的，按没预约到场记人数。'
          }
        />
      ) : null}
      {found.slice(0, SHOWN).map(line => (
        <View key={line.code} className="door-line">
          <View className="door-line__words">
            <View className="door-line__name">
              {`${line.name} · ${line.size} 人`}
              <Tag tone={tone(line)}>{lineText(line)}</Tag>
              {line.disputed ? <Tag tone="amber">两个门口都签了</Tag> : null}
            </View>
            <View className="door-line__facts">
              {`${line.phoneTail ? `手机尾号 ${line.phoneTail} · ` : ''}入场码 ${line.code}`}
            </View>
          </View>
          {line.status === 'seated' && line.arrived < line.size ? (
            <Button
              size="small"
              look="primary"
              disabled={busy}
              label={`${line.name} ${line.size} 人，签到`}
              onPress={() => tick(line)}
            >
              签到
            </Button>
          ) : null}
        </View>
      ))}
      {found.length > SHOWN ? (
        <View className="door-line__rest">{`还有 ${found.length - SHOWN} 家没列出来，输入姓或尾号更快`}</View>
      ) : null}
      <Sheet open={party !== undefined} title="这次进几位？" onClose={() => setParty(undefined)}>
        <View className="door-line__party">
          <View>{`${party?.name ?? ''} 一共 ${party?.size ?? 0} 人，还有 ${left} 人没到`}</View>
          <Stepper label="这次进" value={count} min={1} max={left} unit=" 位" onChange={setCount} />
          <Button
            look="primary"
            onPress={() => {
              if (party) onTick(party, count);
              setParty(undefined);
            }}
          >
            {`请进 ${count} 位`}
          </Button>
        </View>
      </Sheet>
    </View>
  );
}
