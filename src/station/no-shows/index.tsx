import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { usePages } from '@app/hooks/usePages';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import '@app/components/staff.scss';
import { AppealCard } from './AppealCard';
import './index.scss';

/** What residents say against their no-shows, oldest first, for the manager to decide. */
export default function AppealsPage() {
  const stationId = useRouter().params.station ?? '';
  const list = usePages('noshow.appeals', { stationId }, { enabled: stationId !== '' });
  const [done, setDone] = useState<string[]>([]);
  const lines = list.pages.flatMap(page => page.lines).filter(line => !done.includes(line.noShowId));
  return (
    <Page title="未到场的申诉" className="staff">
      <View className="appeals__about">
        居民说明为什么没来。接受了就不算这一次，暂停马上解除；结果会写在居民的“消息”里。
      </View>
      {stationId ? null : <Notice kind="error" title="没有说是哪个站点" text="请从“我的站点”里打开。" />}
      <Loaded query={list.query}>
        {() => (
          <View>
            {lines.length === 0 && !list.more ? (
              <Notice
                kind="empty"
                title={done.length > 0 ? '都处理完了，辛苦了' : '没有要处理的申诉'}
                text="居民申诉后会列在这里。"
              />
            ) : null}
            {lines.map(line => (
              <AppealCard
                key={line.noShowId}
                line={line}
                onDone={() => setDone(before => [...before, line.noShowId])}
              />
            ))}
            <More {...list} />
          </View>
        )}
      </Loaded>
    </Page>
  );
}
