import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { momentText } from '@app/components/when';
import { useQuery } from '@app/hooks/useQuery';
import { beijingDay, dayText, fromIso } from '@core/kernel/dates';
import type { MyNoShow } from '@core/no-shows/contract';
import { noShowWords } from '@core/no-shows/no-show-words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AppealSheet } from './AppealSheet';
import './index.scss';

const dayOf = (time: string) => dayText(beijingDay(fromIso(time)));

/** A resident's own no-shows: which, why they count, what follows from them, and the appeal. Nobody else is shown them. */
export default function MissedPage() {
  const query = useQuery('noshow.mine', {}, { keep: true });
  const [about, setAbout] = useState<MyNoShow>();
  return (
    <Page title="未到场记录">
      <Loaded query={query}>
        {({ noShows, pauses }) =>
          noShows.length === 0 ? (
            <Notice
              kind="empty"
              title="没有未到场记录"
              text="报了名来不了，开始前退出来就好，不会记。谢谢您让别人也能轮上。"
            />
          ) : (
            <>
              {pauses.map(({ areaName, until }) => (
                <Notice
                  key={areaName}
                  kind="warning"
                  title={`您自己报${areaName}的活动先停一停，${dayOf(until)}起恢复`}
                  text="给家人报名不受影响。申诉通过，马上恢复。"
                />
              ))}
              <View className="missed__about">
                报上了名，没来也没退，当时又有别人在等座位，才会记一次。只有您自己看得到，到期自动删除。
              </View>
              {noShows.map(one => (
                <Entry key={one.noShowId} noShow={one} onAppeal={() => setAbout(one)} />
              ))}
            </>
          )
        }
      </Loaded>
      {about ? (
        <AppealSheet
          noShow={about}
          onClose={() => setAbout(undefined)}
          onDone={() => {
            setAbout(undefined);
            void query.refresh();
          }}
        />
      ) : null}
    </Page>
  );
}

function Entry({ noShow, onAppeal }: { noShow: MyNoShow; onAppeal: () => void }) {
  const { title, startsAt, stationName, contact, seatedAt, state, appeal, until } = noShow;
  const counts = state === 'counts';
  return (
    <View className="missed__entry">
      <View className="missed__title" {...aria({ role: 'heading' })}>
        {title}
      </View>
      <View>{`${momentText(startsAt)}，${stationName}`}</View>
      <View className={counts ? 'missed__counts' : 'missed__off'}>{noShowWords[state].resident}</View>
      {counts ? (
        <View className="missed__why">
          {`${momentText(seatedAt)}起座位留给您，门口没有您的签到，当时有别人在等。${dayOf(until)}删除。`}
        </View>
      ) : null}
      {appeal ? <Answer appeal={appeal} contact={contact} /> : null}
      {counts && !appeal ? (
        <View className="missed__ways">
          <Button label={`申诉：${title}`} onPress={onAppeal}>
            弄错了，或有原因，我要申诉
          </Button>
        </View>
      ) : null}
    </View>
  );
}

function Answer({
  appeal,
  contact,
}: {
  appeal: NonNullable<MyNoShow['appeal']>;
  contact: string | undefined;
}) {
  const { state, text, reason } = appeal;
  return (
    <View className="missed__appeal">
      <View>{`您说：${text}`}</View>
      {state === 'open' ? <View className="missed__wait">交给站点了，结果会写在“消息”里。</View> : null}
      {state === 'declined' ? (
        <View className="missed__counts">
          {`站点没有通过${reason ? `：${reason}` : ''}。${contact ? `还有疑问请打 ${contact}。` : '还有疑问请问站点。'}`}
        </View>
      ) : null}
    </View>
  );
}
