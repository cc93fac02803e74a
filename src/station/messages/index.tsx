import { aria } from '@app/components/aria';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { momentText } from '@app/components/when';
import { usePages } from '@app/hooks/usePages';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import '@app/components/staff.scss';
import { CallCard } from './CallCard';
import './index.scss';

/** 待电话: whom no message reaches, of what begins first in front. */
export default function CallsPage() {
  const stationId = useRouter().params.station ?? '';
  const list = usePages('calls.list', { stationId }, { enabled: stationId !== '' });
  const [done, setDone] = useState<string[]>([]);
  const lines = list.pages.flatMap(page => page.lines).filter(line => !done.includes(line.messageId));
  return (
    <Page title="待电话" className="staff">
      <View className="calls__about">
        这些人收不到微信消息，请打电话告诉。号码点“打电话”才显示，每次都有记录。
      </View>
      {stationId ? null : <Notice kind="error" title="没有说是哪个站点" text="请从“我的站点”里打开。" />}
      <Loaded query={list.query}>
        {() => (
          <View>
            {lines.length === 0 && !list.more ? (
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
            <More {...list} />
          </View>
        )}
      </Loaded>
    </Page>
  );
}
