/** What WeChat wants said before an API that touches personal data may be used. */
import declared from '@config/privacy.json';
import type { Built } from './built';

/** APIs that app.json has to name, since 2022, or they fail. */
const privateInfos =
  'getFuzzyLocation getLocation onLocationChange startLocationUpdate startLocationUpdateBackground chooseLocation choosePoi chooseAddress';

/** What fails until the privacy guide of the mini-program's console names it, by the guide's own words for what it touches. */
const personal: Record<string, string> = {
  位置: 'getFuzzyLocation getLocation onLocationChange startLocationUpdate startLocationUpdateBackground chooseLocation choosePoi',
  收货地址: 'chooseAddress',
  发票: 'chooseInvoice chooseInvoiceTitle',
  车牌号: 'chooseLicensePlate',
  选中的照片或视频: 'chooseImage chooseMedia chooseVideo',
  选中的文件: 'chooseMessageFile',
  通讯录: 'chooseContact addPhoneContact',
  日历: 'addPhoneCalendar addPhoneRepeatCalendar',
  '相册（仅写入）': 'saveImageToPhotosAlbum saveVideoToPhotosAlbum',
  剪切板: 'getClipboardData setClipboardData',
  微信运动: 'getWeRunData',
  麦克风: 'getRecorderManager startRecord joinVoIPChat live-pusher voip-room',
  摄像头: 'camera createVKSession',
  蓝牙: 'openBluetoothAdapter createBLEPeripheralServer',
  方向传感器: 'startCompass startDeviceMotionListening',
  加速传感器: 'startAccelerometer',
  陀螺仪: 'startGyroscope',
  '微信昵称、头像': 'getUserProfile chooseAvatar nickname',
  微信的手机号: 'getPhoneNumber getRealtimePhoneNumber',
};
/** Used by a tag of the markup, and by what a button or a field is opened for; all others are called. */
const tags = ['camera', 'live-pusher', 'voip-room'];
const openTypes = ['getPhoneNumber', 'getRealtimePhoneNumber', 'chooseAvatar'];

const interfaces = Object.values(personal).flatMap(names => names.split(' '));

/** What an interface touches, in the guide's words. */
export const touchedBy = (name: string) =>
  Object.keys(personal).find(kind => personal[kind]!.split(' ').includes(name));

/** What none of these interfaces touches, in the guide's words. */
export const untouchedBy = (names: readonly string[]) =>
  Object.keys(personal).filter(kind => !personal[kind]!.split(' ').some(name => names.includes(name)));

/** The interfaces that touch personal data and that a built mini-program uses. */
export function interfacesOf({ files, text }: Built): string[] {
  const all = (extension: string) =>
    files
      .filter(file => file.endsWith(extension))
      .map(text)
      .join('\n');
  const code = all('.js');
  const markup = all('.wxml');
  return interfaces.filter(name => {
    if (tags.includes(name)) return markup.includes(`<${name} `);
    if (openTypes.includes(name)) return new RegExp(`openType:\\s*["']${name}["']`).test(code);
    if (name === 'nickname') return /type:\s*["']nickname["']/.test(code);
    return new RegExp(`\\.${name}\\b`).test(code);
  });
}

/** What touches personal data is declared where WeChat asks for it, and nothing is declared that is not used. */
export function declarations(built: Built): string[] {
  const { app } = built;
  const used = interfacesOf(built);
  const guide = Object.keys(declared.interfaces);
  const infos = privateInfos.split(' ').filter(name => used.includes(name));
  return [
    ...used
      .filter(name => !guide.includes(name))
      .map(
        name =>
          `${name} touches personal data: say in config/privacy.json what for, and in the privacy guide`,
      ),
    ...guide
      .filter(name => !used.includes(name))
      .map(name => `config/privacy.json declares ${name}, which nothing uses`),
    ...infos
      .filter(name => !app.requiredPrivateInfos?.includes(name))
      .map(name => `${name} has to be in requiredPrivateInfos of app.config.ts`),
    ...(infos.some(name => /Location$/.test(name)) && !app.permission?.['scope.userLocation']?.desc
      ? ['a location is asked for: permission["scope.userLocation"].desc of app.config.ts has to say why']
      : []),
  ];
}
