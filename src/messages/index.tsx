import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Pressable } from '@app/components/Pressable';
import { momentText } from '@app/components/when';
import { useAsking } from '@app/hooks/useAsking';
import { usePages } from '@app/hooks/usePages';
import { call } from '@app/services/cloud';
import { activityPage, noShowsPage, ticketPage } from '@app/services/links';
import { open } from '@app/services/open';
import type { Output } from '@core/contract';
import type { MyMessage } from '@core/messages/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import './index.scss';

/** Everything one was told, newest first, also what WeChat did not bring. What has been shown here is read. */
export default function MessagesPage() {
  const list = usePages('message.list', {}, { keep: true });
  const last = list.pages[list.pages.length - 1];
  useEffect(() => {
    if (last) tellRead(last);
  }, [last]);
  const messages = list.pages.flatMap(page => page.messages);

  return (
    <Page title="消息">
      <Asking />
      <Loaded query={list.query}>
        {() =>
          messages.length === 0 ? (
            <Notice
              kind="empty"
              title="还没有消息"
              text="报名后，轮到您、改期、取消，都会写在这里。"
              action={{
                text: '去看日历',
                onPress: () => void Taro.switchTab({ url: '/pages/calendar/index' }),
              }}
            />
          ) : (
            <View>
              {messages.map(message => (
                <Line key={message.messageId} message={message} />
              ))}
              <More {...list} />
            </View>
          )
        }
      </Loaded>
    </Page>
  );
}

/** Says at the server that these are read; a phone without signal says it the next time. */
function tellRead({ messages }: Output<'message.list'>): void {
  const messageIds = messages.filter(message => message.unread).map(message => message.messageId);
  if (messageIds.length > 0) void call('message.read', { messageIds }).catch(() => undefined);
}

function Line({ message }: { message: MyMessage }) {
  const { heading, text, at, unread, ticket, leadsTo, activityId, sessionId } = message;
  const ref = { activityId, ...(sessionId ? { sessionId } : {}) };
  const about = leadsTo === 'noShows' ? noShowsPage : ticket ? ticketPage(ref) : activityPage(ref);
  return (
    <Pressable
      className={`message ${unread ? 'message--unread' : ''}`}
      role="link"
      label={[unread ? '未读' : '', heading, text, momentText(at)].filter(Boolean).join('，')}
      onPress={() => open(about)}
    >
      <View className="message__head">
        <View className="message__heading">{heading}</View>
        {unread ? <View className="message__new">新</View> : null}
      </View>
      <View className="message__text">{text}</View>
      <View className="message__at">{momentText(at)}</View>
    </Pressable>
  );
}

/** One agreement is one message, so that somebody who wants the next one too can say so. */
function Asking() {
  const { kinds, ask } = useAsking();
  const [answer, setAnswer] = useState<'yes' | 'no'>();
  if (kinds.length === 0) {
    return <View className="messages__about">有新的消息会写在这里，请常来看看。</View>;
  }
  return (
    <View className="messages__about">
      <View>微信每次同意只能发一条。收不到时，这里总能看到，要紧的事站点会打电话。</View>
      {answer === 'yes' ? (
        <Notice kind="done" title="好的，下一次也用微信通知您" />
      ) : (
        <Button size="small" onPress={() => void ask(kinds).then(agreed => setAnswer(agreed ? 'yes' : 'no'))}>
          下一次也用微信通知我
        </Button>
      )}
      {answer === 'no' ? <Notice kind="info" title="没有打开微信通知，消息还是会写在这里" /> : null}
    </View>
  );
}
