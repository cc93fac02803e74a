import { Button } from '@app/components/Button';
import { Card } from '@app/components/Card';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useQuery } from '@app/hooks/useQuery';
import { asAppError, call, upload } from '@app/services/cloud';
import { chooseFile } from '@app/services/file';
import { homePage } from '@app/services/station-links';
import type { Output } from '@core/contract';
import type { Station } from '@core/places/contract';
import type { PlanPreview } from '@core/plan/contract';
import type { AppError } from '@core/refusal';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { PlanReview } from './PlanReview';
import '@app/components/staff.scss';
import './index.scss';

type Read = { fileId: string; fileName: string; preview: PlanPreview };
type Step = 'choosing' | 'uploading' | 'reading';

/** A year's plan, from a spreadsheet into the calendar: choose, look at every row's reading, take it in. */
export default function Import() {
  const stationId = useRouter().params.station ?? '';
  const me = useQuery('me.view', {}, { keep: true });
  return (
    <Page title="导入计划" wide className="staff">
      <Loaded query={me}>
        {({ stations }) => {
          const station = stations.find(one => one.stationId === stationId) ?? stations[0];
          return station ? (
            <FromFile station={station} />
          ) : (
            <Notice kind="empty" title="您还没有站点的工作身份" text="请联系文化站负责人邀请您。" />
          );
        }}
      </Loaded>
    </Page>
  );
}

function FromFile({ station }: { station: Station }) {
  const [step, setStep] = useState<Step>('choosing');
  const [read, setRead] = useState<Read | undefined>();
  const [error, setError] = useState<AppError | undefined>();
  const [result, setResult] = useState<Output<'publishing.import'> | undefined>();

  const attempt = async (work: () => Promise<void>) => {
    setError(undefined);
    try {
      await work();
    } catch (problem) {
      setError(asAppError(problem));
    }
    setStep('choosing');
  };
  const look = async (fileId: string, fileName: string, year?: number) => {
    setStep('reading');
    const preview = await call('publishing.preview', { fileId, ...(year ? { year } : {}) });
    setRead({ fileId, fileName, preview });
  };
  const choose = () =>
    attempt(async () => {
      const file = await chooseFile(['xlsx', 'csv']);
      if (!file) return;
      setStep('uploading');
      await look(await upload(file), file.name);
    });

  if (result) return <Done result={result} stationId={station.stationId} />;
  if (step === 'uploading') return <Notice kind="loading" title="正在上传…" />;
  if (step === 'reading' && !read) return <Notice kind="loading" title="正在一行一行地读…" />;
  const problem = error ? (
    <View className="import__problem">
      <Notice
        kind={error.code === 'network.offline' ? 'offline' : 'error'}
        title={error.message}
        {...(error.details.file ? { text: String(error.details.file) } : {})}
      />
    </View>
  ) : null;
  if (read) {
    return (
      <>
        {problem}
        <PlanReview
          key={read.fileId}
          {...read}
          trusted={station.trusted}
          reading={step === 'reading'}
          onYear={year => void attempt(() => look(read.fileId, read.fileName, year))}
          onOther={() => void choose()}
          onDone={setResult}
        />
      </>
    );
  }
  return (
    <View className="import">
      <View className="import__title">把一年的计划表交给我们读</View>
      {problem}
      <Button look="primary" onPress={() => void choose()}>
        选择表格（.xlsx 或 .csv）
      </Button>
      <View className="import__hint">
        {process.env.TARO_ENV === 'weapp'
          ? '先把表格发到微信的任何一个聊天里（比如“文件传输助手”），再从那里选。'
          : '不超过 2 MB、5000 行。'}
      </View>
      <Card title="会怎样">
        <View className="import__step">
          先给您看每一行读成了什么，哪一格要改、改成什么；这时什么都还没有发生。
        </View>
        <View className="import__step">您点“导入”才进去：要么全部进去，要么一行也不进，不会只进一半。</View>
        <View className="import__step">同一张表导入两次不会重复；改过的行，只更新那一行。</View>
      </Card>
      <Card title="表头要有">
        <View className="import__step">
          活动名称、活动时间、活动地点、主办单位。名额、预计人数、主题、备注可有可无。
        </View>
      </Card>
    </View>
  );
}

/** What came of it, and where to go next. */
function Done({ result, stationId }: { result: Output<'publishing.import'>; stationId: string }) {
  const { created, changed, unchanged, published } = result;
  const nothing = created + changed === 0;
  return (
    <View className="import">
      <View className="import__title">{nothing ? '没有变化' : '导入好了'}</View>
      <View className="import__figures">
        {(
          [
            ['新的', created],
            ['更新', changed],
            ['没变', unchanged],
          ] as const
        ).map(([name, rows]) => (
          <View key={name} className="import__figure">
            <View className="import__number">{rows}</View>
            <View className="import__name">{`${name}（行）`}</View>
          </View>
        ))}
      </View>
      <Notice
        kind={nothing ? 'info' : 'done'}
        title={
          nothing
            ? '这张表以前导入过，内容一样'
            : published
              ? '已经发布，居民现在就能看到、能报名'
              : '居民还看不到：每个活动在它主办站点的“草稿”里，核对后再发布；已提交的等区里审核'
        }
      />
      <View className="import__next">
        <Button look="primary" onPress={() => void Taro.redirectTo({ url: homePage(stationId) })}>
          {published || nothing ? '到我的站点' : '去核对和发布'}
        </Button>
        <Button onPress={() => void Taro.switchTab({ url: '/pages/calendar/index' })}>看日历</Button>
      </View>
    </View>
  );
}
