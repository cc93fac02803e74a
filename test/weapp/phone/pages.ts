/** The stack of pages: opened, covered, shown again and left as WeChat does it, with every setData on record. */

import { type AppJson, type PageJson, pagesOf } from './program';
import { makeScreen, type Screen } from './screen';

/** A page's object as its code sees it: `this` in onLoad. */
export type PageObject = {
  route: string;
  options: Record<string, string>;
  setData(data: object, done?: () => void): void;
  [lifecycle: string]: unknown;
};

/** A page instance, not yet in sight. */
export type MadePage = { object: PageObject; attachTo(parent: Element): void; release(): void };

export type OpenPage = MadePage & { route: string; query: string; screen: Screen; updates: Update[] };

/** One setData: when, in ms, and how many bytes went over to the page. */
export type Update = { at: number; bytes: number };

/** WeChat opens no more on top of each other. */
const MOST = 10;

export function makePages(
  app: AppJson,
  configs: Record<string, PageJson>,
  createPage: (route: string) => MadePage,
  report: (problem: string) => void,
  /** Called after every change of what is in sight. */
  settled: (top: OpenPage) => void,
) {
  let stack: OpenPage[] = [];
  /** Pages of tabs live on while others are shown. */
  const tabs = new Map<string, OpenPage>();
  const routes = new Set(pagesOf(app));
  const isTab = (route: string) => (app.tabBar?.list ?? []).some(({ pagePath }) => pagePath === route);
  const top = () => stack[stack.length - 1];
  const call = (page: OpenPage, lifecycle: string, ...args: unknown[]) => {
    const act = page.object[lifecycle];
    try {
      if (typeof act === 'function') act.apply(page.object, args);
    } catch (error) {
      report(`${page.route}, ${lifecycle}: ${(error as Error).stack}`);
    }
  };

  function open(route: string, query: string): OpenPage {
    const options = Object.fromEntries(
      query.split('&').flatMap(pair => (pair ? [pair.split(/=(.*)/s).slice(0, 2)] : [])),
    ) as Record<string, string>;
    const made = createPage(route);
    const screen = makeScreen(app, route, configs[route] ?? {}, {
      ...(stack.length > 0 ? { back: () => navigation.navigateBack({}) } : {}),
      openTab: url => navigation.switchTab({ url: `/${url}` }),
    });
    const page: OpenPage = { ...made, route, query, screen, updates: [] };
    record(page);
    Object.assign(made.object, { route, __route__: route, options });
    made.attachTo(screen.window);
    call(page, 'onLoad', options);
    return page;
  }

  /** Counts what goes over to the page; it goes as JSON, so nothing else arrives. */
  function record({ object, updates, route }: OpenPage): void {
    const setData = object.setData.bind(object);
    object.setData = (data, done) => {
      for (const [path, value] of Object.entries(data)) {
        if (value === undefined) report(`${route}: setData of ${path} to undefined changes nothing`);
      }
      const text = JSON.stringify(data);
      updates.push({ at: performance.now(), bytes: new TextEncoder().encode(text).length });
      setData(JSON.parse(text) as object, done);
    };
  }

  function show(page: OpenPage, fresh: boolean): void {
    page.screen.element.hidden = false;
    settled(page);
    call(page, 'onShow');
    if (fresh) requestAnimationFrame(() => call(page, 'onReady'));
  }

  function hide(page: OpenPage): void {
    call(page, 'onHide');
    page.screen.element.hidden = true;
  }

  function close(page: OpenPage): void {
    call(page, 'onUnload');
    page.release();
    page.screen.element.remove();
    tabs.delete(page.route);
  }

  function target({ url }: Record<string, unknown>): { route: string; query: string } {
    const [path = '', query = ''] = String(url).split(/\?(.*)/s);
    const base = path.startsWith('/') ? '' : (top()?.route.replace(/[^/]*$/, '') ?? '');
    const route = new URL(`${base}${path}`, 'https://page/').pathname.slice(1);
    if (!routes.has(route)) throw new Error(`page "${route}" is not found`);
    return { route, query };
  }

  function push(route: string, query: string): void {
    const page = open(route, query);
    stack.push(page);
    show(page, true);
  }

  const navigation = {
    navigateTo(options: Record<string, unknown>) {
      const { route, query } = target(options);
      if (isTab(route)) throw new Error('can not navigateTo a tabbar page');
      if (stack.length >= MOST) throw new Error(`webview count limit exceed`);
      hide(top()!);
      push(route, query);
    },
    redirectTo(options: Record<string, unknown>) {
      const { route, query } = target(options);
      if (isTab(route)) throw new Error('can not redirectTo a tabbar page');
      const left = stack.pop();
      if (left && isTab(left.route)) hide(left);
      else if (left) close(left);
      push(route, query);
    },
    reLaunch(options: Record<string, unknown>) {
      const { route, query } = target(options);
      for (const page of new Set([...stack, ...tabs.values()])) close(page);
      stack = [];
      push(route, query);
      if (isTab(route)) tabs.set(route, top()!);
    },
    switchTab(options: Record<string, unknown>) {
      const { route } = target(options);
      if (!isTab(route)) throw new Error('can not switch to non-TabBar page');
      const before = top();
      if (before?.route === route) return;
      for (const page of stack.splice(0).reverse()) {
        if (isTab(page.route)) hide(page);
        else close(page);
      }
      const kept = tabs.get(route);
      const page = kept ?? open(route, '');
      tabs.set(route, page);
      stack = [page];
      show(page, !kept);
    },
    navigateBack({ delta = 1 }: Record<string, unknown>) {
      if (stack.length < 2) throw new Error('cannot navigate back at first page.');
      for (const page of stack.splice(Math.max(1, stack.length - Number(delta))).reverse()) close(page);
      show(top()!, false);
    },
    setNavigationBarTitle({ title }: Record<string, unknown>) {
      top()?.screen.setTitle(String(title));
    },
    pageScrollTo({ scrollTop = 0, selector }: Record<string, unknown>) {
      const root = top()!.screen.window.querySelector('page')!;
      const found = selector ? root.querySelector(String(selector)) : null;
      const from = found ? found.getBoundingClientRect().top - root.getBoundingClientRect().top : undefined;
      root.scrollTop = from === undefined ? Number(scrollTop) : root.scrollTop + from;
    },
  };

  return {
    navigation,
    stack: () => stack,
    /** The whole app goes to the background, and comes back. */
    background: () => top() && call(top()!, 'onHide'),
    foreground: () => top() && call(top()!, 'onShow'),
  };
}
