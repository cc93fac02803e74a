import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Loaded } from '@app/components/Loaded';
import { LongField } from '@app/components/LongField';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useAction } from '@app/hooks/useAction';
import { useQuery } from '@app/hooks/useQuery';
import { homePage } from '@app/services/station-links';
import type { Output } from '@core/contract';
import { type ActivityState, type Kind, kinds, type Mode, modes } from '@core/programme/activity';
import type { Draft } from '@core/publishing/contract';
import type { SelfCheckIn } from '@core/self-check-in/self-check-in';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { draftOf, mayArriveThemselves, type Problems, problemsAt } from './draft-writing';
import { PlaceForm } from './PlaceForm';
import { QuestionsForm } from './QuestionsForm';
import { SeatsForm } from './SeatsForm';
import { SessionsForm } from './SessionsForm';
import { useDraftForm } from './useDraftForm';
import '@app/components/staff.scss';
import './index.scss';

type Station = Output<'station.venues'>;

const selfCheckIns = [
  { value: 'off', label: '不能，由工作人员签' },
  { value: 'poster', label: '能，扫海报或场地门口的码' },
  { value: 'screen', label: '能，只认现场大屏上每分钟换的码' },
];

/** An activity written or changed by hand. */
export default function Edit() {
  const { station = '', id } = useRouter().params;
  const venues = useQuery('station.venues', { stationId: station }, { enabled: station !== '', keep: true });
  const stored = useQuery('activity.draft', { activityId: id ?? '' }, { enabled: id !== undefined });
  const title = id ? '编辑活动' : '新建活动';
  if (station === '') {
    return (
      <Page title={title} className="staff">
        <Notice kind="error" title="没有说是哪个站点" text="请从“我的站点”里点“新建活动”。" />
      </Page>
    );
  }
  return (
    <Page title={title} className="staff">
      <Loaded query={venues}>
        {place =>
          id ? (
            <Loaded query={stored}>
              {({ draft, state }) => <Form place={place} activityId={id} draft={draft} state={state} />}
            </Loaded>
          ) : (
            <Form place={place} state="draft" />
          )
        }
      </Loaded>
    </Page>
  );
}

