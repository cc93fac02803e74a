import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Notice } from '@app/components/Notice';
import { TicketCode } from '@app/components/TicketCode';
import { sendingText, sendSlip } from '@app/services/slip/picture';
import { slipOfTicket } from '@app/services/slip/slip';
import type { ActivityView } from '@core/programme/contract';
import type { MyRegistration } from '@core/registration/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useShine } from './useShine';

const ALL = 'all';

type Sending = 'under' | 'failed' | undefined;

/**
 * The party's ticket, and each member's own for whoever comes apart. With `view`, which knows time and place, each is
 * sent on as a picture that says everything; without signal the screen itself is.
 */
export function Tickets({ registration, view }: { registration: MyRegistration; view?: ActivityView }) {
  const { ticket, memberTickets = [], party, size } = registration;
  const [shown, setShown] = useState(ALL);
  const [sending, setSending] = useState<Sending>();
  useShine();
  if (!ticket) return null;
  const member = memberTickets.find(one => one.code === shown);
  const { qr, code, secret } = member ?? ticket;
  const name = member?.name ?? party[0]?.name ?? '';
  const whole = size > 1 ? `${name}一行 ${size} 人` : name;
  const send = async (of: ActivityView) => {
    setSending('under');
    const names = member ? [member.name] : party.map(person => person.name);
    await sendSlip(slipOfTicket(of, registration, names, member ?? ticket)).then(
      () => setSending(undefined),
      () => setSending('failed'),
    );
  };
  return (
    <View className="tickets">
      {memberTickets.length > 1 ? (
        <Choice
          label="一起来用全家的码；分开来各用各的"
          options={[
            { value: ALL, label: '全家一起' },
            ...memberTickets.map(one => ({ value: one.code, label: one.name })),
          ]}
          value={[shown]}
          onChange={([value]) => setShown(value ?? ALL)}
        />
      ) : null}
      <View className="tickets__leaf">
        <View className="tickets__name">{member ? name : whole}</View>
        <TicketCode qr={qr} secret={secret} code={code} name={name} />
      </View>
      <View className="tickets__hint">
        {secret
          ? '截图、照片进不了门。家人分开来，没带这部手机的，在门口报自己的号。'
          : '拿图片、截屏、打印的纸都能进，一个码只进一次。'}
      </View>
      {view && !secret ? (
        <View className="tickets__send">
          <Button
            busy={sending === 'under'}
            busyText="正在画图…"
            label={`把${member ? name : whole}的入场码${sendingText}`}
            onPress={() => void send(view)}
          >
            {`把${member ? `${name}的码` : '这个码'}${sendingText}`}
          </Button>
        </View>
      ) : null}
      {sending === 'failed' ? <Notice kind="error" title="图片没有画出来" text="请截屏发给家人。" /> : null}
    </View>
  );
}
