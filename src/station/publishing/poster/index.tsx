import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { whenText } from '@app/components/when';
import { useQuery } from '@app/hooks/useQuery';
import { inBrowser, print } from '@app/services/device';
import { type ActivityRef, refOf } from '@app/services/links';
import { open } from '@app/services/open';
import { doorPage } from '@app/services/station-links';
import type { Output } from '@core/contract';
import type { ActivityView } from '@core/programme/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { joinSteps } from './join-steps';
import '@app/components/staff.scss';
import { CodeAndSteps } from './CodeAndSteps';
import './index.scss';

/** The poster to put up: what, when, where, the code to scan, and six digits for those who cannot. */
export default function Poster() {
  const ref = refOf(useRouter().params);
  return (
    <Page title="海报码" className="staff poster-page">
      {ref ? (
        <PosterOf activity={ref} />
      ) : (
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“海报码”。" />
      )}
    </Page>
  );
}

function PosterOf({ activity }: { activity: ActivityRef }) {
  const { activityId, sessionId } = activity;
  const input = { activityId, ...(sessionId ? { sessionId } : {}) };
  const code = useQuery('poster.code', input, { keep: true });
  const view = useQuery('activity.view', input, { keep: true });
  // One button asks for both again.
  const refresh = async () => void (await Promise.all([code.refresh(), view.refresh()]));
  return (
    <Loaded query={{ ...code, refresh }}>
      {found =>
        // Once both are here, one notice is enough for both.
        view.data === undefined ? (
          <Loaded query={view}>{() => null}</Loaded>
        ) : (
          <View>
            <Leaf code={found} view={view.data} sessionId={sessionId} />
            <View className="poster-page__tools">
              <Doors view={view.data} />
              {inBrowser ? (
                <>
                  <Button look="primary" onPress={print}>
                    打印，或存成 PDF
                  </Button>
                  <View className="poster-page__hint">
                    打印时选 A4 竖版；不打印就在打印窗口里选“另存为 PDF”。
                  </View>
                </>
              ) : (
                <View className="poster-page__hint">
                  长按上面的小程序码，可以存到手机或发给别人；要打印整张海报，请在电脑浏览器里打开这一页。
                </View>
              )}
            </View>
          </View>
        )
      }
    </Loaded>
  );
}

/** Where residents check themselves in, what is put up at the door as well. */
function Doors({ view }: { view: ActivityView }) {
  const venues = new Map(
    view.sessions.flatMap(({ place }) => (place.venueId ? [[place.venueId, place.text] as const] : [])),
  );
  if (view.selfCheckIn !== 'poster') return null;
  return (
    <View className="poster-page__doors">
      {[...venues].map(([venueId, name]) => (
        <Button key={venueId} onPress={() => open(doorPage(venueId))}>{`${name}的门口签到码`}</Button>
      ))}
    </View>
  );
}

function Leaf(props: { code: Output<'poster.code'>; view: ActivityView; sessionId: string | undefined }) {
  const { code, view, sessionId } = props;
  const sessions = view.sessions.filter(one => sessionId === undefined || one.sessionId === sessionId);
  const places = [...new Set(sessions.map(one => one.place.text))];
  const steps = joinSteps(view.mode);
  return (
    <View className="poster">
      <View className="poster__band">{view.stationName}</View>
      <View className="poster__title">{view.title}</View>
      <View className="poster__facts">
        {sessions.slice(0, 4).map(one => (
          <View key={one.sessionId} className="poster__fact">
            {whenText(one)}
          </View>
        ))}
        {sessions.length > 4 ? <View className="poster__fact">{`…… 共 ${sessions.length} 场`}</View> : null}
        <View className="poster__fact">{places.join('、')}</View>
      </View>
      <CodeAndSteps
        image={code.image}
        code={code.code}
        label={`${view.title}的小程序码`}
        name="活动码"
        steps={steps}
      />
      <View className="poster__foot">
        {`扫不了码：在小程序“扫码”页输入六位活动码。${view.contact ? `咨询：${view.contact}` : ''}`}
      </View>
    </View>
  );
}
