/** What WeChat wants said before an API that touches personal data may be used. */
import declared from '@config/privacy.json';
import type { Built } from './built';

/** APIs that app.json has to name, since 2022, or they fail. */
const privateInfos =
  'getFuzzyLocation getLocation onLocationChange startLocationUpdate startLocationUpdateBackground chooseLocation choosePoi chooseAddress';
/** APIs that fail until the privacy guide of the mini-program's console names them; ours are in privacy.json. */
const personal = `${privateInfos} chooseInvoice chooseInvoiceTitle chooseLicensePlate chooseImage chooseMedia chooseVideo
  chooseMessageFile chooseContact addPhoneContact addPhoneCalendar addPhoneRepeatCalendar saveImageToPhotosAlbum
  saveVideoToPhotosAlbum getClipboardData setClipboardData getWeRunData getRecorderManager startRecord joinVoIPChat
  createVKSession openBluetoothAdapter createBLEPeripheralServer startCompass startAccelerometer startGyroscope
  startDeviceMotionListening getUserProfile`;

/** What touches personal data is declared where WeChat asks for it, and nothing is declared that is not used. */
export function declarations({ app, files, text }: Built): string[] {
  const code = files
    .filter(file => file.endsWith('.js'))
    .map(text)
    .join('\n');
  const markup = files
    .filter(file => file.endsWith('.wxml'))
    .map(text)
    .join('\n');
  const calls = (api: string) => new RegExp(`\\.${api}\\b`).test(code);
  const used = [
    ...personal.split(/\s+/).filter(calls),
    ...['camera', 'live-pusher', 'voip-room'].filter(tag => markup.includes(`<${tag} `)),
    ...['getPhoneNumber', 'getRealtimePhoneNumber', 'chooseAvatar'].filter(type =>
      new RegExp(`openType:\\s*["']${type}["']`).test(code),
    ),
    ...(/type:\s*["']nickname["']/.test(code) ? ['nickname'] : []),
  ];
  const guide = Object.keys(declared);
  const infos = privateInfos.split(' ').filter(calls);
  return [
    ...used
      .filter(api => !guide.includes(api))
      .map(
        api => `${api} touches personal data: say in config/privacy.json what for, and in the privacy guide`,
      ),
    ...guide
      .filter(api => !used.includes(api))
      .map(api => `config/privacy.json declares ${api}, which nothing uses`),
    ...infos
      .filter(api => !app.requiredPrivateInfos?.includes(api))
      .map(api => `${api} has to be in requiredPrivateInfos of app.config.ts`),
    ...(infos.some(api => /Location$/.test(api)) && !app.permission?.['scope.userLocation']?.desc
      ? ['a location is asked for: permission["scope.userLocation"].desc of app.config.ts has to say why']
      : []),
  ];
}
