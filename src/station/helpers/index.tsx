import { aria } from '@app/components/aria';
import { Button } from '@app/components/Button';
import { Loaded } from '@app/components/Loaded';
import { Notice } from '@app/components/Notice';
import { Page } from '@app/components/Page';
import { Tag } from '@app/components/Tag';
import { momentText } from '@app/components/when';
import { useQuery } from '@app/hooks/useQuery';
import { refOf } from '@app/services/links';
import type { Output } from '@core/contract';
import type { Helper, InvitationView } from '@core/helpers/contract';
import { invitationWords } from '@core/helpers/invitation-words';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import '@app/components/staff.scss';
import { CodeSheet } from './CodeSheet';
import { CloseSheet, DismissSheet } from './EndSheet';
import { InviteSheet } from './InviteSheet';
import './index.scss';
import { spacedInvitation } from './invitation-words';

type Doing =
  | { what: 'invite' }
  | { what: 'show' | 'close'; invitation: InvitationView }
  | { what: 'dismiss'; helper: Helper };

/** Who helps at an activity's door, and the codes by which others may come. */
export default function TeamPage() {
  const activityId = refOf(useRouter().params)?.activityId ?? '';
  const query = useQuery('helper.list', { activityId }, { enabled: activityId !== '' });
  const [doing, setDoing] = useState<Doing>();
  const finish = () => {
    setDoing(undefined);
    void query.refresh();
  };
  return (
    <Page
      title="志愿者"
      className="staff"
      footer={
        query.data ? (
          <Button look="primary" onPress={() => setDoing({ what: 'invite' })}>
            发一个邀请码
          </Button>
        ) : undefined
      }
    >
      {activityId ? (
        <Loaded query={query}>{found => <Team found={found} onDo={setDoing} />}</Loaded>
      ) : (
        <Notice kind="error" title="没有说是哪个活动" text="请从“我的站点”里点活动的“志愿者”。" />
      )}
      {doing?.what === 'invite' ? (
        <InviteSheet
          activityId={activityId}
          onClose={finish}
          onMade={invitation => {
            void query.refresh();
            setDoing({ what: 'show', invitation });
          }}
        />
      ) : null}
      {doing?.what === 'show' ? (
        <CodeSheet activityId={activityId} invitation={doing.invitation} onClose={finish} />
      ) : null}
      {doing?.what === 'close' ? (
        <CloseSheet activityId={activityId} invitation={doing.invitation} onDone={finish} />
      ) : null}
      {doing?.what === 'dismiss' ? (
        <DismissSheet activityId={activityId} helper={doing.helper} onDone={finish} />
      ) : null}
    </Page>
  );
}

function Team({ found, onDo }: { found: Output<'helper.list'>; onDo: (doing: Doing) => void }) {
  const here = found.helpers.filter(one => !one.removedAt);
  return (
    <View>
      <View className="team__title">{found.title}</View>
      <View className="team__about">
        志愿者能在门口签到、记现场人数，只看到隐去一半的姓名。最后一场的门一关，就自动不能用了。
      </View>
      <View className="team__heading" {...aria({ role: 'heading' })}>{`来帮忙的 ${here.length} 位`}</View>
      {found.helpers.length === 0 ? (
        <Notice kind="empty" title="还没有志愿者" text="发一个邀请码，让志愿者扫一扫，或者念给他们听。" />
      ) : null}
      {found.helpers.map(helper => (
        <View key={helper.helperId} className="team__line">
          <View className="team__words">
            <View className={helper.removedAt ? 'team__gone' : 'team__name'}>{helper.name}</View>
            <View className="team__fact">
              {helper.removedAt
                ? `${momentText(helper.removedAt)} 请离`
                : `${momentText(helper.since)} 加入，到 ${momentText(helper.until)} 为止`}
            </View>
          </View>
          {helper.removedAt ? null : (
            <Button
              size="small"
              look="quiet"
              label={`请离${helper.name}`}
              onPress={() => onDo({ what: 'dismiss', helper })}
            >
              请离
            </Button>
          )}
        </View>
      ))}
      {found.invitations.length > 0 ? (
        <View className="team__heading" {...aria({ role: 'heading' })}>
          邀请码
        </View>
      ) : null}
      {found.invitations.map(invitation => (
        <Code key={invitation.invitationId} invitation={invitation} onDo={onDo} />
      ))}
    </View>
  );
}

function Code({ invitation, onDo }: { invitation: InvitationView; onDo: (doing: Doing) => void }) {
  const { code, state, used, most, expiresAt, by } = invitation;
  const spaced = spacedInvitation(code);
  return (
    <View className="team__line">
      <View className="team__words">
        <View className={state === 'open' ? 'team__code' : 'team__code team__gone'}>
          {spaced}
          {state === 'open' ? null : <Tag>{invitationWords[state].staff}</Tag>}
        </View>
        <View className="team__fact">{`${by}发的，用了 ${used}/${most} 人`}</View>
        {state === 'open' ? <View className="team__fact">{`${momentText(expiresAt)} 前能用`}</View> : null}
      </View>
      {state === 'open' ? (
        <View className="team__buttons">
          <Button
            size="small"
            label={`出示邀请码 ${spaced}`}
            onPress={() => onDo({ what: 'show', invitation })}
          >
            出示
          </Button>
          <Button
            size="small"
            look="quiet"
            label={`收回邀请码 ${spaced}`}
            onPress={() => onDo({ what: 'close', invitation })}
          >
            收回
          </Button>
        </View>
      ) : null}
    </View>
  );
}
