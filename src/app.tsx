import { useDidShow } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { wipeOverdue } from './services/vault';
import './app.scss';

/** The entry Taro mounts every page under. */
export default function App({ children }: PropsWithChildren) {
  // Whoever has helped at a door may never open one again, and must not keep its list.
  useDidShow(wipeOverdue);
  return children;
}
