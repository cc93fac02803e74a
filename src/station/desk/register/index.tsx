import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { stillKept } from '@app/components/kept';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { whenText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { Declares, LimitReason } from '@app/pages/register/Declares';
import {
  answersOf,
  type Form,
  largestParty,
  meantOf,
  nobody,
  type Problems,
  partyOf,
  problemsOf,
} from '@app/pages/register/form';
import { Guardian } from '@app/pages/register/Guardian';
import { agesAsked, waysToCome } from '@app/pages/register/kept-seats';
import { People } from '@app/pages/register/People';
import { Questions } from '@app/pages/register/Questions';
import { problemsWith, Refusal } from '@app/pages/register/Refusal';
import type { ActivityView } from '@core/programme/contract';
import { agesOf } from '@core/registration/limits';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import '@app/pages/register/index.scss';
import { Allowed } from '@app/components/Allowed';
import { showFirstProblem } from '@app/pages/register/showFirstProblem';
import { type ActivityRef, refOf } from '@app/services/links';
import { type Slip, slipOf } from '@app/services/slip/slip';
import '@app/components/staff.scss';
import './index.scss';
import { SlipPage } from './SlipPage';

const empty: Form = { people: [nobody], answers: {}, consent: false };

/** The desk: somebody without a phone is registered, and goes with a slip in hand. */
export default function Desk() {
  const asked = refOf(useRouter().params);
  const query = useQuery('activity.view', asked ?? { activityId: '' }, {
    enabled: asked !== null,
    keep: true,
    hold: true,
  });
  const [slip, setSlip] = useState<Slip | undefined>();
  if (!asked) {
    return (
      <Page title="代登记" className="staff">
        <Notice kind="error" title="没有说是哪个活动" text="请从报名名单里点“代登记”。" />
      </Page>
    );
  }
  if (slip) {
    return (
      <Page title="交给本人" className="staff slip-page">
        <SlipPage
          slip={slip}
          onNext={() => {
            setSlip(undefined);
            void query.refresh();
          }}
        />
      </Page>
    );
  }
  const view = query.data;
  if (!view) {
    return (
      <Page title="代登记" className="staff">
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    );
  }
  return (
    <Allowed title="代登记" permission="registration.desk" stationId={view.stationId}>
      {() => <DeskForm view={view} asked={asked} onDone={setSlip} />}
    </Allowed>
  );
}

function DeskForm(props: { view: ActivityView; asked: ActivityRef; onDone: (slip: Slip) => void }) {
  const { view, asked, onDone } = props;
  const [form, setForm] = useState<Form>(empty);
  const [problems, setProblems] = useState<Problems>({});
  const [sessionId, setSessionId] = useState(asked.sessionId ?? view.sessions[0]?.sessionId);
  const registering = useAction('roster.register');
  const now = useNow();
  const change = (part: Partial<Form>) => setForm(before => ({ ...before, ...part }));
  const each = view.enrolment === 'session';
  const target: ActivityRef = {
    activityId: view.activityId,
    ...(each && sessionId ? { sessionId } : {}),
  };
  const session = view.sessions.find(one => one.sessionId === sessionId) ?? view.sessions[0];
  const ages = agesAsked(stillKept(view, now));
  const only = agesOf(view);
  const ways = waysToCome(view, now);
  const shown = problemsWith(registering.error, problems);
  const count = form.people.length;

  const submit = async () => {
    const missing = problemsOf(form, { ...view, ways });
    setProblems(missing);
    registering.clear();
    if (Object.keys(missing).length > 0) return showFirstProblem();
    const made = await registering.run({
      ...target,
      party: partyOf(form, ages.length > 0 || only.length > 0),
      answers: answersOf(form, view.questions),
      ...meantOf(form),
    });
    if (!made) return undefined;
    return onDone(
      slipOf(
        view,
        target,
        form.people.map(person => person.name.trim()),
        made,
      ),
    );
  };

  return (
    <Page
      title="代登记"
      className="staff"
      footer={
        <View>
          <Refusal error={registering.error} problems={problems} />
          <Button look="primary" busy={registering.busy} busyText="正在登记…" onPress={() => void submit()}>
            {`登记（共 ${count} 人）`}
          </Button>
        </View>
      }
    >
      <View className="register__summary">
        <View className="register__activity">{view.title}</View>
        {session ? <View>{`${whenText(session)}　${session.place.text}`}</View> : null}
        <View>{leftText(view, session)}</View>
      </View>
      {each && view.sessions.length > 1 ? (
        <View className="desk-form__sessions">
          <Choice
            label="哪一场"
            options={view.sessions.map(one => ({ value: one.sessionId, label: whenText(one) }))}
            value={sessionId ? [sessionId] : []}
            onChange={([next]) => setSessionId(next)}
          />
        </View>
      ) : null}
      {ways.length > 0 ? (
        <View className="desk-form__sessions">
          <Choice
            required
            label="以什么身份来"
            options={ways}
            value={form.pool ? [form.pool] : []}
            onChange={([pool]) => change({ pool })}
            error={shown.pool}
          />
        </View>
      ) : null}
      <View className="register__title">替谁登记</View>
      <LimitReason view={view} />
      <People
        people={form.people}
        max={largestParty(view)}
        phoneRequired={view.phoneRequired}
        ages={ages}
        only={only}
        problems={shown}
        phoneHint="改期、补上座位时打这个电话"
        onChange={people => change({ people })}
      />
      <Guardian form={form} problems={shown} onChange={guardian => change({ guardian })} />
      <Declares
        view={view}
        form={form}
        problems={shown}
        label={`本人说住在${view.residentsOf}，或在那里工作、上学`}
        onChange={declares => change({ declares })}
      />
      {view.questions.length > 0 ? <View className="register__title">活动要问的</View> : null}
      <Questions
        questions={view.questions}
        answers={form.answers}
        problems={shown}
        onChange={answers => change({ answers })}
      />
    </Page>
  );
}

/** What is left, with the seats kept for the desk named apart: 「还有 3 个名额，另有 5 个现场票」. */
function leftText(view: ActivityView, session: ActivityView['sessions'][number] | undefined): string {
  const { left, waiting } = (view.enrolment === 'session' && session) || view;
  const own = view.pools.filter(pool => pool.for === 'desk' && pool.left > 0);
  const words = left === null ? '名额不限' : left > 0 ? `还有 ${left} 个名额` : '没有空位，登记了要候补';
  return [
    words,
    ...own.map(pool => `${pool.name}还有 ${pool.left} 个（先用）`),
    ...(waiting > 0 ? [`${waiting} 家在候补`] : []),
  ].join('，');
}
