export type Tab = 'calendar' | 'find' | 'mine';

/** WeChat draws its own bar from app.config; only the browser needs one (TabBar.h5). */
export function TabBar(_: { tab: Tab }) {
  return null;
}
