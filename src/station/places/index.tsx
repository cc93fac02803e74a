import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useAction } from '@app/hooks/useAction';
import { useQuery } from '@app/hooks/useQuery';
import { inBrowser, print } from '@app/services/device';
import { whereabouts } from '@app/services/whereabouts';
import { CodeAndSteps } from '@app/station/publishing/poster/CodeAndSteps';
import type { Output } from '@core/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import '@app/station/publishing/poster/index.scss';
import '@app/components/staff.scss';

/** What is put up at a venue's door for good: it finds whatever is on there when somebody scans it. */
export default function DoorPage() {
  const { venue = '' } = useRouter().params;
  const code = useQuery('venue.code', { venueId: venue }, { enabled: venue !== '', keep: true });
  return (
    <Page title="场地门口码" className="staff poster-page">
      {venue ? (
        <Loaded query={code}>
          {found => (
            <View>
              <Leaf code={found} />
              <View className="poster-page__tools">
                <Located venueId={venue} known={found.located} />
                {inBrowser ? (
                  <Button look="primary" onPress={print}>
                    打印，或存成 PDF
                  </Button>
                ) : null}
                <View className="poster-page__hint">
                  {inBrowser
                    ? '打印时选 A4 竖版。贴一次就行，这个码不会变。'
                    : '长按上面的小程序码，可以存到手机；要打印整张，请在电脑浏览器里打开这一页。'}
                </View>
              </View>
            </View>
          )}
        </Loaded>
      ) : (
        <Notice kind="error" title="没有说是哪个场地" text="请从活动的“海报码”里打开。" />
      )}
    </Page>
  );
}

/** Where the venue is, told by whoever stands in it, for activities that ask residents to be near. */
function Located({ venueId, known }: { venueId: string; known: boolean }) {
  const locate = useAction('venue.locate');
  const [done, setDone] = useState(known);
  const [problem, setProblem] = useState('');
  const tell = async () => {
    setProblem('');
    const at = await whereabouts();
    if (!at) setProblem('没有得到位置。请允许使用位置，到室外或窗边再试。');
    else if (await locate.run({ venueId, at })) setDone(true);
  };
  return (
    <View className="poster-page__doors">
      {done ? <Notice kind="done" title="已经记下场地在哪里" /> : null}
      {problem || locate.error ? (
        <Notice kind="error" title={problem || (locate.error?.message ?? '')} />
      ) : null}
      <Button busy={locate.busy} onPress={() => void tell()}>
        {done ? '我在场地里，重新记一次位置' : '我在场地里，记下这里的位置'}
      </Button>
    </View>
  );
}

const steps = ['打开微信，扫一扫这个码', '看到“签到成功”就好了', '没报名的，请跟门口的工作人员说一声'];

function Leaf({ code }: { code: Output<'venue.code'> }) {
  return (
    <View className="poster">
      <View className="poster__band">{code.stationName}</View>
      <View className="poster__title">{`${code.name} 到场签到`}</View>
      <CodeAndSteps
        image={code.image}
        code={code.code}
        label={`${code.name}的签到小程序码`}
        name="签到码"
        steps={steps}
      />
      <View className="poster__foot">
        扫不了码：在小程序“扫码”页点“我到了，自己签到”，输入上面的六位数字。
      </View>
    </View>
  );
}
