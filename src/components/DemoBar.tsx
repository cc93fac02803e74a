/** The switch between demonstration people exists in the browser only (DemoBar.h5). */
export function DemoBar() {
  return null;
}
