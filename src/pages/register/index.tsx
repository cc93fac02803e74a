import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { aria } from '../../components/aria';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { whenText } from '../../components/when';
import type { ActivityView } from '../../core/contract';
import { useAction } from '../../hooks/useAction';
import { useQuery } from '../../hooks/useQuery';
import { type ActivityRef, refOf, ticketPage } from '../../services/links';
import { forget, keep, kept } from '../../services/storage';
import { answersOf, type Form, largestParty, nobody, type Problems, partyOf, problemsOf } from './form';
import './index.scss';
import { People } from './People';
import { Questions } from './Questions';

/** The form that registers a party. What is typed stays on the phone until it has arrived. */
export default function RegisterPage() {
  const ref = refOf(useRouter().params) ?? { activityId: '' };
  const query = useQuery('activity.view', ref, { keep: true, hold: true });
  const registration = useAction('registration.create');
  const draftName = `draft|${ref.activityId}|${ref.sessionId ?? ''}`;
  const [form, setForm] = useState<Form>(() => kept<Form>(draftName) ?? blank());
  const [problems, setProblems] = useState<Problems>({});
  const view = query.data;

  const change = (part: Partial<Form>) => {
    const next = { ...form, ...part };
    setForm(next);
    keep(draftName, next);
  };

  const submit = async (to: ActivityView) => {
    const missing = problemsOf(form, to);
    setProblems(missing);
    registration.clear();
    if (Object.keys(missing).length > 0) return showFirstProblem();
    const outcome = await registration.run({
      ...ref,
      party: partyOf(form),
      answers: answersOf(form, to.questions),
      consent: form.consent,
    });
    if (!outcome) return undefined;
    forget(draftName);
    keep('family', form.people);
    return Taro.redirectTo({ url: `${ticketPage(ref)}&fresh=1` });
  };

  const { error } = registration;
  const shown: Problems = {
    ...(error?.code === 'input.invalid' ? (error.details as Problems) : {}),
    ...problems,
  };
  const count = form.people.length;
  const queues = view !== undefined && mustQueue(view, ref.sessionId, count);

  return (
    <Page
      title="报名"
      footer={
        view ? (
          <View>
            {error || Object.keys(problems).length > 0 ? (
              <View className="register__refusal" {...aria({ role: 'alert' })}>
                {error ? error.message : '还有没填好的地方，请看上面红字'}
              </View>
            ) : null}
            <Button
              look="primary"
              busy={registration.busy}
              busyText={queues ? '正在排队…' : '正在报名…'}
              onPress={() => void submit(view)}
            >
              {`${queues ? '排队候补' : '报名'}（共 ${count} 人）`}
            </Button>
          </View>
        ) : undefined
      }
    >
      <Loaded query={query}>
        {found => (
          <>
            <Summary view={found} target={ref} />
            {queues ? (
              <View className="register__queue">
                <Notice
                  kind="info"
                  title={`现在名额不够 ${count} 人，先排队候补`}
                  text="有人退出会自动轮到您，到时在“我的”里能看到。"
                />
              </View>
            ) : null}
            <View className="register__title" {...aria({ role: 'heading' })}>
              谁来参加
            </View>
            <People
              people={form.people}
              max={largestParty(found)}
              phoneRequired={found.phoneRequired}
              problems={shown}
              onChange={people => change({ people })}
            />
            {found.questions.length > 0 ? (
              <View className="register__title" {...aria({ role: 'heading' })}>
                活动想了解
              </View>
            ) : null}
            <Questions
              questions={found.questions}
              answers={form.answers}
              problems={shown}
              onChange={answers => change({ answers })}
            />
            <View className="register__consent">
              <Choice
                multiple
                label="改期、取消或轮到候补时"
                options={[{ value: 'yes', label: '用微信通知我' }]}
                value={form.consent ? ['yes'] : []}
                onChange={value => change({ consent: value.length > 0 })}
              />
            </View>
            <Notice
              kind="info"
              title="只用来办这次活动"
              text="不用身份证。姓名和电话只有站点工作人员看得到，活动结束一段时间后删除。"
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ view, target }: { view: ActivityView; target: ActivityRef }) {
  const session = view.sessions.find(one => one.sessionId === target.sessionId) ?? view.sessions[0];
  const others = view.enrolment === 'activity' ? view.sessions.length - 1 : 0;
  return (
    <View className="register__summary">
      <View className="register__activity">{view.title}</View>
      {session ? <View>{`${whenText(session)}　${session.place.text}`}</View> : null}
      {others > 0 ? <View>{`这是第一次，后面还有 ${others} 次，报一次名都能来`}</View> : null}
    </View>
  );
}

/** A new form begins with whoever was registered last on this phone: it is mostly the same family. */
function blank(): Form {
  const [first] = kept<Form['people']>('family') ?? [];
  return { people: [first ?? nobody], answers: {}, consent: false };
}

/** Whether a party of so many would have to wait, as far as this phone knows; the server decides when it arrives. */
function mustQueue(view: ActivityView, sessionId: string | undefined, people: number): boolean {
  const session = view.enrolment === 'session' && view.sessions.find(one => one.sessionId === sessionId);
  const { left, waiting } = session || view;
  const seats = view.unit === 'group' ? Math.ceil(people / view.perGroup) : people;
  return view.mine === undefined && left !== null && (waiting > 0 || left < seats);
}

function showFirstProblem() {
  setTimeout(() => void Taro.pageScrollTo({ selector: '.field__error', offsetTop: -160 }), 50);
}
