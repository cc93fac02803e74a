import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { actions, closeClouds, cloudWith, type TestCloud } from './support/cloud';

const sample = {
  source: actions(`({
    code: input => cloud.openapi.wxacode.getUnlimited(input).then(
      ({ contentType, buffer }) => ({ contentType, png: buffer.toString('base64') }), refused),
    send: input => cloud.openapi.subscribeMessage.send(input).catch(refused),
    check: input => cloud.openapi.security.msgSecCheck(input).catch(refused),
    phone: input => cloud.openapi.phonenumber.getPhoneNumber(input).catch(refused),
    ordinary: input => cloud.openapi.wxacode.createQRCode(input).then(({ buffer }) => buffer.length, refused),
    unplayed: () => cloud.openapi.nearbyPoi.getList({ page: 1, pageRows: 20 }).catch(refused),
  })`),
  config: {
    permissions: {
      openapi: [
        'wxacode.getUnlimited',
        'subscribeMessage.send',
        'security.msgSecCheck',
        'phonenumber.getPhoneNumber',
        'wxacode.createQRCode',
      ],
    },
  },
};

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await cloudWith({ sample });
});
beforeEach(async () => {
  for (const what of ['reset-outbox', 'reset-calls']) await cloud.tell(what);
  await cloud.tell('refusing', []);
});
afterAll(closeClouds);

describe('a code for a scene', () => {
  const read = (png: string) => {
    const { data, width, height } = PNG.sync.read(Buffer.from(png, 'base64'));
    return { width, text: jsQR(new Uint8ClampedArray(data), width, height)?.data };
  };

  test('is a picture that reads as the page with the encoded scene', async () => {
    const scene = "t=0Az!#$&'()*+,/:;=?@-._~";
    const reply = await cloud.call<{ contentType: string; png: string }>('code', {
      scene,
      page: 'station/gate/index',
      checkPath: false,
      envVersion: 'trial',
      width: 600,
    });
    expect(reply).toMatchObject({ contentType: 'image/png' });
    expect(read(reply.png)).toEqual({
      width: expect.closeTo(600, -2),
      text: `station/gate/index?scene=${encodeURIComponent(scene)}`,
    });
  });

  test('32 characters of scene still fit', async () => {
    const reply = await cloud.call<{ png: string }>('code', {
      scene: 'x'.repeat(32),
      page: 'pages/index/index',
    });
    expect(read(reply.png).text).toBe(`pages/index/index?scene=${'x'.repeat(32)}`);
  });

  test.each([
    [{ scene: 'x'.repeat(33) }, 40169],
    [{ scene: '' }, 40169],
    [{ page: 'pages/a' }, 40169],
    [{ scene: '活动' }, 40129],
    [{ scene: 'a%20b' }, 40129],
    [{ scene: 'a b' }, 40129],
    [{ scene: 'a', page: '/pages/a' }, 41030],
    [{ scene: 'a', page: 'pages/a?b=1' }, 41030],
    [{ scene: 'a', envVersion: 'beta' }, 40097],
    [{ scene: 'a', width: 100 }, 40097],
    [{ scene: 'a', checkPage: false }, 47001],
  ])('%j fails with %d', async (input, errCode) => {
    expect(await cloud.call('code', input)).toMatchObject({ errCode });
  });
});

test('the ordinary code of old takes a path of 128 bytes', async () => {
  expect(await cloud.call('ordinary', { path: 'pages/index/index?a=1' })).toBeGreaterThan(100);
  expect(await cloud.call('ordinary', { path: 'x'.repeat(129) })).toMatchObject({ errCode: 40159 });
});

