import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { aria } from './aria';
import { Pressable } from './Pressable';
import './Sheet.scss';

/** A question or a choice that comes up from the bottom, over the page. */
export function Sheet(props: { open: boolean; title: string; onClose: () => void; children: ReactNode }) {
  const { open, title, onClose, children } = props;
  if (!open) return null;
  return (
    <View className="sheet">
      <View className="sheet__shade" catchMove onClick={onClose} />
      <View className="sheet__panel" {...aria({ role: 'dialog', label: title })}>
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <Pressable className="sheet__close" label="关闭" onPress={onClose}>
            关闭
          </Pressable>
        </View>
        <View className="sheet__content">{children}</View>
      </View>
    </View>
  );
}
