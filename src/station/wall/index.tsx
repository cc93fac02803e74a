import { aria } from '@app/components/aria';
import { Notice } from '@app/components/Notice';
import { Pressable } from '@app/components/Pressable';
import { spacedCode } from '@app/components/spaced-code';
import { useQuery } from '@app/hooks/useQuery';
import { fillScreen, inBrowser } from '@app/services/device';
import { type ActivityRef, refOf } from '@app/services/links';
import { stayAwake } from '@app/services/screen';
import { gatePage } from '@app/services/station-links';
import { keep, kept } from '@app/services/storage';
import { timeText } from '@core/kernel/dates';
import { Image, View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import './index.scss';
import { useWall } from './useWall';

const LIVE_EVERY = 2000;
/** Characters beyond which a title is set smaller, so that the figures keep their room. */
const LONG = 22;

/** The figures for a screen or a projector in the hall, legible from ten metres, with the code to join by. */
export default function Wall() {
  const ref = refOf(useRouter().params);
  const [dark, setDark] = useState(() => kept<boolean>('wall-dark') === true);
  useEffect(() => stayAwake(), []);
  const turn = () => {
    keep('wall-dark', !dark);
    setDark(!dark);
  };
  const leave = () => {
    if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
    else if (ref) void Taro.redirectTo({ url: gatePage(ref) });
  };
  return (
    <View className={`page wall ${dark ? 'wall--dark' : ''}`}>
      {ref ? (
        <Figures activity={ref} />
      ) : (
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“大屏”。" />
      )}
      <View className="wall__tools">
        <Pressable className="wall__tool" onPress={leave}>
          返回
        </Pressable>
        <Pressable className="wall__tool" label={dark ? '换成纸色底' : '换成深色底'} onPress={turn}>
          {dark ? '纸色' : '深色'}
        </Pressable>
        {inBrowser ? (
          <Pressable className="wall__tool" onPress={fillScreen}>
            全屏
          </Pressable>
        ) : null}
      </View>
    </View>
  );
}

function Figures({ activity }: { activity: ActivityRef }) {
  const { activityId, sessionId } = activity;
  const live = useWall(activity, LIVE_EVERY);
  const code = useQuery('poster.code', { activityId, ...(sessionId ? { sessionId } : {}) }, { keep: true });
  const { data, at, error } = live;
  // The figures ask again by themselves; once they are answered, so is the code.
  // biome-ignore lint/correctness/useExhaustiveDependencies: new figures are what it waits for
  useEffect(() => {
    if (at !== undefined && code.error) void code.refresh();
  }, [at]);
  if (!data) {
    return (
      <View className="wall__wait">
        {error ? (
          <Notice
            kind={error.code === 'network.offline' ? 'offline' : 'error'}
            title={error.code === 'network.offline' ? '网络不通' : '没有打开'}
            text={error.code === 'network.offline' ? '正在自己重试，网络好了就会显示。' : error.message}
            action={{ text: '再试一次', onPress: () => void live.refresh() }}
          />
        ) : (
          <Notice kind="loading" title="正在打开…" />
        )}
      </View>
    );
  }
  return (
    <View className="wall__leaf">
      <View className={`wall__title ${data.title.length > LONG ? 'wall__title--long' : ''}`}>
        {data.title}
      </View>
      <View className="wall__figures" {...aria({ role: 'group', label: '现在的人数' })}>
        <Figure name="已到" value={String(data.arrived)} main />
        <Figure name="现场" value={String(data.walkIns)} />
        <Figure name="名额" value={data.capacity === null ? '不限' : String(data.capacity)} />
      </View>
      {live.code ? (
        <Code
          name="签到码"
          image={live.code.image ?? undefined}
          digits={live.code.digits}
          says="扫码签到，每分钟换"
        />
      ) : (
        <Code name="活动码" image={code.data?.image} digits={data.code} says="微信扫码，或输入活动码" />
      )}
      {error ? (
        <View className="wall__stale" {...aria({ role: 'status' })}>
          {`${error.code === 'network.offline' ? '网络不通' : '没有更新'}，数字是 ${at ? timeText(at) : '先前'} 的`}
        </View>
      ) : null}
    </View>
  );
}

/** What to scan, and the digits for those who cannot. */
function Code(props: { name: string; image: string | undefined; digits: string; says: string }) {
  const { name, image, digits, says } = props;
  return (
    <View className="wall__join">
      {image ? (
        <Image
          className="wall__image"
          src={image}
          mode="aspectFit"
          {...aria({ role: 'img', label: `活动的小程序码，${name} ${digits}` })}
        />
      ) : null}
      <View className="wall__digits">
        <View className="wall__digits-name">{image ? says : name}</View>
        <View className="wall__code">{spacedCode(digits)}</View>
      </View>
    </View>
  );
}

function Figure({ name, value, main = false }: { name: string; value: string; main?: boolean }) {
  return (
    <View
      className={`wall__figure ${main ? 'wall__figure--main' : ''} ${value.length > 3 ? 'wall__figure--long' : ''}`}
    >
      <View className="wall__number" {...aria({ live: 'polite' })}>
        {value}
      </View>
      <View className="wall__name">{name}</View>
    </View>
  );
}
