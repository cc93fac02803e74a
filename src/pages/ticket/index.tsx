import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { QueueExplained } from '@app/components/QueueExplained';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { mayArrive } from '@app/pages/activity/offer';
import { activityPage, arrivePage, changePage, refOf } from '@app/services/links';
import { open } from '@app/services/open';
import { fromIso } from '@core/kernel/dates';
import type { MyRegistration } from '@core/registration/contract';
import { View } from '@tarojs/components';
import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { forgetTicket, rememberTicket, ticketKept } from './copy';
import './index.scss';
import { Gone } from './Gone';
import { Remind } from './Remind';
import { Details, Status, sessionOf } from './Standing';
import { Tickets } from './Tickets';

/** How often a page that stays open asks for the place in the queue, in ms. */
const WATCHES = 30_000;

/** A registration's own page: its tickets to hold up, its place in the queue, and the way to give the seats back. */
export default function TicketPage() {
  const { params } = useRouter();
  const ref = refOf(params) ?? { activityId: '' };
  const query = useQuery('activity.view', ref, { keep: true });
  const withdrawal = useAction('registration.withdraw');
  const [asking, setAsking] = useState(false);
  const [given, setGiven] = useState<MyRegistration['status'] | undefined>();
  const time = useNow();
  const view = query.data;
  const mine = view ? view.mine : undefined;
  // The clock that a turning ticket needs is kept with it, for a start without signal.
  const copy = ticketKept(ref);
  if (mine?.ticket) rememberTicket(ref, mine);
  // Given up on another phone, or taken by staff: the picture must not come up at the door any more.
  else if (view && !query.error && !query.loading) forgetTicket(ref);
  // Without signal the copy of the list 我的 may know a ticket that this page was never opened for.
  const shown = mine ?? (query.error && !view ? copy : undefined);
  useShareAppMessage(() => ({ title: view?.title ?? '月月有约', path: activityPage(ref) }));

  // Whoever watches the queue sees it move.
  const isWaiting = mine?.status === 'waiting';
  const { refresh } = query;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void refresh(), WATCHES);
    return () => clearInterval(timer);
  }, [isWaiting, refresh]);

  const withdraw = async () => {
    const done = await withdrawal.run(ref);
    setAsking(false);
    if (!done) return;
    forgetTicket(ref);
    setGiven(mine?.status ?? 'seated');
    await query.refresh();
  };

  if (given) return <Thanks given={given} />;
  if (!view && shown?.ticket) {
    return (
      <Page title="入场码">
        <View className="ticket__notice">
          <Notice kind="offline" title="网络不通，入场码照样能用" text="工作人员扫这个码，或者您报号码。" />
        </View>
        <Tickets registration={shown} />
      </Page>
    );
  }
  return (
    <Page title={view && !mine?.ticket ? '我的报名' : '入场码'}>
      <Loaded query={query} offlineText={mine?.ticket ? '入场码照样能用。' : undefined}>
        {found =>
          found.mine ? (
            <>
              <View className="ticket__notice">
                <Status view={found} registration={found.mine} after={params} />
              </View>
              {found.mine.ticket ? <Tickets registration={found.mine} view={found} /> : null}
              {found.mine.status === 'waiting' ? <QueueExplained open pools={found.pools} /> : null}
              <Details view={found} registration={found.mine} />
              {withdrawal.error ? <Notice kind="error" title={withdrawal.error.message} /> : null}
              <View className="ticket__ways">
                {mayArrive(found, time) ? (
                  <Button look="primary" onPress={() => open(arrivePage(ref))}>
                    我到了，自己签到
                  </Button>
                ) : null}
                {found.mine.arrived === 0 && time < fromIso(found.closesAt) && found.state !== 'cancelled' ? (
                  <Button onPress={() => open(changePage(ref))}>改人数、改名字</Button>
                ) : null}
                {found.mine.status === 'seated' && found.state !== 'cancelled' ? (
                  <Remind startsAt={sessionOf(found, found.mine)?.startsAt ?? found.startsAt} now={time} />
                ) : null}
                <Button onPress={() => open(activityPage(ref))}>看活动详情</Button>
                {time < fromIso(sessionOf(found, found.mine)?.startsAt ?? found.startsAt) &&
                found.mine.arrived === 0 &&
                found.state !== 'cancelled' ? (
                  <Button look="quiet" onPress={() => setAsking(true)}>
                    {found.mine.status === 'seated' ? '来不了，把名额让出来' : '不等了，退出'}
                  </Button>
                ) : null}
              </View>
            </>
          ) : (
            <Gone target={ref} />
          )
        }
      </Loaded>
      <Sheet
        open={asking}
        title={mine?.status === 'seated' ? '真的不来了吗？' : '真的不等了吗？'}
        onClose={() => setAsking(false)}
      >
        <View className="ticket__ask">{leaving[mine?.status ?? 'seated']?.ask}</View>
        <Button look="danger" busy={withdrawal.busy} busyText="正在取消…" onPress={() => void withdraw()}>
          {leaving[mine?.status ?? 'seated']?.yes}
        </Button>
        <View className="ticket__gap" />
        <Button look="primary" onPress={() => setAsking(false)}>
          {mine?.status === 'seated' ? '留着，我会来' : '接着等'}
        </Button>
      </Sheet>
    </Page>
  );
}

/** Whoever gives a seat back, or their place among those who wait, helps those after them. */
function Thanks({ given }: { given: MyRegistration['status'] }) {
  return (
    <Page title={given === 'seated' ? '已取消' : '已退出'}>
      <Notice
        kind="empty"
        title="谢谢您提前告诉我们"
        text={leaving[given]?.thanks}
        action={{
          text: '看看别的活动',
          onPress: () => void Taro.switchTab({ url: '/pages/calendar/index' }),
        }}
      />
    </Page>
  );
}

/** What leaving costs, the word for it, and what is said for it, by where one stood. */
const leaving: Partial<Record<MyRegistration['status'], { ask: string; yes: string; thanks: string }>> = {
  seated: {
    ask: '名额会马上让给排在前面的人。想再来，要重新报名，可能就没有名额了。',
    yes: '取消报名',
    thanks: '空出来的名额会马上给正在等的人。欢迎下次再来。',
  },
  waiting: {
    ask: '退出后不再排队。想再来，要从队尾排起。',
    yes: '退出排队',
    thanks: '您已经退出排队，后面的人都往前一位。欢迎下次再来。',
  },
  applied: {
    ask: '收回后站点不再考虑这次申请。想再来，要重新报。',
    yes: '收回申请',
    thanks: '您的申请收回了，站点不用再看。欢迎下次再来。',
  },
};
