import { aria } from '@app/components/aria';
import { Contact } from '@app/components/Contact';
import { Notice } from '@app/components/Notice';
import { momentText, whenText } from '@app/components/when';
import { now } from '@app/services/now';
import { fromIso } from '@core/kernel/dates';
import type { ActivityView } from '@core/programme/contract';
import type { MyRegistration } from '@core/registration/contract';
import { View } from '@tarojs/components';

/** One line that says where this registration stands. */
export function Status(props: {
  view: ActivityView;
  registration: MyRegistration;
  after: { fresh?: string; changed?: string };
}) {
  const { view, registration, after } = props;
  const { status, position, arrived, size } = registration;
  if (view.state === 'cancelled') {
    return <Notice kind="warning" title="这个活动取消了" text={view.stoppedReason} />;
  }
  if (status === 'waiting') {
    return (
      <View className="ticket__status" {...aria({ role: 'status' })}>
        <View className="ticket__place">{`第 ${position ?? 1} 家`}</View>
        <View className="ticket__about">{waitingText(position ?? 1, size)}</View>
        <View className="ticket__about">轮到了会自动变成报名成功，不用再点什么。</View>
      </View>
    );
  }
  if (status === 'applied') {
    return <Notice kind="info" title="交上去了，等站点确认" text="站点同意了才有名额，结果在“我的”里看。" />;
  }
  return (
    <>
      {view.postponed ? (
        <Notice
          kind="warning"
          title={`改期了：原定 ${momentText(view.postponed.from)}`}
          text="新时间在下面。您的名额还在，来不了可以让出来。"
        />
      ) : null}
      {after.fresh ? <Notice kind="done" title="报上名了" text="到时把这个码给工作人员看就行。" /> : null}
      {after.changed ? <Notice kind="done" title="改好了" text="发给家人的旧图请换成新的。" /> : null}
      {arrived > 0 ? <Notice kind="done" title={`已签到 ${arrived} 人，共 ${size} 人`} /> : null}
    </>
  );
}

/** Where a party stands in the queue: 「正在候补，前面还有 1 家，您这家 2 人。」 */
function waitingText(position: number, size: number): string {
  const before = position > 1 ? `前面还有 ${position - 1} 家` : '前面没有别家了';
  return `正在候补，${before}，您这家 ${size} 人。`;
}

/** The session a registration is for; where it is for all of them, the next one not over yet. */
export function sessionOf(view: ActivityView, registration: MyRegistration) {
  if (registration.sessionId) {
    return view.sessions.find(one => one.sessionId === registration.sessionId) ?? view.sessions[0];
  }
  return view.sessions.find(one => fromIso(one.endsAt) > now()) ?? view.sessions[view.sessions.length - 1];
}

export function Details({ view, registration }: { view: ActivityView; registration: MyRegistration }) {
  const session = sessionOf(view, registration);
  const several = registration.sessionId === undefined && view.sessions.length > 1;
  return (
    <View className="ticket__details">
      <View className="ticket__title">{view.title}</View>
      {session ? (
        <View className="ticket__line">{`${several ? '最近一次 ' : ''}${whenText(session)}`}</View>
      ) : null}
      {several ? (
        <View className="ticket__line">{`一共 ${view.sessions.length} 次，都用这个码；全部时间看活动详情`}</View>
      ) : null}
      {session ? <View className="ticket__line">{session.place.text}</View> : null}
      <View className="ticket__line">
        {registration.party
          .map(person => (person.accompanying ? `${person.name}（陪同）` : person.name))
          .join('、')}
      </View>
      {view.contact ? (
        <View className="ticket__contact">
          <View>电话</View>
          <Contact text={view.contact} />
        </View>
      ) : null}
    </View>
  );
}
