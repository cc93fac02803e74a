import type { ReactNode } from 'react';
import './Button.scss';
import { Pressable } from './Pressable';

/** A button in words. `primary` once a page; `danger` for what cannot be taken back; `busy` while it is under way. */
export function Button(props: {
  children: ReactNode;
  onPress: () => void;
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
  busy?: boolean;
  busyText?: string;
  disabled?: boolean;
  label?: string;
}) {
  const {
    children,
    onPress,
    look = 'plain',
    size = 'normal',
    busy = false,
    busyText,
    disabled,
    label,
  } = props;
  return (
    <Pressable
      className={`button button--${look} button--${size} ${disabled ? 'button--off' : ''}`}
      label={label}
      disabled={disabled || busy}
      onPress={onPress}
    >
      {busy ? (busyText ?? '请稍候…') : children}
    </Pressable>
  );
}
