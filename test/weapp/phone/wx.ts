/**
 * A `wx` that does what WeChat documents, for what the product uses, and keeps a record of it. Its cloud is the local
 * cloud behind this page's own address.
 */

import { environment } from './environment';
import { slowStorage, storage } from './storage';

/** What the person and the network will do; tests change it while the phone runs. */
export type Settings = {
  openid: string;
  /**
   * `down`: no signal; `timeout`: the call does not arrive; `lost`: it arrives, and its answer does not, as with every
   * answer on its way when the network goes. Worded as WeChat does.
   */
  network: 'up' | 'down' | 'timeout' | 'lost';
  /** An action (`*`: any) that never answers, fails in the function, or answers something else, whatever the network does. */
  actions: Record<string, 'hangs' | 'crashes' | { code: string; message: string }>;
  /** WeChat's own text size; 17 is the standard, 23 two steps larger. */
  fontSizeSetting: number;
  /** What the scanner will read next; nothing: it is closed without reading. */
  scan?: { path?: string; result?: string };
  /** The file the person will choose from a chat; nothing: none. */
  file?: { name: string; base64: string };
  /** Where the phone is; nothing: the person does not say. */
  where?: { latitude: number; longitude: number };
  /** The person keeps the album closed to us. */
  albumClosed?: boolean;
  /** The person says no to messages. */
  refusesMessages?: boolean;
};

export type Call = { api: string; argument: unknown; done?: boolean };

type Options = Record<string, unknown> & {
  success?: (result: object) => void;
  fail?: (error: object) => void;
  complete?: (result: object) => void;
};

const down = 'request:fail ';
const timeout =
  'Error: errCode: -404006 empty poll result base resp | errMsg: poll result empty, timeout for result fetching';
const elsewhere = 'Error: errCode: -501000 | errMsg: Environment not found; at cloud.callFunction';
const crashed =
  'Error: errCode: -504002 functions execute fail | errMsg: Error: the function threw; at cloud.callFunction api';

/** Makes the `wx` of one run of the app. `pages` are the calls that open, leave and move pages. */
export function makeWx(
  settings: Settings,
  calls: Call[],
  pages: Record<string, (options: Record<string, unknown>) => void>,
) {
  /** An asynchronous API: its callbacks and its promise, and an errMsg that begins with its name. */
  const api =
    (name: string, act: (options: Options) => unknown) =>
    (options: Options = {}) => {
      const { success, fail, complete, ...argument } = options;
      const call: Call = { api: name, argument };
      calls.push(call);
      const done = new Promise((resolve, reject) => setTimeout(() => begin(resolve, reject), 0));
      function begin(resolve: (result: object) => void, reject: (error: object) => void) {
        Promise.resolve()
          .then(() => act(options))
          .finally(() => {
            call.done = true;
          })
          .then(
            result => {
              const answer = { errMsg: `${name}:ok`, ...(result as object | undefined) };
              success?.(answer);
              complete?.(answer);
              resolve(answer);
            },
            error => {
              const words = error instanceof Error ? error.message : String(error);
              const errCode = Number(/errCode: (-\d+)/.exec(words)?.[1] ?? -1);
              const answer = { errMsg: `${name}:fail ${words}`, errCode };
              fail?.(answer);
              complete?.(answer);
              reject(answer);
            },
          );
      }
      if (!success && !fail && !complete) return done;
      done.catch(() => {});
      return undefined;
    };
  const quiet = (name: string) => [name, api(name, () => ({}))] as const;
  const sync =
    <A extends unknown[], R>(name: string, act: (...args: A) => R) =>
    (...args: A): R => {
      calls.push({ api: name, argument: args[0] });
      return act(...args);
    };

  const windowInfo = () => ({
    pixelRatio: devicePixelRatio,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
    windowWidth: innerWidth,
    windowHeight: innerHeight - 91,
    statusBarHeight: 47,
    safeArea: { left: 0, right: innerWidth, top: 47, bottom: innerHeight - 34 },
  });
  const appBaseInfo = () => ({
    SDKVersion: '3.5.8',
    language: 'zh_CN',
    version: '8.0.50',
    theme: 'light',
    fontSizeSetting: settings.fontSizeSetting,
    fontSizeScaleFactor: settings.fontSizeSetting / 17,
  });
  const deviceInfo = () => ({ brand: 'Apple', model: 'iPhone 14', platform: 'ios', system: 'iOS 16.0' });

  return {
    ...Object.fromEntries(
      Object.entries(storage).map(([name, act]) => [name, sync<never[], unknown>(name, act)]),
    ),
    ...Object.fromEntries(Object.entries(slowStorage).map(([name, act]) => [name, api(name, act)])),
    getScreenBrightness: api('getScreenBrightness', () => ({ value: 0.5 })),
    ...Object.fromEntries(
      [
        'showToast',
        'hideToast',
        'showLoading',
        'hideLoading',
        'setNavigationBarColor',
        'makePhoneCall',
        'vibrateShort',
        'vibrateLong',
        'setKeepScreenOn',
        'setClipboardData',
        'setScreenBrightness',
        'stopPullDownRefresh',
        'previewImage',
        'showShareImageMenu',
        'shareFileMessage',
        'openDocument',
      ].map(quiet),
    ),
    ...Object.fromEntries(Object.entries(pages).map(([name, act]) => [name, api(name, act)])),
    cloud: makeCloud(settings, api),
    getWindowInfo: sync('getWindowInfo', windowInfo),
    getAppBaseInfo: sync('getAppBaseInfo', appBaseInfo),
    getDeviceInfo: sync('getDeviceInfo', deviceInfo),
    getSystemInfoSync: sync('getSystemInfoSync', () => ({
      ...windowInfo(),
      ...appBaseInfo(),
      ...deviceInfo(),
    })),
    getNetworkType: api('getNetworkType', () => ({
      networkType: settings.network === 'down' ? 'none' : '4g',
    })),
    onNetworkStatusChange: sync('onNetworkStatusChange', () => {}),
    offNetworkStatusChange: sync('offNetworkStatusChange', () => {}),
    showModal: api('showModal', () => ({ confirm: true, cancel: false })),
    scanCode: api('scanCode', () => {
      const read = settings.scan;
      if (!read) throw new Error('cancel');
      return { result: '', path: '', scanType: read.path ? 'WX_CODE' : 'QR_CODE', ...read };
    }),
    getLocation: api('getLocation', () => {
      if (!settings.where) throw new Error('auth deny');
      return settings.where;
    }),
    chooseMessageFile: api('chooseMessageFile', () => {
      const { file } = settings;
      if (!file) throw new Error('cancel');
      return {
        tempFiles: [
          { path: `http://tmp/${file.name}`, name: file.name, size: file.base64.length, type: 'file' },
        ],
      };
    }),
    saveImageToPhotosAlbum: api('saveImageToPhotosAlbum', () => {
      if (settings.albumClosed) throw new Error('auth deny');
    }),
    requestSubscribeMessage: api('requestSubscribeMessage', ({ tmplIds }) =>
      Object.fromEntries(
        (tmplIds as string[]).map(id => [id, settings.refusesMessages ? 'reject' : 'accept']),
      ),
    ),
    ...files(api),
    nextTick: sync('nextTick', (act: () => void) => void setTimeout(act, 0)),
    canIUse: sync('canIUse', () => true),
  };
}

