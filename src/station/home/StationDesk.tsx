import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Loaded } from '@app/components/Loaded';
import { More } from '@app/components/More';
import { Notice } from '@app/components/Notice';
import { Tag } from '@app/components/Tag';
import { useNow } from '@app/hooks/useNow';
import { usePages } from '@app/hooks/usePages';
import { may } from '@app/services/may';
import { open } from '@app/services/open';
import { trailPage } from '@app/services/station-links';
import { addDays, beijingDay, minute } from '@core/kernel/dates';
import type { HeldGrant } from '@core/kernel/roles';
import type { Station } from '@core/places/contract';
import type { ActivityState } from '@core/programme/activity';
import { activityWords } from '@core/programme/activity-words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActivityActions } from './ActivityActions';
import { ActivityRow } from './ActivityRow';
import { listStates } from './activity-list';
import { DeskLinks } from './DeskLinks';
import { PublishAllSheet } from './PublishAllSheet';
import { usePublishAll } from './usePublishAll';
import './StationDesk.scss';

/** How far back “以前的” reaches, in days: a year, for the yearly review. */
const PAST = 366;

const empty: Record<ActivityState, { title: string; text: string }> = {
  published: { title: '还没有已发布的活动', text: '导入一年的计划，或者新建一个活动。' },
  draft: { title: '没有草稿', text: '导入时选“先存草稿”，或者新建活动时存草稿，就会在这里。' },
  submitted: { title: '没有等待审核的活动', text: '' },
  cancelled: { title: '没有取消的活动', text: '' },
};

/** One station's desk: bring the plan in, write an activity, and everything that is planned, by state. */
export function StationDesk({ station, grants }: { station: Station; grants: readonly HeldGrant[] }) {
  const { stationId } = station;
  const now = useNow(minute);
  const [state, setState] = useState<ActivityState>('published');
  const [past, setPast] = useState(false);
  const today = beijingDay(now);
  const from = past ? addDays(today, -PAST) : today;
  const list = usePages('station.activities', { stationId, state, from }, { keep: true });
  const drafts = usePages('station.activities', { stationId, state: 'draft', from: today }, { keep: true });
  const activities = list.pages.flatMap(page => page.activities);
  const draftsSeen = drafts.pages.flatMap(page => page.activities).length;
  const publishing = usePublishAll(stationId, today);
  const [asking, setAsking] = useState(false);
  const mayWrite = may(grants, 'activity.write', { stationId }, now);
  const verb = station.trusted ? '发布' : '提交审核';
  const draftCount = `${draftsSeen}${drafts.more ? '+' : ''}`;

  const refresh = () => void Promise.all([list.query.refresh(), drafts.query.refresh()]);
  const publishAll = async () => {
    await publishing.start();
    refresh();
  };
  const stopAsking = () => {
    setAsking(false);
    publishing.clear();
  };
  const options = listStates
    .filter(value => value !== 'submitted' || !station.trusted || state === 'submitted')
    .map(value => {
      const { staff } = activityWords[value];
      return { value, label: value === 'draft' && draftsSeen > 0 ? `${staff} ${draftCount}` : staff };
    });

  return (
    <View className="desk">
      <View className="desk__name">
        {station.name}
        <Tag tone={station.trusted ? 'green' : 'amber'}>{station.trusted ? '可直接发布' : '发布要审核'}</Tag>
      </View>

      <DeskLinks stationId={stationId} grants={grants} now={now} />

      <View className="desk__tabs">
        <Choice
          compact
          label="活动状态"
          options={options}
          value={[state]}
          onChange={([next]) => setState(next as ActivityState)}
        />
      </View>

      {state === 'draft' && mayWrite && draftsSeen > 1 ? (
        <View className="desk__all">
          <View className="desk__all-words">{`${draftCount} 个草稿，居民还看不到`}</View>
          <Button look="primary" size="small" onPress={() => setAsking(true)}>
            {`全部${verb}`}
          </Button>
        </View>
      ) : null}

      <Loaded query={list.query}>
        {() =>
          activities.length === 0 ? (
            <Notice kind="empty" title={empty[state].title} text={empty[state].text} />
          ) : (
            <View className="desk__list">
              {activities.map(activity => (
                <ActivityRow key={activity.activityId} activity={activity} now={now}>
                  <ActivityActions
                    activity={activity}
                    station={station}
                    grants={grants}
                    onChanged={refresh}
                  />
                </ActivityRow>
              ))}
            </View>
          )
        }
      </Loaded>
      <More {...list} />
      {list.query.data && !list.more ? (
        <Button look="quiet" onPress={() => setPast(!past)}>
          {past ? '只看今天以后的' : '看以前的'}
        </Button>
      ) : null}

      {may(grants, 'audit.read', { stationId }, now) ? (
        <Button look="quiet" onPress={() => open(trailPage(stationId))}>
          谁看过、谁动过名单
        </Button>
      ) : null}

      <PublishAllSheet
        open={asking}
        verb={verb}
        drafts={draftCount}
        trusted={station.trusted}
        publishing={publishing}
        onStart={() => void publishAll()}
        onClose={stopAsking}
      />
    </View>
  );
}
