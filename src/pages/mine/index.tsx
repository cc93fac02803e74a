import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Card } from '@app/components/Card';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Pressable } from '@app/components/Pressable';
import { useNow } from '@app/hooks/useNow';
import { usePages } from '@app/hooks/usePages';
import { useQuery } from '@app/hooks/useQuery';
import { rememberTickets } from '@app/pages/ticket/copy';
import { familyPage, joinPage, messagesPage, privacyPage } from '@app/services/links';
import { open } from '@app/services/open';
import { fromIso } from '@core/kernel/dates';
import type { MineEntry } from '@core/registration/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { Entry } from './Entry';
import './index.scss';

/** Everything this person registered for, what comes first on top; and for staff the way to their work. */
export default function MinePage() {
  const list = usePages('registration.mine', {}, { keep: true });
  const me = useQuery('me.view', {}, { keep: true });
  const told = useQuery('message.status', {}, { keep: true });
  const time = useNow();
  const last = list.pages[list.pages.length - 1];
  useEffect(() => {
    if (last) rememberTickets(last.registrations);
  }, [last]);
  const entries = list.pages.flatMap(page => page.registrations);
  const held = me.data?.grants.filter(grant => grant.role !== 'resident') ?? [];
  const work = held.every(grant => grant.role === 'helper')
    ? { name: '门口签到', about: '我帮忙的活动' }
    : { name: '我的站点', about: '发布活动、签到、看人数' };

  return (
    <Page title="我的" tab="mine">
      {held.length > 0 ? (
        <View className="mine__staff">
          <Card label={`${work.name}：${work.about}`} onPress={() => open('/station/home/index')}>
            <View className="mine__work">{work.name}</View>
            <View className="mine__about">
              {`${me.data?.title ? `${me.data.title}，` : ''}${work.about}`}
            </View>
          </Card>
        </View>
      ) : null}
      <Pressable className="mine__messages" role="link" onPress={() => open(messagesPage)}>
        <View>消息</View>
        {told.data ? (
          <View className={told.data.unread ? 'mine__unread' : 'mine__about'}>
            {told.data.unread ? `${told.data.unread} 条没看` : '没有新的'}
          </View>
        ) : null}
      </Pressable>
      <Loaded query={list.query}>
        {() => {
          const coming = entries.filter(entry => isComing(entry, time)).sort(byStart);
          const past = entries.filter(entry => !isComing(entry, time)).sort((a, b) => byStart(b, a));
          if (entries.length === 0) {
            return (
              <Notice
                kind="empty"
                title="您还没有报过名"
                text="在日历里挑一个，或者扫海报上的码。"
                action={{
                  text: '去看日历',
                  onPress: () => void Taro.switchTab({ url: '/pages/calendar/index' }),
                }}
              />
            );
          }
          return (
            <>
              <Group title="要参加的" entries={coming} empty="最近没有要参加的活动" />
              {past.length > 0 ? <Group title="以前的和不去的" entries={past} past /> : null}
              <More {...list} />
            </>
          );
        }}
      </Loaded>
      <View className="mine__own">
        <Button onPress={() => open(familyPage)}>我的家人</Button>
        <Button onPress={() => open(privacyPage)}>我的资料与隐私</Button>
        <Button onPress={() => open(joinPage)}>来当志愿者：输入邀请码</Button>
      </View>
    </Page>
  );
}

function Group(props: { title: string; entries: MineEntry[]; empty?: string; past?: boolean }) {
  const { title, entries, empty, past = false } = props;
  return (
    <View className="mine__group">
      <View className="mine__title" {...aria({ role: 'heading' })}>
        {title}
      </View>
      {entries.length === 0 && empty ? <View className="mine__about">{empty}</View> : null}
      {entries.map(entry => (
        <Entry key={entry.registration.registrationId} entry={entry} past={past} />
      ))}
    </View>
  );
}

/** Still ahead or under way, and not given back. A cancelled activity stays on top until its day is over, so that nobody misses the news. */
function isComing({ registration, activity }: MineEntry, now: number): boolean {
  const live = registration.status !== 'withdrawn' && registration.status !== 'declined';
  return live && now <= fromIso(activity.endsAt);
}

const byStart = (a: MineEntry, b: MineEntry) => fromIso(a.activity.startsAt) - fromIso(b.activity.startsAt);
