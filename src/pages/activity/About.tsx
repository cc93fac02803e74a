import { aria } from '@app/components/aria';
import { Contact } from '@app/components/Contact';
import { keptTexts } from '@app/components/kept';
import { Notice } from '@app/components/Notice';
import { SeatBar } from '@app/components/SeatBar';
import { Tag } from '@app/components/Tag';
import { momentText, severalText, whenText } from '@app/components/when';
import { kinds, modes } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import { limitLines } from '@core/registration/limits';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { windowText } from './offer';

/** What the activity is: everything a poster would say, with what has changed on top. */
export function About(props: {
  view: ActivityView;
  /** Whether seats are still of interest: not once registration is over. */
  seats: boolean;
  /** Milliseconds. */
  now: number;
  /** What must be chosen before anything else: it comes before the small print. */
  children?: ReactNode;
}) {
  const { view, seats, now, children } = props;
  const only = view.sessions.length === 1 ? view.sessions[0] : undefined;
  const hosts = [view.stationName, ...view.coHosts].join('、');
  return (
    <View>
      <Change view={view} />
      <View className="about__tags">
        <Tag>{kinds[view.kind]}</Tag>
        {view.mode === 'registration' ? null : <Tag tone="green">{modes[view.mode]}</Tag>}
        {view.theme ? <Tag tone="red">{view.theme}</Tag> : null}
      </View>
      <View className="about__title" {...aria({ role: 'heading' })}>
        {view.title}
      </View>
      {only ? (
        <View className="about__facts">
          <Fact name="时间">
            <View className="about__strong">{whenText(only)}</View>
            {only.endAssumed ? <View className="about__soft">结束时间是估计的</View> : null}
          </Fact>
          <Fact name="地点">
            <View className="about__strong">{only.place.text}</View>
            {only.stepFree ? <View className="about__soft">轮椅、推车可以直接进</View> : null}
          </Fact>
        </View>
      ) : (
        <View className="about__facts">
          <Fact name="时间">
            <View className="about__strong">{severalText(view, view.sessions.length)}</View>
          </Fact>
          <Fact name="地点">
            <View className="about__strong">{placesOf(view)}</View>
          </Fact>
        </View>
      )}
      {seats && (only || view.enrolment === 'activity') ? (
        <View className="about__seats">
          <SeatBar {...view} />
          {keptTexts(view, now).map(text => (
            <View key={text} className="about__kept">
              {text}
            </View>
          ))}
        </View>
      ) : null}
      {children}
      <View className="about__facts">
        {view.summary ? <Fact name="内容">{view.summary}</Fact> : null}
        {view.audience ? <Fact name="对象">{view.audience}</Fact> : null}
        {seats && view.mode === 'registration' ? <Fact name="报名">{windowText(view, now)}</Fact> : null}
        {limitLines(view).length > 0 ? (
          <Fact name="面向">
            {limitLines(view).map(line => (
              <View key={line}>{line}</View>
            ))}
          </Fact>
        ) : null}
        {view.unit === 'group' ? <Fact name="名额">{`按组计，每组最多 ${view.perGroup} 人`}</Fact> : null}
        {view.remark ? <Fact name="提醒">{view.remark}</Fact> : null}
        <Fact name="主办">{hosts}</Fact>
        {view.contact ? (
          <Fact name="电话">
            <Contact text={view.contact} />
          </Fact>
        ) : null}
        <Fact name="活动码">{view.code}</Fact>
      </View>
    </View>
  );
}

/** The places of all sessions, as long as they can be said in one breath. */
function placesOf({ sessions }: ActivityView): string {
  const places = [...new Set(sessions.map(session => session.place.text))];
  return places.length > 3 ? '每场不同，见各场' : places.join('、');
}

/** What a poster on the wall does not know: cancelled, or moved. */
function Change({ view }: { view: ActivityView }) {
  const { state, stoppedReason, postponed } = view;
  if (state !== 'cancelled' && !postponed) return null;
  return (
    <View className="about__change">
      {state === 'cancelled' || !postponed ? (
        <Notice kind="warning" title="这个活动取消了" text={stoppedReason} />
      ) : (
        <Notice
          kind="warning"
          title={`改期了：原定 ${momentText(postponed.from)}`}
          text={`${postponed.reason}。已报名的不用重报，名额还在。`}
        />
      )}
    </View>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="about__fact">
      <View className="about__name">{name}</View>
      <View className="about__value">{children}</View>
    </View>
  );
}
