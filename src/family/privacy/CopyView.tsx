import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { momentText } from '@app/components/when';
import { type Saved, saveText } from '@app/services/saving';
import type { HeldRegistration } from '@core/privacy/contract';
import { registrationWords } from '@core/registration/registration-words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Copy, copyText, lookText } from './copy-text';

const outcomes: Record<Saved, string> = {
  saved: '好了。',
  copied: '这台设备不能存文件，内容已经复制，可以粘贴到别处。',
  left: '没有保存。',
};

/** What is held, to read and to save. */
export function CopyView({ copy }: { copy: Copy }) {
  const [saved, setSaved] = useState<Saved | undefined>();
  const { family = [], noShows = [], registrations, messages } = copy;
  const save = async () => setSaved(await saveText('我的资料-月月有约.json', copyText(copy)));
  return (
    <View className="privacy__copy">
      <Part title="家人" empty="没有存家人">
        {family.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: family in a copy has nothing but its place
          <View key={at} className="privacy__entry">
            {[one.name, one.age, one.phone].filter(Boolean).join('，')}
          </View>
        ))}
      </Part>
      <Part title="报名" empty="没有报名">
        {registrations.map(one => (
          <Held key={one.registrationId} held={one} />
        ))}
      </Part>
      {noShows.length > 0 ? (
        <Part title="未到场" empty="">
          {noShows.map(({ activity, startsAt, until, appeal, answer }) => (
            <View key={`${activity}${startsAt}`} className="privacy__entry">
              {activity}
              <View className="privacy__faint">{`${momentText(startsAt)}，${momentText(until)}后删除`}</View>
              {appeal ? <View>{`我的申诉：${appeal}`}</View> : null}
              {answer ? <View>{`站点答复：${answer}`}</View> : null}
            </View>
          ))}
        </Part>
      ) : null}
      <Part title="通知" empty="没有通知">
        {messages.map(({ at, heading, text }) => (
          <View key={`${at}${heading}${text}`} className="privacy__entry">
            {heading}
            <View className="privacy__faint">{`${momentText(at)}　${text}`}</View>
          </View>
        ))}
      </Part>
      <Button onPress={() => void save()}>存成文件，或发给自己</Button>
      {saved ? (
        <View className="privacy__faint" {...aria({ role: 'status', live: 'polite' })}>
          {outcomes[saved]}
        </View>
      ) : null}
    </View>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: React.ReactNode[] }) {
  return (
    <View className="privacy__part">
      <View className="privacy__title" {...aria({ role: 'heading' })}>
        {children.length > 0 ? `${title}（${children.length}）` : title}
      </View>
      {children.length > 0 ? children : <View className="privacy__faint">{empty}</View>}
    </View>
  );
}

function Held({ held }: { held: HeldRegistration }) {
  const { people, answers, arrivals, looks } = held;
  return (
    <View className="privacy__entry">
      {held.activity}
      <View className="privacy__faint">{`${momentText(held.startsAt)}，${registrationWords[held.status].resident}`}</View>
      <View>{people.map(one => [one.name, one.phone].filter(Boolean).join(' ')).join('、')}</View>
      {answers.map(({ question, answer }) => (
        <View key={question}>{`${question}：${answer}`}</View>
      ))}
      {arrivals.map(({ at, people: came, by }) => (
        <View key={at} className="privacy__faint">{`${momentText(at)} 到了 ${came} 人，${by}登记`}</View>
      ))}
      {looks.map(({ at, by, what, reason }) => (
        <View key={`${at}${what}`} className="privacy__look">
          {`${momentText(at)} ${by}${lookText(what)}${reason ? `：${reason}` : ''}`}
        </View>
      ))}
    </View>
  );
}
