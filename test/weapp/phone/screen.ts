/** What is around a page on the glass: the bar with its title, the tabs, and the window the page is seen through. */
import type { AppJson, PageJson } from './program';

export type Screen = {
  element: HTMLElement;
  /** Where the page's own root goes. */
  window: HTMLElement;
  setTitle(title: string): void;
};

const make = (className: string, parent: Element, text = '') => {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
};

/** Draws the phone for a page; `back` and `openTab` are what its own controls do. */
export function makeScreen(
  app: AppJson,
  route: string,
  config: PageJson,
  controls: { back?: () => void; openTab: (route: string) => void },
): Screen {
  const look = { ...app.window, ...config };
  const element = make('screen', document.body);
  const bare = look.navigationStyle === 'custom';
  const bar = bare ? undefined : make('screen__bar', element);
  const title = bar && make('screen__title', bar, look.navigationBarTitleText);
  if (bar && controls.back) make('screen__back', bar, '‹').addEventListener('click', controls.back);
  make('screen__capsule', element);
  const window = make('screen__window', element);
  if (bare) window.style.setProperty('--safe-top', '47px');
  const tabs = app.tabBar?.list ?? [];
  if (tabs.some(({ pagePath }) => pagePath === route)) {
    const row = make('screen__tabs', element);
    row.setAttribute('role', 'tablist');
    for (const { pagePath, text } of tabs) {
      const tab = make('screen__tab', row, text);
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-selected', String(pagePath === route));
      tab.addEventListener('click', () => controls.openTab(pagePath));
    }
  } else {
    window.style.setProperty('--safe-bottom', '34px');
  }
  return {
    element,
    window,
    setTitle(text) {
      if (title) title.textContent = text;
    },
  };
}
