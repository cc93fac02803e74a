import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Card } from '@app/components/Card';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { momentText, whenText } from '@app/components/when';
import { useQuery } from '@app/hooks/useQuery';
import { refOf } from '@app/services/links';
import { may } from '@app/services/may';
import { now } from '@app/services/now';
import type { Output, Permission } from '@core/contract';
import type { SessionCounts } from '@core/counts/contract';
import type { Correctable } from '@core/counts/figures';
import { fromIso } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import '@app/components/staff.scss';
import { CloseSheet, ReopenSheet } from './ClosingSheet';
import { CorrectSheet } from './CorrectSheet';
import { Disputes } from './Disputes';
import './index.scss';
import { blocksOf, figureNames, type Line, lateText } from './figure-names';

/** An activity's figures, session by session: how each is known, what was put right, and whether they are closed. */
export default function CountsPage() {
  const ref = refOf(useRouter().params);
  const activityId = ref?.activityId ?? '';
  const query = useQuery('counts.view', { activityId }, { enabled: ref !== null, keep: true });
  const me = useQuery('me.view', {}, { keep: true });
  if (!ref) {
    return (
      <Page title="人数" className="staff">
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“人数”。" />
      </Page>
    );
  }
  const stations = me.data?.stations ?? [];
  const mayHere = (permission: Permission) =>
    stations.some(({ stationId }) =>
      may(me.data?.grants ?? [], permission, { stationId, activityId }, now()),
    );
  return (
    <Page title="人数" className="staff counts">
      <Loaded query={query}>
        {view => (
          <View>
            <View className="counts__title">{view.title}</View>
            {view.sessions.length > 1 ? <Total view={view} /> : null}
            {view.sessions.map(session => (
              <Session
                key={session.sessionId}
                activityId={activityId}
                view={view}
                session={session}
                mayCorrect={mayHere('counts.correct')}
                maySettle={mayHere('door.settle')}
                onChanged={() => void query.refresh()}
              />
            ))}
          </View>
        )}
      </Loaded>
    </Page>
  );
}

function Total({ view }: { view: Output<'counts.view'> }) {
  const { personTimes, people, exact } = view.total;
  return (
    <Card title={`${view.sessions.length} 场合计`}>
      <Row line={{ name: '到场', value: `${personTimes} 人次`, hint: '来几场算几次' }} />
      <Row
        line={{
          name: '来过的人',
          value: exact ? `${people} 人` : `至少 ${people} 人`,
          hint: exact ? '来几场都算一个人' : '现场来的没有记名，几场里可能有同一个人',
        }}
      />
    </Card>
  );
}

type Asked = { what: 'none' | 'close' | 'reopen' } | { what: 'correct'; figure: Correctable };

function Session(props: {
  activityId: string;
  view: Output<'counts.view'>;
  session: SessionCounts;
  mayCorrect: boolean;
  maySettle: boolean;
  onChanged: () => void;
}) {
  const { activityId, view, session, mayCorrect, maySettle, onChanged } = props;
  const [asked, setAsked] = useState<Asked>({ what: 'none' });
  const { sessionId, figures, closed, closesAt } = session;
  const late = lateText(session.late);
  const over = now() >= fromIso(session.endsAt);
  const sheet = {
    activityId,
    sessionId,
    onClose: () => setAsked({ what: 'none' }),
    onDone: () => {
      setAsked({ what: 'none' });
      onChanged();
    },
  };
  return (
    <Card title={`${whenText(session)} · ${session.place}`}>
      <View className="counts__state" {...aria({ role: 'status' })}>
        {closed ? `已截止（${momentText(closesAt)}）` : `还没有截止，${momentText(closesAt)} 自动截止`}
      </View>
      {late ? <Notice kind="warning" title={late} /> : null}
      {blocksOf(figures, { open: view.mode === 'open', signOut: view.signOut }).map(block => (
        <View key={block.title} className="counts__block">
          <View className="counts__head" {...aria({ role: 'heading' })}>
            {block.title}
          </View>
          {block.lines.map(line => {
            const { figure } = line;
            const change =
              mayCorrect && !closed && figure ? () => setAsked({ what: 'correct', figure }) : undefined;
            return <Row key={line.name} line={line} {...(change ? { onCorrect: change } : {})} />;
          })}
        </View>
      ))}
      {maySettle ? <Disputes activity={{ activityId, sessionId }} onSettled={onChanged} /> : null}
      <Records session={session} />
      {mayCorrect && closed ? (
        <Button size="small" onPress={() => setAsked({ what: 'reopen' })}>
          重新打开
        </Button>
      ) : null}
      {mayCorrect && !closed && over ? (
        <Button size="small" onPress={() => setAsked({ what: 'close' })}>
          现在截止
        </Button>
      ) : null}
      {asked.what === 'correct' ? (
        <CorrectSheet {...sheet} session={session} figure={asked.figure} onStale={onChanged} />
      ) : null}
      {asked.what === 'close' ? <CloseSheet {...sheet} /> : null}
      {asked.what === 'reopen' ? <ReopenSheet {...sheet} /> : null}
    </Card>
  );
}

function Row({ line, onCorrect }: { line: Line; onCorrect?: () => void }) {
  const { name, value, hint } = line;
  return (
    <View className="counts__row">
      <View className="counts__words">
        <View>{name}</View>
        {hint ? <View className="counts__hint">{hint}</View> : null}
      </View>
      <View className="counts__value">{value}</View>
      {onCorrect ? (
        <Button look="quiet" size="small" label={`改${name}`} onPress={onCorrect}>
          改
        </Button>
      ) : null}
    </View>
  );
}

/** What was put right, and when the figures were closed and opened: newest first. */
function Records({ session }: { session: SessionCounts }) {
  const records = [
    ...session.corrections.map(({ figure, from, to, why, by, at }) => ({
      at,
      text: `${by}把“${figureNames[figure]}”${from === null ? '填为' : `从 ${from} 改成`} ${to}`,
      why,
    })),
    ...session.closings.map(({ what, by, at, why }) => ({
      at,
      text: `${by}${what === 'close' ? '截止了人数' : '重新打开了人数'}`,
      why,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  if (records.length === 0) return null;
  return (
    <View className="counts__block">
      <View className="counts__head" {...aria({ role: 'heading' })}>
        改过什么
      </View>
      {records.map(({ at, text, why }) => (
        <View key={`${at}${text}`} className="counts__record">
          <View>{`${momentText(at)} ${text}`}</View>
          {why ? <View className="counts__hint">{`原因：${why}`}</View> : null}
        </View>
      ))}
    </View>
  );
}