describe('a subscribe message', () => {
  const message = {
    touser: 'oWang',
    templateId: 'seat',
    page: 'pages/mine/index?id=1',
    data: {
      thing1: { value: '端午诗会' },
      time2: { value: '2027年6月9日 14:30' },
      phrase3: { value: '已补位' },
    },
  };
  const sent = (from = cloud) => from.inspect<unknown[]>('outbox');

  test('goes to the outbox, at the emulator’s time', async () => {
    const june = await cloudWith({ sample }, { now: '2027-06-01T08:00:00+08:00' });
    expect(await june.call('send', message)).toMatchObject({ errCode: 0 });
    expect(await sent(june)).toEqual([
      {
        at: expect.stringMatching(/^2027-06-01T08:00.*\+08:00$/),
        api: 'subscribeMessage.send',
        openid: 'oWang',
        templateId: 'seat',
        page: message.page,
        data: message.data,
      },
    ]);
  });

  test.each([
    [{ touser: '' }, 40003],
    [{ templateId: '' }, 40037],
    [{ page: '/pages/a' }, 41030],
    [{ data: { thing1: { value: '字'.repeat(21) } } }, 47003],
    [{ data: { thing1: { value: '' } } }, 47003],
    [{ data: { thing1: {} } }, 47003],
    [{ data: { phrase1: { value: '六个汉字太长' } } }, 47003],
    [{ data: { number1: { value: '三' } } }, 47003],
    [{ data: { words: { value: 'no such kind of field' } } }, 47003],
  ])('%j is refused with %d, and nothing is sent', async (wrong, errCode) => {
    expect(await cloud.call('send', { ...message, ...wrong })).toMatchObject({ errCode });
    expect(await sent()).toEqual([]);
  });

  test('one consent is one message, where consents are counted', async () => {
    await cloud.tell('consents', [{ openid: 'oWang', templateId: 'seat', left: 2 }]);
    const codes = [];
    for (let n = 0; n < 3; n++) {
      codes.push((await cloud.call<{ errCode: number }>('send', message)).errCode);
    }
    expect(codes).toEqual([0, 0, 43101]);
    expect(await cloud.call('send', { ...message, templateId: 'other' })).toMatchObject({ errCode: 0 });
    expect(await cloud.inspect('consents')).toEqual([{ openid: 'oWang', templateId: 'seat', left: 0 }]);
    await cloud.tell('consents', []);
    expect(await cloud.call('send', message)).toMatchObject({ errCode: 0 });
  });

  test('a resident who refuses is not reached', async () => {
    await cloud.tell('refusing', ['oWang']);
    expect(await cloud.call('send', message)).toMatchObject({ errCode: 43101 });
    expect(await cloud.call('send', { ...message, touser: 'oLi' })).toMatchObject({ errCode: 0 });
    expect(await sent()).toMatchObject([{ openid: 'oLi' }]);
  });

  test('another of WeChat’s errors is played on asking for it', async () => {
    await cloud.tell('refusing', ['oWang:45009']);
    expect(await cloud.call('send', message)).toMatchObject({ errCode: 45009 });
    expect(await cloud.call('send', { ...message, touser: 'oLi' })).toMatchObject({ errCode: 0 });
  });
});

describe('the content check', () => {
  const text = (content: string) => ({ content, version: 2, scene: 2, openid: 'oWang' });

  test.each([
    ['周末一起读书', 'pass'],
    ['这是违规测试。', 'risky'],
    ['这是复审测试。', 'review'],
  ])('%s: %s', async (content, suggest) => {
    expect(await cloud.call('check', text(content))).toMatchObject({ errCode: 0, result: { suggest } });
  });

  test('the older version throws 87014 where the newer says risky', async () => {
    expect(await cloud.call('check', { content: '违规测试' })).toMatchObject({ errCode: 87014 });
    expect(await cloud.call('check', { content: '读书' })).toMatchObject({ errCode: 0 });
  });

  test('it wants an openid, a scene, and at most 2,500 characters', async () => {
    expect(await cloud.call('check', { ...text('a'), openid: '' })).toMatchObject({ errCode: 40003 });
    expect(await cloud.call('check', { ...text('a'), scene: 9 })).toMatchObject({ errCode: 40129 });
    expect(await cloud.call('check', text('字'.repeat(2500)))).toMatchObject({ errCode: 0 });
    expect(await cloud.call('check', text('字'.repeat(2501)))).toMatchObject({ errCode: 45002 });
  });
});

test('a phone number is had for a code that says so', async () => {
  expect(await cloud.call('phone', { code: 'phone:13800001234' })).toMatchObject({
    phoneInfo: { purePhoneNumber: '13800001234', countryCode: '86' },
  });
  expect(await cloud.call('phone', { code: 'expired' })).toMatchObject({ errCode: 40029 });
});

test('what config.json does not list fails with -604101, what is not played here with -604100', async () => {
  const cloud = await cloudWith({
    sample: { ...sample, config: { permissions: { openapi: ['nearbyPoi.getList'] } } },
  });
  expect(await cloud.call('check', { content: 'a' })).toMatchObject({ errCode: -604101 });
  expect(await cloud.call('unplayed')).toMatchObject({ errCode: -604100 });
});

test('an openapi call is among the verbs of its invocation', async () => {
  await cloud.call('check', { content: 'a' });
  expect(await cloud.inspect('calls')).toMatchObject([
    { action: 'check', calls: [{ verb: 'wx.openApi', collection: 'security.msgSecCheck' }] },
  ]);
});
