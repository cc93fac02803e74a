import { aria } from '@app/components/aria';
import { Loaded } from '@app/components/Loaded';
import { Sheet } from '@app/components/Sheet';
import { momentText } from '@app/components/when';
import { useQuery } from '@app/hooks/useQuery';
import type { InvitationView } from '@core/helpers/contract';
import { Image, View } from '@tarojs/components';
import { spacedInvitation } from './invitation-words';

/** An invitation to show to whoever stands there: to scan, or to read aloud. */
export function CodeSheet(props: { activityId: string; invitation: InvitationView; onClose: () => void }) {
  const { activityId, invitation, onClose } = props;
  const { invitationId, code, most, used, expiresAt } = invitation;
  const image = useQuery('invitation.code', { activityId, invitationId });
  const spaced = spacedInvitation(code);
  return (
    <Sheet open title="邀请志愿者" onClose={onClose}>
      <View className="team__show">
        <View className="team__big" {...aria({ label: `邀请码 ${[...code].join(' ')}` })}>
          {spaced}
        </View>
        <Loaded query={image}>
          {found => (
            <Image
              className="team__image"
              src={found.image}
              mode="aspectFit"
              showMenuByLongpress
              {...aria({ role: 'img', label: `邀请志愿者的小程序码，邀请码 ${spaced}` })}
            />
          )}
        </Loaded>
        <View>{`还能用 ${most - used} 人，${momentText(expiresAt)} 前有效`}</View>
        <View className="team__fact">
          请志愿者用微信扫这个码；扫不了，就在小程序“我的”最下面点“来当志愿者”，输入这八位。长按图片可以发给别人。
        </View>
      </View>
    </Sheet>
  );
}
