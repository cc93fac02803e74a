/** The phone: runs a built mini-program on WeChat's own component engine, in this browser page, with the browser hidden. */

import * as easel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { complaints, weigh } from './audit';
import { detailOf, makeElement, writeAttributesAsWeChat } from './elements';
import { type MadePage, makePages, type OpenPage, type PageObject, type Update } from './pages';
import { type Program, pagesOf } from './program';
import { clockAhead, growOld, sandbox } from './sandbox';
import { type Stored, stored } from './storage';
import { type Call, makeWx, type Settings } from './wx';

export type Launch = { path: string; query: Record<string, string>; scene: number };

/** What a page came to: its updates so far, and its tree as it stands. */
export type PageFigures = {
  route: string;
  updates: Update[];
  nodes: number;
  depth: number;
  mostChildren: number;
};

declare global {
  interface Window {
    /** Laid ready before this script runs. */
    program: Program;
    settings: Settings;
    launch: Launch;
    /** How far the phone's clock is ahead of this machine's, in ms. */
    ahead: number;
    /** For tests. */
    phone: {
      /** Everything that went wrong, in words; also what WeChat would only warn of. */
      problems: string[];
      calls: Call[];
      /** What the app keeps on the phone. */
      stored(): Stored[];
      figures(): PageFigures;
      complaints(least: { target: number; text: number }): string[];
      /** Opens a page, as a scanned code or a forwarded card does while the app is open: nothing is below it. */
      openOnly(url: string): void;
      /** How many calls of the cloud, made since the last `openOnly`, are not answered yet. */
      pending(): number;
      routes(): string[];
      /** Runs a text among the app's own names; what it throws is thrown. */
      runInside(text: string): unknown;
      hide(): void;
      show(): void;
      /** What forwarding the page in sight would send; null where it cannot be forwarded. */
      share(): unknown;
    };
  }
}

const { program, settings, launch } = window;
const problems: string[] = [];
const calls: Call[] = [];
let callsBefore = 0;
const report = (problem: string) => void problems.push(problem);

growOld();
window.addEventListener('error', event => report(`uncaught: ${event.error?.stack ?? event.message}`));
window.addEventListener('unhandledrejection', event => {
  const reason = event.reason as { stack?: string } | undefined;
  report(`unhandled rejection: ${reason?.stack ?? JSON.stringify(reason)}`);
});
easel.addGlobalErrorListener((error, method) => {
  report(`in ${method}: ${error instanceof Error ? error.stack : String(error)}`);
});
easel.addGlobalWarningListener(message => {
  // Taro leaves out the children of what has none; WeChat draws nothing for them either.
  if (!message.startsWith('The for-list data is neither')) report(`warning: ${message}`);
  return false;
});
writeAttributesAsWeChat(report);

// The engine, drawing into this document.
const context = new easel.CurrentWindowBackendContext();
const components = new Set(['page']);
Object.defineProperty(context, 'document', {
  value: {
    createElement: (tag: string) => makeElement(tag, components, report),
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  },
});
context.onEvent((target, type, detail, options) => {
  const event = new easel.Event(type, detailOf(options.originalEvent, detail), options);
  easel.Event.dispatchEvent(target, event);
  return event.getEventBubbleStatus();
});
const env = new MiniProgramEnv();
const backend = env.associateBackend(context);
const space = env.createCodeSpace('', true);
space.getComponentSpace().updateComponentOptions({ writeIdToDOM: true } as never);

type Group = (name: string) => never;
const missing = (name: string) => {
  report(`there is no template ${name}`);
  return undefined;
};
// An unknown template is drawn as nothing; here it is said.
const groups = new Function('missing', `return ${program.templates}`)(missing) as Record<string, Group>;
for (const [path, content] of Object.entries(groups)) {
  space.addCompiledTemplate(path, { groupList: groups, content, fallbackListenerOnNativeNode: true });
}
for (const [path, config] of Object.entries(program.configs)) {
  space.addComponentStaticConfig(path, config as never);
  for (const tag of Object.keys(config.usingComponents ?? {})) components.add(tag);
}

