import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './Card.scss';
import { Pressable } from './Pressable';

/** A leaf of lighter paper around what belongs together; with `onPress` the whole leaf opens something. */
export function Card(props: { children: ReactNode; title?: string; onPress?: () => void; label?: string }) {
  const { children, title, onPress, label } = props;
  const content = (
    <>
      {title ? <View className="card__title">{title}</View> : null}
      {children}
    </>
  );
  if (!onPress) return <View className="card">{content}</View>;
  return (
    <Pressable className="card card--pressable" role="link" label={label} onPress={onPress}>
      {content}
    </Pressable>
  );
}
