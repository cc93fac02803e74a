import { mac } from '@app/services/mac';
import { now } from '@app/services/now';
import { turnEvery, turned } from '@core/tickets/ticket';
import { Image, View } from '@tarojs/components';
import { useEffect, useMemo, useState } from 'react';
import { aria } from './aria';
import { qrPicture } from './qr';
import { spacedCode } from './spaced-code';
import './TicketCode.scss';

/** A ticket to hold up: the code to scan, and the digits to say when scanning fails. With a secret it turns. */
export function TicketCode(props: { qr: string; secret?: string | undefined; code: string; name: string }) {
  const { qr, secret, code, name } = props;
  return (
    <View className="ticket-code">
      {secret ? <Turning qr={qr} secret={secret} name={name} /> : <Picture qr={qr} name={name} />}
      <View className="ticket-code__said">扫不出来时，报这个号</View>
      <View className="ticket-code__digits" {...aria({ role: 'text', label: code.split('').join(' ') })}>
        {spacedCode(code)}
      </View>
    </View>
  );
}

function Picture({ qr, name }: { qr: string; name: string }) {
  const picture = useMemo(() => qrPicture(qr), [qr]);
  return (
    <View {...aria({ role: 'img', label: `${name}的入场二维码` })}>
      <Image className="ticket-code__picture" src={picture} mode="aspectFit" />
    </View>
  );
}

/** The ticket as it is shown now, by the server's clock, and how long it still is. */
function Turning({ qr, secret, name }: { qr: string; secret: string; name: string }) {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const step = Math.floor(time / turnEvery);
  const shown = useMemo(() => turned(qr, secret, step * turnEvery, mac), [qr, secret, step]);
  const left = Math.ceil(((step + 1) * turnEvery - time) / 1000);
  return (
    <View>
      <Picture qr={shown} name={name} />
      <View className="ticket-code__time" {...aria({ hidden: true })}>
        <View
          key={step}
          className="ticket-code__left"
          style={{ width: `${Math.round((left * 100_000) / turnEvery)}%` }}
        />
      </View>
      <View className="ticket-code__turns">{`每 30 秒换一次，还有 ${left} 秒换新的`}</View>
    </View>
  );
}
