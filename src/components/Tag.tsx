import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './Tag.scss';

/** A word or two about a thing: its kind, its state. */
export function Tag({
  children,
  tone = 'ink',
}: {
  children: ReactNode;
  tone?: 'ink' | 'green' | 'red' | 'amber';
}) {
  return <View className={`tag tag--${tone}`}>{children}</View>;
}