/** Files on the phone, pictures drawn there, and files fetched. A picture's path says its size. */
function files(api: Api) {
  const written = new Map<string, string>();
  return {
    env: { USER_DATA_PATH: 'http://usr' },
    getFileSystemManager: () => ({
      writeFileSync: (path: string, text: string) => void written.set(path, text),
      unlink: ({ filePath }: { filePath: string }) => void written.delete(filePath),
    }),
    createOffscreenCanvas: ({ width, height }: { width: number; height: number }) =>
      new OffscreenCanvas(width, height),
    canvasToTempFilePath: api('canvasToTempFilePath', async ({ canvas }) => {
      const drawn = canvas as OffscreenCanvas;
      const { size } = await drawn.convertToBlob();
      if (size === 0) throw new Error('nothing drawn');
      return { tempFilePath: `http://tmp/${drawn.width}x${drawn.height}.png` };
    }),
    downloadFile: api('downloadFile', async ({ url, filePath }) => {
      const { pathname, search } = new URL(url as string);
      const { status } = await fetch(`${pathname}${search}`);
      return { statusCode: status, filePath };
    }),
  };
}

type Api = (name: string, act: (options: Options) => unknown) => unknown;

function makeCloud(settings: Settings, api: Api) {
  let opened: { env?: string } | undefined;
  const leave = async () => {
    if (!opened) throw new Error('Cloud API isn’t enabled, please call wx.cloud.init first');
    if (opened.env !== environment) throw new Error(elsewhere);
    if (settings.network === 'down') throw new Error(down);
    if (settings.network === 'timeout') throw new Error(timeout);
  };
  const headers = () => ({ 'x-openid': settings.openid });
  return {
    init(settings: { env?: string }) {
      opened ??= settings;
    },
    callFunction: api('cloud.callFunction', async ({ name, data }) => {
      const { action } = data as { action: string };
      const fate = settings.actions[action] ?? settings.actions['*'];
      if (fate === 'hangs') return new Promise(() => {});
      await leave();
      if (fate === 'crashes') throw new Error(crashed);
      if (fate) return { result: { ok: false, ...fate } };
      const reply = await fetch(`/__call/${name}`, {
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/json' },
        body: JSON.stringify(data),
      });
      const result: unknown = await reply.json();
      if (settings.network !== 'up') throw new Error(timeout);
      return { result, requestID: 'local' };
    }),
    uploadFile: api('cloud.uploadFile', async ({ filePath }) => {
      await leave();
      const { file } = settings;
      if (!file || filePath !== `http://tmp/${file.name}`) throw new Error(`file not exist: ${filePath}`);
      const bytes = Uint8Array.from(atob(file.base64), one => one.charCodeAt(0));
      const body = new FormData();
      body.append('file', new Blob([bytes]), file.name);
      const reply = await fetch('/__files', { method: 'POST', headers: headers(), body });
      const { fileId } = (await reply.json()) as { fileId: string };
      return { fileID: fileId, statusCode: 200 };
    }),
  };
}
