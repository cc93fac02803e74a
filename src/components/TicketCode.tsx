import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { aria } from './aria';
import { qrPicture } from './qr';
import { spacedCode } from './spaced-code';
import './TicketCode.scss';

/** A ticket to hold up: the code to scan, and the digits to say when scanning fails. */
export function TicketCode({ qr, code, name }: { qr: string; code: string; name: string }) {
  const picture = useMemo(() => qrPicture(qr), [qr]);
  return (
    <View className="ticket-code">
      <View {...aria({ role: 'img', label: `${name}的入场二维码` })}>
        <Image className="ticket-code__picture" src={picture} mode="aspectFit" />
      </View>
      <View className="ticket-code__said">扫不出来时，报这个号</View>
      <View className="ticket-code__digits" {...aria({ role: 'text', label: code.split('').join(' ') })}>
        {spacedCode(code)}
      </View>
    </View>
  );
}
