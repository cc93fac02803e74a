import { Button } from '@app/components/Button';
import { Field } from '@app/components/Field';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { momentText, whenText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import { useQuery } from '@app/hooks/useQuery';
import { gatePage } from '@app/services/station-links';
import { keep, kept } from '@app/services/storage';
import type { Output } from '@core/contract';
import { readInvitationCode } from '@core/helpers/invitations';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import './index.scss';
import { codeOf } from './scene';

/** Where a volunteer lands: what they are asked to help at, how they are called, and then the door. */
export default function JoinPage() {
  const [code, setCode] = useState(codeOf(useRouter().params));
  return (
    <Page title="来当志愿者">
      {code ? (
        <Invited key={code} code={code} onOther={() => setCode(undefined)} />
      ) : (
        <Typed onCode={setCode} />
      )}
    </Page>
  );
}

function Typed({ onCode }: { onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const submit = () => {
    const code = readInvitationCode(typed);
    if (code) onCode(code);
    else setProblem('邀请码是八位字母和数字，没有 0、1、2、5、8，也没有 O、I、L、Z、S、B、U、V');
  };
  return (
    <View>
      <View className="join__lead">到门口帮忙签到，请输入站点给您的邀请码。</View>
      <Field
        label="邀请码"
        required
        maxLength={12}
        value={typed}
        placeholder="八位字母和数字"
        hint="大小写都行"
        error={problem}
        onChange={setTyped}
        onConfirm={submit}
      />
      <Button look="primary" onPress={submit}>
        下一步
      </Button>
    </View>
  );
}

function Invited({ code, onOther }: { code: string; onOther: () => void }) {
  const query = useQuery('invitation.view', { code });
  // Asking again finds the same refusal: the way on is another code.
  const refused = query.error && !query.data && query.error.code !== 'network.offline';
  if (refused) {
    return (
      <Notice
        kind="error"
        title={query.error?.message ?? ''}
        action={{ text: '换一个邀请码', onPress: onOther }}
      />
    );
  }
  return <Loaded query={query}>{found => <Offer code={code} offer={found} />}</Loaded>;
}

function Offer({ code, offer }: { code: string; offer: Output<'invitation.view'> }) {
  const [name, setName] = useState(() => kept<string>('helper-name') ?? '');
  const [problem, setProblem] = useState('');
  const [joined, setJoined] = useState(offer.joined);
  const accept = useAction('invitation.accept');
  const join = async () => {
    if (!name.trim()) {
      setProblem('请填大家怎么称呼您');
      return;
    }
    setProblem('');
    const done = await accept.run({ code, name: name.trim() });
    if (!done) return;
    keep('helper-name', name.trim());
    setJoined(true);
  };
  const toDoor = () => void Taro.redirectTo({ url: gatePage({ activityId: offer.activityId }) });
  const { error } = accept;
  const invalid = error?.code === 'input.invalid' ? String(error.details.name ?? '') : '';
  return (
    <View>
      <View className="join__from">{`${offer.stationName} 请您帮忙`}</View>
      <View className="join__title">{offer.title}</View>
      <View>{whenText(offer)}</View>
      <View className="join__place">{offer.place}</View>
      {joined ? (
        <>
          <Notice
            kind="done"
            title="您已经是这个活动的志愿者"
            text={`到 ${momentText(offer.until)} 为止，活动结束就自动失效。以后在“我的”最上面的“门口签到”里也能打开。`}
          />
          <View className="join__button">
            <Button look="primary" onPress={toDoor}>
              去门口签到
            </Button>
          </View>
        </>
      ) : (
        <>
          <Field
            label="大家怎么称呼您"
            required
            maxLength={12}
            value={name}
            placeholder="例如：小李、王阿姨"
            hint="您签到的人，旁边会写“志愿者”和这个称呼"
            error={problem || invalid || undefined}
            onChange={setName}
            onConfirm={() => void join()}
          />
          <View className="join__about">
            您会看到报名人隐去一半的姓名和手机尾号，请不要抄下来、不要拍照，也不要告诉别人。
          </View>
          {error && !invalid ? <Notice kind="error" title={error.message} /> : null}
          <Button look="primary" busy={accept.busy} busyText="正在加入…" onPress={() => void join()}>
            我来帮忙
          </Button>
        </>
      )}
    </View>
  );
}
