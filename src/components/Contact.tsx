import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import './Contact.scss';
import { Pressable } from './Pressable';

/** Whom to ask, as staff wrote it; a number in it is dialled by a tap. */
export function Contact({ text }: { text: string }) {
  const phone = phoneIn(text);
  if (!phone) return <View>{text}</View>;
  return (
    <Pressable
      className="contact"
      role="link"
      label={`打电话给${text}`}
      onPress={() => void Taro.makePhoneCall({ phoneNumber: phone })}
    >
      {text}
    </Pressable>
  );
}

/** The number in a line such as 「王老师 010-8888 6721」, as a phone dials it; undefined when there is none. */
export function phoneIn(contact: string | undefined): string | undefined {
  return /\+?\d[\d -]{5,}\d/.exec(contact ?? '')?.[0].replace(/[ -]/g, '');
}