// The files, each run once, the first time it is asked for.
let running = '';
const define =
  (kind: 'Page' | 'Component' | 'Behavior') =>
  (definition: object): unknown => {
    let made: unknown;
    space.componentEnv(running, given => {
      made = (given[kind] as (definition: object) => unknown)(definition);
    });
    return made;
  };
let app: Record<string, unknown> = {};
const pages = makePages(program.app, program.configs, createPage, report, settled);
const given = {
  Date: clockAhead(window.ahead),
  wx: makeWx(settings, calls, pages.navigation),
  global: {},
  App: (definition: Record<string, unknown>) => {
    app = definition;
  },
  Page: define('Page'),
  Component: define('Component'),
  Behavior: define('Behavior'),
  getApp: () => app,
  getCurrentPages: () => pages.stack().map(page => page.object),
};
const runFile = sandbox(given);
const modules = new Map<string, { exports: unknown }>();

function load(path: string): unknown {
  const known = modules.get(path);
  if (known) return known.exports;
  const source = program.scripts[path];
  if (source === undefined) throw new Error(`module '${path}' is not defined`);
  const module = { exports: {} };
  modules.set(path, module);
  runFile(path, source, module, target => load(resolve(path, target)));
  return module.exports;
}

function resolve(from: string, target: string): string {
  const path = new URL(target, `https://app/${from}`).pathname.slice(1);
  return path.endsWith('.js') ? path : `${path}.js`;
}

/** Loads a page or component with all the components it uses, they first. */
function register(path: string): void {
  if (modules.has(`${path}.js`)) return;
  for (const used of Object.values(program.configs[path]?.usingComponents ?? {})) {
    const component = resolve(path, used).replace(/\.js$/, '');
    if (component !== path) register(component);
  }
  const before = running;
  running = path;
  load(`${path}.js`);
  running = before;
}

function createPage(route: string): MadePage {
  register(route);
  const root = backend.createRoot('page', space, route);
  return {
    object: root.get() as unknown as PageObject,
    attachTo(parent) {
      const place = document.createElement('page');
      parent.append(place);
      root.attach(parent as never, place as never);
    },
    release: () => root.release(),
  };
}

/** A page's own styles hold on that page alone. */
const sheets = new Map<string, HTMLStyleElement>();
for (const path of ['app', ...pagesOf(program.app)]) {
  const sheet = document.createElement('style');
  sheet.textContent = program.styles[path] ?? '';
  document.head.append(sheet);
  sheets.set(path, sheet);
}
function settled({ route }: OpenPage): void {
  for (const [path, sheet] of sheets) sheet.disabled = path !== 'app' && path !== route;
}

const tell = (lifecycle: string, ...args: unknown[]) => {
  const act = app[lifecycle];
  if (typeof act === 'function') act.apply(app, args);
};
const pageIn = (window: Element) => window.querySelector('page')!;
const top = () => pages.stack()[pages.stack().length - 1]!;

window.phone = {
  problems,
  calls,
  stored,
  figures() {
    const { route, updates, screen } = top();
    return { route, updates, ...weigh(pageIn(screen.window)) };
  },
  complaints: least => complaints(pageIn(top().screen.window), least),
  openOnly(url) {
    callsBefore = calls.length;
    pages.navigation.reLaunch({ url });
  },
  pending: () => calls.slice(callsBefore).filter(({ api, done }) => api.startsWith('cloud.') && !done).length,
  routes: () => pages.stack().map(({ route, query }) => (query ? `${route}?${query}` : route)),
  runInside(text) {
    const module = { exports: {} as unknown };
    runFile('inside.js', `module.exports = (${text})`, module, target => load(target));
    return module.exports;
  },
  hide() {
    pages.background();
    tell('onHide');
  },
  show() {
    tell('onShow', launch);
    pages.foreground();
  },
  share() {
    const { object } = top();
    const share = object.onShareAppMessage;
    return typeof share === 'function' ? share.call(object, { from: 'menu' }) : null;
  },
};

load('app.js');
tell('onLaunch', launch);
tell('onShow', launch);
const query = Object.entries(launch.query)
  .map(([key, value]) => `${key}=${value}`)
  .join('&');
pages.navigation.reLaunch({ url: `/${launch.path}${query ? `?${query}` : ''}` });