function Form(props: { place: Station; state: ActivityState; activityId?: string; draft?: Draft }) {
  const { place, state, activityId, draft: stored } = props;
  const { station, venues } = place;
  const { form, change, restored, startOver, saved } = useDraftForm(
    activityId ?? `new-${station.stationId}`,
    stored,
  );
  const [problems, setProblems] = useState<Problems>({});
  const save = useAction('activity.save');
  const publish = useAction('activity.publish');
  const refusal = save.error ?? publish.error;
  const all = { ...problems, ...problemsAt(refusal?.code === 'input.invalid' ? refusal.details : {}) };
  const wrong = Object.keys(all).length;
  const which = activityId ? { activityId } : { stationId: station.stationId };
  const publishText = station.trusted ? '发布' : '提交审核';

  const send = async (action: (draft: Draft) => Promise<boolean>, done: string) => {
    save.clear();
    publish.clear();
    const outcome = draftOf(form, stored);
    setProblems('problems' in outcome ? outcome.problems : {});
    const sent = 'draft' in outcome && (await action(outcome.draft));
    if (!sent) {
      // After the next drawing, when the first problem has its place on the page.
      setTimeout(
        () => void Taro.pageScrollTo({ selector: '.field__error', offsetTop: -200 }).catch(() => undefined),
        100,
      );
      return;
    }
    saved();
    await Taro.showToast({ title: done, icon: 'success' });
    if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
    else void Taro.redirectTo({ url: homePage(station.stationId) });
  };
  const saveNow = () =>
    send(
      async draft => (await save.run({ ...which, draft })) !== undefined,
      state === 'draft' ? '草稿存好了' : '改好了',
    );
  const publishNow = () =>
    send(
      async draft => (await publish.run({ ...which, draft })) !== undefined,
      station.trusted ? '发布了' : '提交了',
    );

  if (state === 'cancelled') return <Notice kind="info" title="这个活动已取消，不能再改" />;
  return (
    <View className="edit">
      {restored ? (
        <Notice
          kind="info"
          title="接着上次没存的内容写"
          action={{ text: '不要了，重新开始', onPress: startOver }}
        />
      ) : null}
      {state === 'published' ? (
        <Notice
          kind="info"
          title="这个活动已发布"
          text="改了时间或地点，报了名的居民会收到通知；改期请用“顺延”。"
        />
      ) : null}

      <View className="edit__section">
        <View className="edit__heading">是什么活动</View>
        <Field
          label="活动名称"
          value={form.title}
          onChange={title => change({ title })}
          required
          placeholder="例如：端午包粽子"
          error={all.title}
        />
        <Choice
          label="类型"
          options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          value={[form.kind]}
          onChange={([kind]) => change({ kind: kind as Kind })}
          error={all.kind}
        />
        <Choice
          label="参加方式"
          options={Object.entries(modes).map(([value, label]) => ({ value, label }))}
          value={[form.mode]}
          onChange={([mode]) => change({ mode: mode as Mode })}
          error={all.mode}
        />
      </View>

      <View className="edit__section">
        <View className="edit__heading">什么时候</View>
        <SessionsForm form={form} problems={all} fixed={state === 'published'} onChange={change} />
      </View>

      <PlaceForm form={form} venues={venues} problems={all} onChange={change} />
      <SeatsForm form={form} problems={all} onChange={change} />
      {mayArriveThemselves(form.mode) ? (
        <View className="edit__section">
          <View className="edit__heading">到场签到</View>
          <Choice
            label="居民自己能不能签到"
            options={selfCheckIns}
            value={[form.selfCheckIn]}
            onChange={([how]) => change({ selfCheckIn: how as SelfCheckIn })}
          />
          {form.selfCheckIn === 'off' ? null : (
            <Field
              label="离场地多少米以内才能签"
              type="number"
              maxLength={4}
              value={form.within}
              onChange={within => change({ within })}
              hint="不填就不看位置"
              error={all.within}
            />
          )}
        </View>
      ) : null}

      {form.mode === 'registration' ? (
        <View className="edit__section">
          <View className="edit__heading">报名时多问几句</View>
          <QuestionsForm
            questions={form.questions}
            problems={all}
            onChange={questions => change({ questions })}
          />
        </View>
      ) : null}

      <View className="edit__section">
        <View className="edit__heading">给居民看的话</View>
        <LongField
          label="活动介绍"
          value={form.summary}
          onChange={summary => change({ summary })}
          maxLength={1000}
          error={all.summary}
        />
        <Field
          label="面向谁"
          value={form.audience}
          onChange={audience => change({ audience })}
          placeholder="例如：6–12 岁儿童和家长"
          error={all.audience}
        />
        <Field
          label="联系人和电话"
          value={form.contact}
          onChange={contact => change({ contact })}
          placeholder="例如：李老师 010-66668888"
          error={all.contact}
        />
        <LongField
          label="备注"
          value={form.remark}
          onChange={remark => change({ remark })}
          maxLength={300}
          placeholder="例如：请自带剪刀；雨天改到室内"
          error={all.remark}
        />
      </View>

      <View className="page__footer edit__bar">
        {wrong > 0 ? (
          <Notice kind="error" title={`有 ${wrong} 处要改，已在上面标出`} text={firstOf(all)} />
        ) : refusal ? (
          <Notice kind={refusal.code === 'network.offline' ? 'offline' : 'error'} title={refusal.message} />
        ) : null}
        {state === 'draft' ? (
          <View className="edit__buttons">
            <Button busy={save.busy} disabled={publish.busy} onPress={() => void saveNow()}>
              存草稿
            </Button>
            <Button look="primary" busy={publish.busy} disabled={save.busy} onPress={() => void publishNow()}>
              {publishText}
            </Button>
          </View>
        ) : (
          <Button look="primary" busy={save.busy} onPress={() => void saveNow()}>
            保存修改
          </Button>
        )}
      </View>
    </View>
  );
}

const firstOf = (problems: Problems) => Object.values(problems)[0];
