import { Button } from '@app/components/Button';
import { phoneIn } from '@app/components/Contact';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { QueueExplained } from '@app/components/QueueExplained';
import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { activityPage, arrivePage, noShowsPage, refOf, registerPage, ticketPage } from '@app/services/links';
import { open } from '@app/services/open';
import { beijingDay, dayText } from '@core/kernel/dates';
import type { Admission } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import { View } from '@tarojs/components';
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro';
import { useState } from 'react';
import { About } from './About';
import { Foot } from './Foot';
import { footOf, mayArrive, verdictOf } from './offer';
import './index.scss';
import { Sessions } from './Sessions';

/** One activity: what, when, where, and the one button that says how to take part. Posters lead here. */
export default function ActivityPage() {
  const { params } = useRouter();
  const ref = refOf(params);
  const [chosen, setChosen] = useState(ref?.sessionId);
  const query = useQuery(
    'activity.view',
    { activityId: ref?.activityId ?? '', sessionId: chosen },
    { enabled: ref !== null, keep: true, hold: true },
  );
  const view = query.data;
  const time = useNow();
  useShareAppMessage(() => ({
    title: view?.title ?? '月月有约',
    path: activityPage(ref ?? { activityId: '' }),
  }));

  if (!ref) {
    return (
      <Page title="活动">
        <Notice
          kind="empty"
          title="没有认出这个活动"
          text="请重新扫一次海报上的码，或在“扫码”里输入六位活动码。"
          action={{ text: '去扫码', onPress: () => void Taro.switchTab({ url: '/pages/find/index' }) }}
        />
      </Page>
    );
  }

  const sessionId = view ? sessionMeant(view, chosen) : undefined;
  const mustChoose = view !== undefined && view.enrolment === 'session' && sessionId === undefined;
  const target = {
    activityId: ref.activityId,
    sessionId: view?.enrolment === 'session' ? sessionId : undefined,
  };
  const verdict = view ? verdictOf(view, sessionId, time) : undefined;
  const foot = view && verdict ? footOf(verdict, phoneIn(view.contact) !== undefined) : undefined;
  const press = () => {
    if (foot?.goes === 'register') open(registerPage(target));
    if (foot?.goes === 'ticket') open(ticketPage(target));
    if (foot?.goes === 'phone') void Taro.makePhoneCall({ phoneNumber: phoneIn(view?.contact) ?? '' });
  };

  return (
    <Page
      title="活动"
      footer={view && foot ? <Foot foot={foot} mustChoose={mustChoose} onPress={press} /> : undefined}
    >
      <Loaded query={query}>
        {found => (
          <>
            {found.declined ? (
              <View className="about__change">
                <Notice kind="warning" title="上次的申请站点没有通过" text={`原因：${found.declined}`} />
              </View>
            ) : null}
            <About view={found} seats={verdict !== undefined && offersSeats(verdict)} now={time}>
              {choosesSession(found) ? (
                <Sessions view={found} chosen={sessionId} onChoose={setChosen} />
              ) : null}
            </About>
            {choosesSession(found) ? null : <Sessions view={found} chosen={sessionId} onChoose={setChosen} />}
            {verdict?.verdict === 'paused' ? <Paused until={verdict.until} /> : null}
            {verdict && mayQueue(verdict, found) ? <QueueExplained pools={found.pools} /> : null}
            <View className="about__others">
              {mayArrive(found, time) ? (
                <Button onPress={() => open(arrivePage(target))}>我到了，自己签到</Button>
              ) : null}
              <Button look="quiet" onPress={() => void Taro.switchTab({ url: '/pages/calendar/index' })}>
                看这个月的其他活动
              </Button>
            </View>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Why one’s own registrations wait, until when, and where to object: said before the form is opened. */
function Paused({ until }: { until: number }) {
  return (
    <View className="about__change">
      <Notice
        kind="warning"
        title={`您自己报名先停一停，${dayText(beijingDay(until))}起恢复`}
        text="因为有几次报了名没来，座位空着，别人却没轮上。给家人报名不受影响。"
        action={{ text: '看是哪几次，可以申诉', onPress: () => open(noShowsPage) }}
      />
    </View>
  );
}

/** Whether each session has its own seats, so that one has to be chosen. */
const choosesSession = (view: ActivityView) => view.enrolment === 'session' && view.mode === 'registration';

/** Whether seats still matter to the reader: before registration closes, and to whoever holds one. */
function offersSeats({ verdict }: Admission): boolean {
  return ['register', 'apply', 'wait', 'paused', 'full', 'not-open', 'mine'].includes(verdict);
}

/** Whether the reader may come to stand in a queue here, and so wonders how it moves. */
function mayQueue(verdict: Admission, view: ActivityView): boolean {
  if (view.capacity === null || view.waitingMax === 0) return false;
  if (verdict.verdict === 'mine') return verdict.status === 'waiting';
  return ['register', 'wait', 'paused', 'not-open'].includes(verdict.verdict);
}

/** The session in question: the one chosen, the only one, or the one already registered for. */
function sessionMeant(view: ActivityView, chosen: string | undefined): string | undefined {
  if (chosen) return chosen;
  return view.sessions.length === 1 ? view.sessions[0]!.sessionId : view.mine?.sessionId;
}
