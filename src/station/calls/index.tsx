import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { aria } from '../../components/aria';
import { Button } from '../../components/Button';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { momentText } from '../../components/when';
import type { CallLine } from '../../core/contract/messages';
import { useQuery } from '../../hooks/useQuery';
import { asAppError, call } from '../../services/cloud';
import '../staff.scss';
import { CallCard } from './CallCard';
import './index.scss';

type More = { lines: CallLine[]; next?: string | undefined; problem?: string };

/** 待电话: whom no message reaches, of what begins first in front. */
export default function CallsPage() {
  const stationId = useRouter().params.station ?? '';
  const query = useQuery('calls.list', { stationId }, { enabled: stationId !== '' });
  const [more, setMore] = useState<More>();
  const [done, setDone] = useState<string[]>([]);
  useEffect(() => {
    if (query.data) setMore(undefined);
  }, [query.data]);

  const loadMore = async (cursor: string) => {
    const before = more?.lines ?? [];
    try {
      const page = await call('calls.list', { stationId, cursor });
      setMore({ lines: [...before, ...page.lines], next: page.next });
    } catch (error) {
      setMore({ lines: before, next: cursor, problem: asAppError(error).message });
    }
  };

  return (
    <Page title="待电话" className="staff">
      <View className="calls__about">
        这些人收不到微信消息，请打电话告诉。号码点“打电话”才显示，每次都有记录。
      </View>
      {stationId ? null : <Notice kind="error" title="没有说是哪个站点" text="请从“我的站点”里打开。" />}
      <Loaded query={query}>
        {found => {
          const next = more ? more.next : found.next;
          const lines = [...found.lines, ...(more?.lines ?? [])].filter(
            line => !done.includes(line.messageId),
          );
          return (
            <View>
              {lines.length === 0 && !next ? (
                <Notice
                  kind="empty"
                  title={done.length > 0 ? '都告诉到了，辛苦了' : '没有要打的电话'}
                  text="有人收不到改期、取消或轮到候补的消息时，会列在这里。"
                />
              ) : null}
              {lines.map((line, at) => (
                <View key={line.messageId}>
                  {line.activityId === lines[at - 1]?.activityId ? null : (
                    <View className="calls__activity" {...aria({ role: 'heading' })}>
                      <View className="calls__title">{line.activity}</View>
                      <View className="calls__when">{momentText(line.startsAt)}</View>
                    </View>
                  )}
                  <CallCard line={line} onDone={messageId => setDone(before => [...before, messageId])} />
                </View>
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
