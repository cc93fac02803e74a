import type { PropsWithChildren } from 'react';
import './app.scss';

/** The entry Taro mounts every page under. */
export default function App({ children }: PropsWithChildren) {
  return children;
}
