import { View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../components/Choice';
import { TicketCode } from '../../components/TicketCode';
import type { MyRegistration } from '../../core/contract';
import { useShine } from './useShine';

const ALL = 'all';

/** The party's ticket, and each member's own for whoever comes apart: the picture can be saved and sent on. */
export function Tickets({ registration }: { registration: MyRegistration }) {
  const { ticket, memberTickets = [], party, size } = registration;
  const [shown, setShown] = useState(ALL);
  useShine();
  if (!ticket) return null;
  const member = memberTickets.find(one => one.code === shown);
  const { qr, code, secret } = member ?? ticket;
  const name = member?.name ?? party[0]?.name ?? '';
  const whole = size > 1 ? `${name}一行 ${size} 人` : name;
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
          : '截个图发给家人，对方拿图也能进。一个码只进一次。'}
      </View>
    </View>
  );
}
