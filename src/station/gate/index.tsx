import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Field } from '../../components/Field';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { Scanner } from '../../components/Scanner';
import { whenText } from '../../components/when';
import type { Output } from '../../core/contract';
import { useQuery } from '../../hooks/useQuery';
import { refOf } from '../../services/links';
import { open } from '../../services/open';
import { stayAwake } from '../../services/screen';
import { keep, kept } from '../../services/storage';
import { DoorList } from '../components/DoorList';
import { LiveNumbers } from '../components/LiveNumbers';
import { SwitchRow } from '../components/SwitchRow';
import { VerdictPanel } from '../components/Verdict';
import { WalkInCounter } from '../components/WalkInCounter';
import { wallPage } from '../links';
import { withArrival } from '../roster-search';
import { useLive } from '../useLive';
import { useScan } from '../useScan';
import '../staff.scss';
import './index.scss';

/** How often the figures are read again, in ms: several helpers share one door. */
const LIVE_EVERY = 4000;

/** The door of an activity: scan, type, search, tick, and count those who just come. */
export default function Gate() {
  const ref = refOf(useRouter().params);
  const [sessionId, setSessionId] = useState(ref?.sessionId);
  useEffect(() => stayAwake(), []);
  const roster = useQuery(
    'checkin.roster',
    { activityId: ref?.activityId ?? '', ...(sessionId ? { sessionId } : {}) },
    { enabled: ref !== null, keep: true },
  );
  if (!ref) {
    return (
      <Page title="门口签到" className="staff">
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“门口签到”。" />
      </Page>
    );
  }
  return (
    <Page title="门口签到" className="staff gate">
      <Loaded query={roster}>
        {data => (
          <Door
            key={data.sessionId}
            activityId={ref.activityId}
            data={data}
            onSession={setSessionId}
            onStale={() => void roster.refresh()}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Door(props: {
  activityId: string;
  data: Output<'checkin.roster'>;
  onSession: (sessionId: string) => void;
  onStale: () => void;
}) {
  const { activityId, data, onSession, onStale } = props;
  const { sessionId } = data;
  const { title, sessions } = data.activity;
  const session = sessions.find(one => one.sessionId === sessionId);
  const here = { activityId, sessionId };
  const live = useLive(here, LIVE_EVERY);
  const [view, setView] = useState<'scan' | 'list'>('scan');
  const [seen, setSeen] = useState<Record<string, number>>({});
  const [count, setCount] = useState('all');
  const [always, setAlways] = useState(() => kept<boolean>('camera-on') === true);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const scan = useScan(here, ({ ticket }, result) => {
    setSeen(before => ({ ...before, [ticket]: result.arrived }));
    setCount('all');
    setTyped('');
    void live.refresh();
  });
  const lines = Object.entries(seen).reduce(
    (all, [code, arrived]) => withArrival(all, code, arrived),
    data.lines,
  );
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

  return (
    <View>
      <View className="gate__title">{title}</View>
      {sessions.length > 1 ? (
        <View className="gate__sessions">
          <Choice
            compact
            label="场次"
            options={sessions.map(one => ({ value: one.sessionId, label: whenText(one) }))}
            value={[sessionId]}
            onChange={([next]) => next && onSession(next)}
          />
        </View>
      ) : session ? (
        <View className="gate__when">{`${whenText(session)} · ${session.place.text}`}</View>
      ) : null}
      <LiveNumbers live={live} />

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
            lines={lines}
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
            <Button
              onPress={() => {
                setView('list');
                onStale();
              }}
            >
              找名单
            </Button>
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
          <WalkInCounter activity={here} walkIns={live.data?.walkIns} onCounted={() => void live.refresh()} />
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
          </View>
        </View>
      )}
    </View>
  );
}
