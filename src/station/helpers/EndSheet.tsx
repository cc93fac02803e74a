import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { useAction } from '@app/hooks/useAction';
import type { Helper, InvitationView } from '@core/helpers/contract';
import { View } from '@tarojs/components';
import { spacedInvitation } from './invitation-words';

/** Asks once before a volunteer's access ends. */
export function DismissSheet(props: { activityId: string; helper: Helper; onDone: () => void }) {
  const { activityId, helper, onDone } = props;
  const removal = useAction('helper.remove');
  const remove = async () => {
    if (await removal.run({ activityId, helperId: helper.helperId })) onDone();
  };
  return (
    <Sheet open title={`请离${helper.name}？`} onClose={onDone}>
      <View>马上不能再扫码、看名单。已经签到的人都算数；手机上还没传完的，传不上来了。</View>
      {removal.error ? <Notice kind="error" title={removal.error.message} /> : null}
      <View className="team__sheet-buttons">
        <Button look="danger" busy={removal.busy} onPress={() => void remove()}>
          请离
        </Button>
        <Button look="quiet" onPress={onDone}>
          不用
        </Button>
      </View>
    </Sheet>
  );
}

/** Asks once before an invitation lets nobody else in. */
export function CloseSheet(props: { activityId: string; invitation: InvitationView; onDone: () => void }) {
  const { activityId, invitation, onDone } = props;
  const closing = useAction('invitation.close');
  const close = async () => {
    if (await closing.run({ activityId, invitationId: invitation.invitationId })) onDone();
  };
  return (
    <Sheet open title={`收回 ${spacedInvitation(invitation.code)}？`} onClose={onDone}>
      <View>以后谁也不能再用这个码加入。已经加入的志愿者不受影响。</View>
      {closing.error ? <Notice kind="error" title={closing.error.message} /> : null}
      <View className="team__sheet-buttons">
        <Button look="danger" busy={closing.busy} onPress={() => void close()}>
          收回
        </Button>
        <Button look="quiet" onPress={onDone}>
          不用
        </Button>
      </View>
    </Sheet>
  );
}
