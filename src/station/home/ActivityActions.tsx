import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { whenText } from '@app/components/when';
import { useAction } from '@app/hooks/useAction';
import { useNow } from '@app/hooks/useNow';
import { may } from '@app/services/may';
import { open } from '@app/services/open';
import {
  callsPage,
  countsPage,
  deskPage,
  editPage,
  gatePage,
  leavePage,
  posterPage,
  rosterPage,
  teamPage,
  wallPage,
} from '@app/services/station-links';
import { minute } from '@core/kernel/dates';
import type { HeldGrant } from '@core/kernel/roles';
import type { StationActivity, Told } from '@core/publishing/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { isToday } from './activity-list';
import './ActivityActions.scss';
import { TakeAlong } from '@app/station/door/TakeAlong';
import { CancelSheet, PostponeSheet, ToldSheet } from './ReasonSheet';

type Asked = 'none' | 'more' | 'publish' | 'cancel' | 'postpone';

/** What the caller may do with one activity of a station: the likeliest two in sight, the rest one tap away. */
export function ActivityActions(props: {
  activity: StationActivity;
  /** Where it belongs; none for a helper, who knows only its door. */
  station?: { stationId: string; trusted: boolean };
  grants: readonly HeldGrant[];
  onChanged: () => void;
}) {
  const { activity, station, grants, onChanged } = props;
  const { activityId, state, title } = activity;
  const [sheet, setSheet] = useState<Asked>('none');
  const [outcome, setOutcome] = useState<{ title: string; told: Told } | undefined>();
  const publish = useAction('activity.publish');
  const now = useNow(minute);
  const scope = { activityId, ...(station ? { stationId: station.stationId } : {}) };
  const takesNames = activity.mode === 'registration';
  const mayRead = takesNames && may(grants, 'roster.read', scope, now);
  const mayWrite = may(grants, 'activity.write', scope, now);
  const mayStop = may(grants, 'activity.stop', scope, now);
  const mayInvite = may(grants, 'team.write', scope, now);
  const close = () => setSheet('none');
  const publishText = station?.trusted ? '发布' : '提交审核';

  const publishNow = async () => {
    if (!(await publish.run({ activityId }))) return;
    close();
    onChanged();
  };
  const stopped = (word: string) => (told: Told) => {
    close();
    setOutcome({ title: word, told });
  };
  const edit = () => {
    close();
    if (station) open(editPage(station.stationId, activityId));
  };

  const main = {
    published: (
      <>
        <Button
          look="primary"
          size="small"
          label={`${title}：门口签到`}
          onPress={() => open(gatePage({ activityId }))}
        >
          门口签到
        </Button>
        {isToday(activity, now) ? <TakeAlong activityId={activityId} title={title} /> : null}
        {activity.signOut && isToday(activity, now) ? (
          <Button size="small" label={`${title}：签退`} onPress={() => open(leavePage({ activityId }))}>
            签退
          </Button>
        ) : null}
        {mayRead ? (
          <Button size="small" label={`${title}：名单`} onPress={() => open(rosterPage({ activityId }))}>
            名单
          </Button>
        ) : null}
        <Button size="small" label={`${title}：海报码`} onPress={() => open(posterPage({ activityId }))}>
          海报码
        </Button>
      </>
    ),
    draft: mayWrite ? (
      <>
        <Button
          look="primary"
          size="small"
          label={`${title}：${publishText}`}
          onPress={() => setSheet('publish')}
        >
          {publishText}
        </Button>
        <Button size="small" label={`${title}：编辑`} onPress={edit}>
          编辑
        </Button>
      </>
    ) : null,
    submitted: mayWrite ? (
      <Button size="small" label={`${title}：编辑`} onPress={edit}>
        编辑
      </Button>
    ) : null,
    cancelled: mayRead ? (
      <Button size="small" label={`${title}：名单`} onPress={() => open(rosterPage({ activityId }))}>
        名单
      </Button>
    ) : null,
  }[state];
  const others = state === 'published' || (state !== 'cancelled' && mayStop);

  return (
    <>
      {main}
      {others ? (
        <Button look="quiet" size="small" label={`${title}：更多`} onPress={() => setSheet('more')}>
          更多
        </Button>
      ) : null}

      <Sheet open={sheet === 'more'} title={title} onClose={close}>
        <View className="activity-actions">
          {state === 'published' && mayRead ? (
            <Button onPress={() => open(deskPage({ activityId }))}>代登记</Button>
          ) : null}
          {state === 'published' ? (
            <Button onPress={() => open(wallPage({ activityId }))}>大屏</Button>
          ) : null}
          {state === 'published' && station ? (
            <Button onPress={() => open(countsPage({ activityId }))}>人数</Button>
          ) : null}
          {state === 'published' && mayInvite ? (
            <Button onPress={() => open(teamPage({ activityId }))}>志愿者</Button>
          ) : null}
          {state === 'published' && mayWrite ? <Button onPress={edit}>编辑</Button> : null}
          {state === 'published' && mayStop ? (
            <Button onPress={() => setSheet('postpone')}>顺延</Button>
          ) : null}
          {mayStop ? (
            <Button look="danger" onPress={() => setSheet('cancel')}>
              取消活动
            </Button>
          ) : null}
        </View>
      </Sheet>

      <Sheet open={sheet === 'publish'} title={`${publishText}这个活动？`} onClose={close}>
        <View className="activity-actions">
          <View>{`${title}，${whenText(activity)}，${activity.place}`}</View>
          <Notice
            kind="info"
            title={station?.trusted ? '发布后居民马上能看到、能报名' : '提交后由区里审核，通过后居民才看得到'}
          />
          {publish.error ? <Notice kind="error" title={publish.error.message} /> : null}
          <Button look="primary" busy={publish.busy} onPress={() => void publishNow()}>
            {publishText}
          </Button>
        </View>
      </Sheet>

      {sheet === 'cancel' ? (
        <CancelSheet activity={activity} onClose={close} onDone={stopped('已取消')} />
      ) : null}
      {sheet === 'postpone' ? (
        <PostponeSheet activity={activity} onClose={close} onDone={stopped('已顺延')} />
      ) : null}
      {outcome ? (
        <ToldSheet
          title={outcome.title}
          told={outcome.told}
          {...(station ? { onCalls: () => open(callsPage(station.stationId)) } : {})}
          onClose={() => {
            setOutcome(undefined);
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}
