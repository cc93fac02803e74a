import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Notice } from '@app/components/Notice';
import { Sheet } from '@app/components/Sheet';
import { Stepper } from '@app/components/Stepper';
import { useAction } from '@app/hooks/useAction';
import type { InvitationView } from '@core/helpers/contract';
import { invitationLimits } from '@core/helpers/invitations';
import { View } from '@tarojs/components';
import { useState } from 'react';

const spans = [
  { value: '2', label: '2 小时' },
  { value: '72', label: '3 天' },
  { value: '336', label: '两个星期' },
];

/** How many it is for and how long it lets people in. */
export function InviteSheet(props: {
  activityId: string;
  onClose: () => void;
  onMade: (invitation: InvitationView) => void;
}) {
  const { activityId, onClose, onMade } = props;
  const [most, setMost] = useState(3);
  const [hours, setHours] = useState('72');
  const invite = useAction('helper.invite');
  const make = async () => {
    const made = await invite.run({ activityId, most, hours: Number(hours) });
    if (made) onMade(made);
  };
  return (
    <Sheet open title="发一个邀请码" onClose={onClose}>
      <Stepper
        label="请几位志愿者"
        value={most}
        min={1}
        max={invitationLimits.people}
        unit=" 位"
        onChange={setMost}
      />
      <Choice
        label="多久内能用"
        options={spans}
        value={[hours]}
        onChange={([next]) => setHours(next ?? hours)}
      />
      {invite.error ? <Notice kind="error" title={invite.error.message} /> : null}
      <View className="team__sheet-buttons">
        <Button look="primary" busy={invite.busy} busyText="正在生成…" onPress={() => void make()}>
          生成邀请码
        </Button>
      </View>
    </Sheet>
  );
}
