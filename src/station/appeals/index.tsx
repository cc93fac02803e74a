import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import type { AppealLine } from '../../core/contract/no-shows';
import { useQuery } from '../../hooks/useQuery';
import { asAppError, call } from '../../services/cloud';
import '../staff.scss';
import { AppealCard } from './AppealCard';
import './index.scss';

type More = { lines: AppealLine[]; next?: string | undefined; problem?: string };

/** What residents say against their no-shows, oldest first, for the manager to decide. */
export default function AppealsPage() {
  const stationId = useRouter().params.station ?? '';
  const query = useQuery('noshow.appeals', { stationId }, { enabled: stationId !== '' });
  const [more, setMore] = useState<More>();
  const [done, setDone] = useState<string[]>([]);
  useEffect(() => {
    if (query.data) setMore(undefined);
  }, [query.data]);
  const loadMore = async (cursor: string) => {
    const before = more?.lines ?? [];
    try {
      const page = await call('noshow.appeals', { stationId, cursor });
      setMore({ lines: [...before, ...page.lines], next: page.next });
    } catch (error) {
      setMore({ lines: before, next: cursor, problem: asAppError(error).message });
    }
  };
  return (
    <Page title="未到场的申诉" className="staff">
      <View className="appeals__about">
        居民说明为什么没来。接受了就不算这一次，暂停马上解除；结果会写在居民的“消息”里。
      </View>
      {stationId ? null : <Notice kind="error" title="没有说是哪个站点" text="请从“我的站点”里打开。" />}
      <Loaded query={query}>
        {found => {
          const next = more ? more.next : found.next;
          const lines = [...found.lines, ...(more?.lines ?? [])].filter(
            line => !done.includes(line.noShowId),
          );
          return (
            <View>
              {lines.length === 0 && !next ? (
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
              {more?.problem ? <Notice kind="error" title={more.problem} /> : null}
              {next ? <Button onPress={() => void loadMore(next)}>再看一些</Button> : null}
            </View>
          );
        }}
      </Loaded>
    </Page>
  );
}
