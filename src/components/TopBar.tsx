/** WeChat draws the title and the way back itself; only the browser needs them drawn (TopBar.h5). */
export function TopBar(_: { title: string; back: boolean }) {
  return null;
}
