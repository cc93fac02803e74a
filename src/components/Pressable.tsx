import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { aria } from './aria';

export type PressableProps = {
  onPress: () => void;
  children: ReactNode;
  /** What a screen reader says, where the content alone would not do. */
  label?: string;
  role?: 'button' | 'link' | 'checkbox' | 'radio' | 'tab' | 'switch';
  checked?: boolean;
  selected?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  className?: string;
};

/** Anything that can be tapped. In the browser it is a real button, with focus and keys (Pressable.h5). */
export function Pressable({ onPress, children, className = '', disabled = false, ...facts }: PressableProps) {
  const { label, role = 'button', checked, selected, expanded } = facts;
  return (
    <View
      className={`pressable ${disabled ? 'pressable--off ' : ''}${className}`}
      hoverClass={disabled ? 'none' : 'pressable--down'}
      hoverStayTime={80}
      onClick={disabled ? undefined : onPress}
      {...aria({ role, label, checked, selected, expanded, disabled: disabled || undefined })}
    >
      {children}
    </View>
  );
}
