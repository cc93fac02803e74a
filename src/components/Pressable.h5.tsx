import { aria } from './aria';
import type { PressableProps } from './Pressable';

/** Anything that can be tapped, as a real button: focus, Enter and the space bar come with it. */
export function Pressable({ onPress, children, className = '', disabled = false, ...facts }: PressableProps) {
  const { label, role = 'button', checked, selected, expanded } = facts;
  return (
    <button
      type="button"
      className={`pressable ${className}`}
      disabled={disabled}
      onClick={onPress}
      // Browsers tell a button's aria-selected to nobody.
      aria-current={selected || undefined}
      {...aria({ role: role === 'button' ? undefined : role, label, checked, selected, expanded })}
    >
      {children}
    </button>
  );
}
