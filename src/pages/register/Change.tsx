import { Button } from '@app/components/Button';
import { Contact } from '@app/components/Contact';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Sheet } from '@app/components/Sheet';
import { momentText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import { useAsking } from '@app/hooks/useAsking';
import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { forgetTicket } from '@app/pages/ticket/copy';
import { type ActivityRef, ticketPage } from '@app/services/links';
import { fromIso } from '@core/kernel/dates';
import { seatsFor } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import type { MyRegistration } from '@core/registration/contract';
import { agesOf } from '@core/registration/limits';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { LimitReason } from './Declares';
import { type Form, largestParty, meantOf, type Problems, partyOf, problemsOf } from './form';
import { Guardian } from './Guardian';
import { KnownPeople } from './KnownPeople';
import { useKnown } from './known';
import { People } from './People';
import { problemsWith, Refusal } from './Refusal';
import { Summary } from './Summary';
import { showFirstProblem } from './showFirstProblem';

/** The party of a registration, changed by its holder until registration closes. */
export function Change({ target }: { target: ActivityRef }) {
  const query = useQuery('activity.view', target, { hold: true });
  const now = useNow();
  const view = query.data;
  if (!view) {
    return (
      <Page title="改报名">
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    );
  }
  const refused = refusalOf(view, now);
  if (view.mine && !refused) return <Editor view={view} mine={view.mine} target={target} />;
  return (
    <Page title="改报名">
      <Notice
        kind="empty"
        title={refused ?? '您还没有报这个活动'}
        text="有事请给站点打电话。"
        action={{ text: '看我的报名', onPress: () => void Taro.redirectTo({ url: ticketPage(target) }) }}
      />
      {view.contact ? (
        <View className="register__contact">
          <Contact text={view.contact} />
        </View>
      ) : null}
    </Page>
  );
}

/** Why a party can no longer be changed, as far as the phone can tell. */
function refusalOf({ state, closesAt, mine }: ActivityView, now: number): string | undefined {
  if (!mine) return undefined;
  if (state === 'cancelled') return '活动取消了，不用改了';
  if (mine.arrived > 0) return '已经有人签到，不能再改';
  if (now >= fromIso(closesAt)) return '报名截止了，不能再改';
  return undefined;
}

function Editor({ view, mine, target }: { view: ActivityView; mine: MyRegistration; target: ActivityRef }) {
  const [form, setForm] = useState<Form>(() => formOf(mine));
  const [problems, setProblems] = useState<Problems>({});
  const [asking, setAsking] = useState<'seats' | 'place'>();
  const revision = useAction('registration.revise');
  const known = useKnown();
  const { ask } = useAsking();
  const { people } = form;
  const same = JSON.stringify(people) === JSON.stringify(formOf(mine).people);
  const max = largestParty(view);
  const only = agesOf(view);
  const hasAges = only.length > 0 || view.pools.some(pool => pool.for === 'ages');

  const submit = async (agreed?: 'seats' | 'place') => {
    const missing = problemsOf(form, {
      phoneRequired: view.phoneRequired,
      questions: [],
      ...(view.ages ? { ages: view.ages } : {}),
      known: mine.party,
    });
    setProblems(missing);
    revision.clear();
    if (Object.keys(missing).length > 0) return showFirstProblem();
    if (!agreed && losesPlace(view, mine, people.length)) return setAsking('place');
    const requeue = agreed === 'seats';
    // Whoever queues anew is told of their turn by a message, for which WeChat asks in the tap.
    const answered = requeue ? ask(['seated']) : undefined;
    const outcome = await revision.run({
      ...target,
      party: partyOf(form, hasAges),
      ...(form.guardian ? { guardian: meantOf(form).guardian } : {}),
      ...(requeue ? { requeue } : {}),
    });
    if (!outcome) return setAsking('seats');
    // The picture of a seat that was given up must not come up where there is no signal.
    if (outcome.status !== 'seated') forgetTicket(target);
    await answered;
    return Taro.redirectTo({ url: `${ticketPage(target)}&changed=1` });
  };

  const stop = () => setAsking(undefined);
  const { error } = revision;
  const noRoom = error?.code === 'registration.no-room';
  const left = Number(error?.details.left ?? 0);
  const shown = problemsWith(error, problems);
  return (
    <Page
      title="改报名"
      footer={
        <View>
          <Refusal error={noRoom ? undefined : error} problems={problems} />
          <Button
            look="primary"
            busy={revision.busy}
            busyText="正在保存…"
            disabled={same}
            onPress={() => void submit()}
          >
            {`保存（共 ${people.length} 人）`}
          </Button>
        </View>
      }
    >
      <Summary view={view} target={target} />
      <View className="register__notices">
        <Notice kind="info" title={`${momentText(view.closesAt)} 前都能改`} text={rules[mine.status]} />
      </View>
      <View className="register__title">谁来参加</View>
      <LimitReason view={view} />
      <KnownPeople
        known={known}
        people={people}
        max={max}
        onChange={next => setForm({ ...form, people: next })}
      />
      <People
        people={people}
        max={max}
        phoneRequired={view.phoneRequired}
        ages={[]}
        only={only}
        problems={shown}
        onChange={next => setForm({ ...form, people: next })}
      />
      <Guardian form={form} problems={shown} onChange={guardian => setForm({ ...form, guardian })} />
      <Sheet open={asking === 'place'} title="要从队尾重新排" onClose={stop}>
        <View className="register__ask">
          {`现在排在第 ${mine.position ?? 1} 家。加了人，全家 ${people.length} 人就从队尾排起；不加人，位置不变。`}
        </View>
        <Button look="danger" busy={revision.busy} busyText="正在保存…" onPress={() => void submit('place')}>
          加人，从队尾排起
        </Button>
        <View className="register__gap" />
        <Button look="primary" onPress={stop}>
          不加人了，位置不变
        </Button>
      </Sheet>
      <Sheet open={asking === 'seats' && noRoom} title="座位不够" onClose={stop}>
        <View className="register__ask">{`${noRoomText(left, view.waiting)}不加人，现在的座位一直是您的。`}</View>
        <View className="register__ask">
          {`重新排队的话，现在的 ${mine.size} 个座位马上让给别人，全家 ${people.length} 人从队尾排起${
            view.waiting > 0 ? `，前面现在有 ${view.waiting} 家` : ''
          }，轮到了一起补上。`}
        </View>
        <Button
          look="danger"
          busy={revision.busy}
          busyText="正在让出座位…"
          onPress={() => void submit('seats')}
        >
          让出座位，全部人重新排队
        </Button>
        <View className="register__gap" />
        <Button look="primary" onPress={stop}>
          不加人了，留着座位
        </Button>
      </Sheet>
    </Page>
  );
}

/** Whether a party that waits grows past its place: the last in the queue loses nothing. */
function losesPlace(view: ActivityView, { status, position, size }: MyRegistration, count: number): boolean {
  return status === 'waiting' && seatsFor(view, count) > seatsFor(view, size) && position !== view.waiting;
}

/** Why there is no further seat: none is free, or those that are free are for whoever waits. */
function noRoomText(left: number, waiting: number): string {
  if (left === 0) return '现在没有空位，加人坐不下。';
  return waiting > 0
    ? `空着的 ${left} 个座位先给排队的人，加人坐不下。`
    : `只剩 ${left} 个空位，加人坐不下。`;
}

const rules: Partial<Record<MyRegistration['status'], string>> = {
  seated: '减人、改名字，座位不变。加人时有空位就直接加上；没有空位会先问您。',
  waiting: '减人、改名字，排的位置不变。加人要从队尾重新排。',
  applied: '站点还没确认，随便改。',
};

function formOf({ party }: MyRegistration): Form {
  return {
    people: party.map(({ name, accompanying, phone = '', ageBand }) => ({
      name,
      phone,
      accompanying,
      ...(ageBand ? { ageBand } : {}),
    })),
    answers: {},
    consent: false,
  };
}
