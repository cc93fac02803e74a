import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { stillKept } from '@app/components/kept';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useAction } from '@app/hooks/useAction';
import { useAsking } from '@app/hooks/useAsking';
import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { type ActivityRef, ticketPage } from '@app/services/links';
import { forget, keep, kept } from '@app/services/storage';
import type { ActivityView } from '@core/programme/contract';
import { agesOf } from '@core/registration/limits';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef, useState } from 'react';
import { Clashes } from './Clashes';
import { Declares, LimitReason } from './Declares';
import { ForFamily } from './ForFamily';
import {
  answersOf,
  type Form,
  largestParty,
  meantOf,
  nobody,
  type Problems,
  partyOf,
  problemsOf,
} from './form';
import { Guardian } from './Guardian';
import { KnownPeople } from './KnownPeople';
import { agesAsked, agesReason, outlook, waysToCome } from './kept-seats';
import { lastParty, rememberParty, useKnown } from './known';
import { People } from './People';
import { Questions } from './Questions';
import { problemsWith, Refusal } from './Refusal';
import { forgetAnswers, recall, remember } from './remembered';
import { Summary } from './Summary';
import { showFirstProblem } from './showFirstProblem';

const words = {
  seat: { press: '报名', busy: '正在报名…' },
  wait: { press: '排队候补', busy: '正在排队…' },
  apply: { press: '交上去', busy: '正在交…' },
};

/** A new registration. What is typed stays on the phone until it has arrived. */
export function Register({ target }: { target: ActivityRef }) {
  const query = useQuery('activity.view', target, { keep: true, hold: true });
  const registration = useAction('registration.create');
  const draftName = `draft|${target.activityId}|${target.sessionId ?? ''}`;
  const [form, setForm] = useState<Form>(() => kept<Form>(draftName) ?? blank());
  const [problems, setProblems] = useState<Problems>({});
  const known = useKnown();
  const { ask } = useAsking();
  const now = useNow();
  const view = query.data;
  const keptSeats = view ? stillKept(view, now) : [];
  const ways = view ? waysToCome(view, now) : [];
  const ages = agesAsked(keptSeats);
  // What this phone remembers stands until it is written over, even with nothing.
  const answers = { ...recall(view?.questions ?? []), ...form.answers };

  // Two taps may come before the first is drawn; neither is lost.
  const latest = useRef(form);
  const change = (part: Partial<Form>) => {
    latest.current = { ...latest.current, ...part };
    setForm(latest.current);
    keep(draftName, latest.current);
  };

  const forgetKept = () => {
    forgetAnswers();
    change({ answers: {} });
  };

  const submit = async (to: ActivityView) => {
    const filled = { ...form, answers };
    const missing = problemsOf(filled, { ...to, ways });
    setProblems(missing);
    registration.clear();
    if (Object.keys(missing).length > 0) return showFirstProblem();
    // WeChat's question shows only straight in the tap; the seat does not wait for the answer, the next page does.
    const answered = form.consent ? ask(['seated', 'change', 'reminder']) : undefined;
    const outcome = await registration.run({
      ...target,
      party: partyOf(filled, ages.length > 0 || agesOf(to).length > 0),
      answers: answersOf(filled, to.questions),
      ...meantOf(filled),
      consent: form.consent,
    });
    if (!outcome) return undefined;
    forget(draftName);
    rememberParty(form.people);
    remember(to.questions, answers);
    await answered;
    return Taro.redirectTo({ url: `${ticketPage(target)}&fresh=1` });
  };

  const shown = problemsWith(registration.error, problems);
  const count = form.people.length;
  const undecided = ways.length > 0 && !form.pool && !view?.approval;
  const due = view && !undecided ? outlook(view, target.sessionId, form, now) : 'seat';
  const held = view?.mine !== undefined;

  return (
    <Page
      title="报名"
      footer={
        view && !held ? (
          <View>
            <Refusal error={registration.error} problems={problems} />
            <Button
              look="primary"
              busy={registration.busy}
              busyText={words[due].busy}
              onPress={() => void submit(view)}
            >
              {`${words[due].press}（共 ${count} 人）`}
            </Button>
          </View>
        ) : undefined
      }
    >
      <Loaded query={query}>
        {found =>
          found.mine ? (
            <Notice
              kind="empty"
              title="您已经报过这个活动"
              text="要加人、减人或者改名字，在“我的报名”里改。"
              action={{
                text: '看我的报名',
                onPress: () => void Taro.redirectTo({ url: ticketPage(target) }),
              }}
            />
          ) : (
            <>
              <Summary view={found} target={target} />
              <View className="register__notices">
                {due === 'apply' ? (
                  <Notice
                    kind="info"
                    title="交上去由站点确认"
                    text="站点同意了才有名额，结果在“我的”里能看到。"
                  />
                ) : null}
                {due === 'wait' ? (
                  <Notice
                    kind="info"
                    title={queueTitle(found.waiting, count)}
                    text="坐得下马上就有名额；坐不下先排着，有人退出会自动轮到您。"
                  />
                ) : null}
                <Clashes view={found} target={target} />
              </View>
              {ways.length > 0 ? (
                <>
                  <Heading>以什么身份来</Heading>
                  <Choice
                    required
                    label="选一种名额"
                    options={ways}
                    value={form.pool ? [form.pool] : []}
                    onChange={([pool]) => change({ pool })}
                    error={shown.pool}
                  />
                </>
              ) : null}
              <ForFamily
                until={found.pausedUntil}
                form={form}
                problems={shown}
                onChange={forFamily => change({ forFamily })}
              />
              <Heading>谁来参加</Heading>
              <KnownPeople
                known={known}
                people={form.people}
                max={largestParty(found)}
                onChange={people => change({ people })}
              />
              {agesReason(keptSeats).map(line => (
                <View key={line} className="register__reason">
                  {line}
                </View>
              ))}
              <LimitReason view={found} />
              <People
                people={form.people}
                max={largestParty(found)}
                phoneRequired={found.phoneRequired}
                ages={ages}
                only={agesOf(found)}
                problems={shown}
                onChange={people => change({ people })}
              />
              <Guardian form={form} problems={shown} onChange={guardian => change({ guardian })} />
              <Declares
                view={found}
                form={form}
                problems={shown}
                onChange={declares => change({ declares })}
              />
              {found.questions.length > 0 ? <Heading>活动想了解</Heading> : null}
              <Questions
                questions={found.questions}
                answers={answers}
                problems={shown}
                onChange={all => change({ answers: all })}
                onForget={forgetKept}
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
          )
        }
      </Loaded>
    </Page>
  );
}

function queueTitle(waiting: number, count: number): string {
  if (waiting > 0) return `前面有 ${waiting} 家在排队`;
  return count > 1 ? `现在坐不下 ${count} 人，先排队候补` : '名额满了，先排队候补';
}

function Heading({ children }: { children: string }) {
  return (
    <View className="register__title" {...aria({ role: 'heading' })}>
      {children}
    </View>
  );
}

/** A new form begins with whoever was registered last on this phone: it is mostly the same family. */
function blank(): Form {
  const [first] = lastParty();
  return { people: [first ?? nobody], answers: {}, consent: false };
}
