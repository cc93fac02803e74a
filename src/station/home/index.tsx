import { Card } from '@app/components/Card';
import { Choice } from '@app/components/Choice';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { open } from '@app/services/open';
import { keep, kept } from '@app/services/storage';
import { Untold } from '@app/station/door/Untold';
import type { Output } from '@core/contract';
import { minute } from '@core/kernel/dates';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { ActivityActions } from './ActivityActions';
import { ActivityRow } from './ActivityRow';
import { StationDesk } from './StationDesk';
import '@app/components/staff.scss';
import './index.scss';

/** Where staff begin: their station's desk, or the doors they help at. */
export default function Home() {
  const me = useQuery('me.view', {}, { keep: true });
  return (
    <Page title="我的站点" wide className="staff">
      <Untold />
      <Loaded query={me}>{view => <Desks view={view} />}</Loaded>
    </Page>
  );
}

function Desks({ view }: { view: Output<'me.view'> }) {
  const { stations, grants } = view;
  const asked = useRouter().params.station;
  const [chosen, setChosen] = useState(() => asked ?? kept<string>('station') ?? '');
  const station = stations.find(one => one.stationId === chosen) ?? stations[0];
  const helps = grants.some(grant => grant.role === 'helper');
  const keepsCalendar = grants.some(grant => grant.role === 'admin');
  const choose = (stationId: string) => {
    keep('station', stationId);
    setChosen(stationId);
  };
  if (!station && !helps && !keepsCalendar) {
    return (
      <Notice
        kind="empty"
        title="您还没有站点的工作身份"
        text="需要发布活动或在门口帮忙，请联系文化站负责人邀请您。"
      />
    );
  }
  return (
    <>
      {stations.length > 1 && station ? (
        <View className="home__stations">
          <Choice
            compact
            label="站点"
            options={stations.map(one => ({ value: one.stationId, label: one.name }))}
            value={[station.stationId]}
            onChange={([next]) => choose(next ?? '')}
          />
        </View>
      ) : null}
      {station ? <StationDesk key={station.stationId} station={station} grants={grants} /> : null}
      {helps ? <Doors view={view} /> : null}
      {keepsCalendar ? (
        <View className="home__doors">
          <Card label="日历维护：放假安排和本地的日子" onPress={() => open('/admin/almanac/index')}>
            <View className="home__heading home__heading--card">日历维护</View>
            <View>放假安排和本地的日子</View>
          </Card>
          <Card label="未到场规则：报了名没来怎么办" onPress={() => open('/admin/no-shows/index')}>
            <View className="home__heading home__heading--card">未到场规则</View>
            <View>报了名没来怎么办，默认不管</View>
          </Card>
        </View>
      ) : null}
    </>
  );
}

/** The activities whose door the caller helps at. */
function Doors({ view }: { view: Output<'me.view'> }) {
  const now = useNow(minute);
  const doors = useQuery('gate.activities', {}, { keep: true });
  return (
    <View className="home__doors">
      <View className="home__heading">我帮忙的活动</View>
      <Loaded query={doors}>
        {({ activities }) =>
          activities.length === 0 ? (
            <Notice kind="empty" title="现在没有您帮忙的活动" text="站点请您帮忙后，活动会出现在这里。" />
          ) : (
            <View className="desk__list">
              {activities.map(activity => (
                <ActivityRow key={activity.activityId} activity={activity} now={now}>
                  <ActivityActions
                    activity={activity}
                    grants={view.grants}
                    onChanged={() => void doors.refresh()}
                  />
                </ActivityRow>
              ))}
            </View>
          )
        }
      </Loaded>
    </View>
  );
}
