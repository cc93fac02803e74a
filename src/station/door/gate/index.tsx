import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Scanner } from '@app/components/Scanner';
import { SwitchRow } from '@app/components/SwitchRow';
import { refOf } from '@app/services/links';
import { open } from '@app/services/open';
import { stayAwake } from '@app/services/screen';
import { wallPage } from '@app/services/station-links';
import { keep, kept } from '@app/services/storage';
import { DoorList } from '@app/station/door/DoorList';
import { LiveNumbers } from '@app/station/door/LiveNumbers';
import { linesNow } from '@app/station/door/offline-decision';
import type { Gate } from '@app/station/door/offline-gate';
import { useDoor, useGateState } from '@app/station/door/useGate';
import { useLive } from '@app/station/door/useLive';
import { useScan } from '@app/station/door/useScan';
import { VerdictPanel } from '@app/station/door/Verdict';
import { WalkInCounter } from '@app/station/door/WalkInCounter';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Doings, Looks } from './Doings';
import { Heading } from './Heading';
import { Leaving } from './Leaving';
import { NoDoor } from './NoDoor';
import { StatusStrip } from './StatusStrip';
import '@app/components/staff.scss';
import './index.scss';

/** How often the figures are read again, in ms: several helpers share one door. */
const LIVE_EVERY = 4000;

/** The door of an activity: scan, type, search, tick, and count those who just come, with or without a network. */
export default function GatePage() {
  const ref = refOf(useRouter().params);
  const [sessionId, setSessionId] = useState(ref?.sessionId);
  useEffect(() => stayAwake(), []);
  const door = useDoor(ref && { ...ref, sessionId });
  if (!ref) {
    return (
      <Page title="门口签到" className="staff">
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“门口签到”。" />
      </Page>
    );
  }
  return (
    <Page title="门口签到" className="staff gate">
      {door.gate ? (
        <Door key={door.gate.door.sessionId} gate={door.gate} onSession={setSessionId} />
      ) : door.error ? (
        <NoDoor error={door.error} again={door.again} />
      ) : (
        <Notice kind="loading" title="正在打开…" />
      )}
    </Page>
  );
}

function Door({ gate, onSession }: { gate: Gate; onSession: (sessionId: string) => void }) {
  const state = useGateState(gate);
  const { door: here } = gate;
  const live = useLive(here, LIVE_EVERY);
  const forbidden = live.error?.code === 'caller.forbidden' ? live.error : undefined;
  useEffect(() => {
    if (forbidden) gate.turnAway(forbidden);
  }, [gate, forbidden]);
  const [view, setView] = useState<'scan' | 'list'>('scan');
  const [count, setCount] = useState('all');
  const [always, setAlways] = useState(() => kept<boolean>('camera-on') === true);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const scan = useScan(gate, () => {
    setCount('all');
    setTyped('');
    if (gate.state().online) void live.refresh();
  });
  // Its own next try may be half a minute away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time the network is back
  useEffect(() => {
    if (state.online && live.error) void live.refresh();
  }, [state.online]);
  const wanted = count === 'all' ? undefined : Number(count);
  const submit = () => {
    if (typed.trim() !== '') scan.read(typed, wanted);
  };
  const action = {
    retry: { text: '再试一次', onPress: scan.retry },
    again: scan.verdict?.offer ? { text: `改为进 ${scan.verdict.offer} 位`, onPress: scan.offer } : undefined,
    go: undefined,
    stop: undefined,
  }[scan.verdict?.tone ?? 'go'];

  if (state.refused?.code === 'caller.forbidden') {
    return (
      <View className="gate__refused">
        <StatusStrip gate={gate} state={state} />
        <Looks gate={gate} />
        <Doings gate={gate} />
        <View className="gate__more">
          <Leaving gate={gate} waiting={state.waiting} />
        </View>
      </View>
    );
  }
  const pack = gate.held()?.pack;
  return (
    <View>
      <Heading gate={gate} onSession={onSession} />
      <StatusStrip gate={gate} state={state} />
      <LiveNumbers
        live={live}
        offline={!state.online}
        known={pack && state.here && { ...state.here, seated: pack.seated, room: pack.room }}
      />

      {scan.busy ? (
        <View className="gate__hint">正在核对…</View>
      ) : scan.verdict ? (
        <View className="gate__verdict">
          <VerdictPanel verdict={scan.verdict} action={action} />
        </View>
      ) : (
        <View className="gate__hint">请居民打开“我的”，出示入场码</View>
      )}

      {view === 'list' ? (
        <View className="gate__list">
          <Button onPress={() => setView('scan')}>回到扫码</Button>
          <DoorList
            lines={linesNow(gate.held(), gate.deeds())}
            busy={scan.busy}
            onTick={(line, people) => void scan.admit({ ticket: line.code, way: 'ticked', count: people })}
          />
        </View>
      ) : (
        <View>
          <View className="gate__scan">
            <Scanner
              key={String(always)}
              continuous={always}
              onRead={text => (always ? scan.watch : scan.read)(text, wanted)}
            />
          </View>
          <View className="gate__ways">
            <Button onPress={() => setTyping(!typing)}>{typing ? '收起号码' : '输入号码'}</Button>
            <Button onPress={() => setView('list')}>找名单</Button>
          </View>
          {typing ? (
            <View className="gate__typing">
              <Field
                label="六位入场码"
                type="number"
                value={typed}
                onChange={setTyped}
                required
                maxLength={9}
                onConfirm={submit}
              />
              <Button look="primary" busy={scan.busy} disabled={typed.trim().length < 6} onPress={submit}>
                签到
              </Button>
            </View>
          ) : null}
          <View className="gate__count">
            <View className="gate__count-label">一家人分批到：这次进几位</View>
            <Choice
              compact
              label="这次进几位"
              options={[
                { value: 'all', label: '全部' },
                ...['1', '2', '3', '4', '5', '6'].map(value => ({ value, label: `${value} 位` })),
              ]}
              value={[count]}
              onChange={([next]) => setCount(next ?? 'all')}
            />
          </View>
          <WalkInCounter
            gate={gate}
            walkIns={
              (state.online && !live.error ? live.data : undefined)?.walkIns ??
              state.here?.walkIns ??
              live.data?.walkIns
            }
            onCounted={() => {
              if (gate.state().online) void live.refresh();
            }}
          />
          <Looks gate={gate} />
          <Doings gate={gate} />
          <View className="gate__more">
            <SwitchRow
              label="相机一直开着"
              hint="扫完一张马上能扫下一张，费电一些"
              on={always}
              onChange={on => {
                keep('camera-on', on);
                setAlways(on);
              }}
            />
            <Button look="quiet" onPress={() => open(wallPage(here))}>
              打开大屏
            </Button>
            <Leaving gate={gate} waiting={state.waiting} />
          </View>
        </View>
      )}
    </View>
  );
}
