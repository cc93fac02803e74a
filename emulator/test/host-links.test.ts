import { actions, closeClouds, cloudWith, type TestCloud } from './support/cloud';

const NOW = '2027-06-01T08:00:00+08:00';
const inDays = (days: number) => Math.floor(Date.parse(NOW) / 1000) + days * 24 * 3600;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await cloudWith(
    {
      sample: {
        source: actions(`({
          link: input => cloud.openapi.urllink.generate(input).catch(refused),
          scheme: input => cloud.openapi.urlscheme.generate(input).catch(refused),
          reply: input => cloud.openapi.customerServiceMessage.send(input).catch(refused),
          picture: ({ text }) => cloud.openapi.security.imgSecCheck({
            media: { contentType: 'image/png', value: Buffer.from(text) },
          }).catch(refused),
        })`),
        config: {
          permissions: {
            openapi: [
              'urllink.generate',
              'urlscheme.generate',
              'customerServiceMessage.send',
              'security.imgSecCheck',
            ],
          },
        },
      },
    },
    { now: NOW },
  );
});
afterAll(closeClouds);

describe('a link from outside WeChat', () => {
  test.each([
    [{}],
    [{ path: '/pages/activity/index', query: 'a=1&b=%E8%AF%97' }],
    [{ path: 'pages/activity/index', expireType: 0, expireTime: inDays(29) }],
    [{ path: 'pages/activity/index', expireType: 1, expireInterval: 30 }],
  ])('%j is one', async input => {
    expect(await cloud.call('link', input)).toMatchObject({
      errCode: 0,
      urlLink: expect.stringMatching(/^https:\/\/wxaurl\.cn\//),
    });
  });

  test.each([
    [{ path: 'pages/a?b=1' }, 40165],
    [{ query: '活动' }, 40212],
    [{ query: 'x'.repeat(1025) }, 40212],
    [{ expireTime: inDays(31) }, 85401],
    [{ expireTime: inDays(-1) }, 85401],
    [{ expireType: 1, expireInterval: 31 }, 85401],
    [{ envVersion: 'beta' }, 85402],
  ])('%j fails with %d, and so does the scheme', async (input, errCode) => {
    expect(await cloud.call('link', input)).toMatchObject({ errCode });
    const { path, query, envVersion, ...expiry } = input as Record<string, unknown>;
    const jumpWxa = Object.fromEntries(
      Object.entries({ path, query, envVersion }).filter(([, value]) => value !== undefined),
    );
    expect(await cloud.call('scheme', { jumpWxa, ...expiry })).toMatchObject({ errCode });
  });

  test('a scheme says where it leads', async () => {
    expect(
      await cloud.call('scheme', { jumpWxa: { path: '/pages/activity/index', query: 'a=1' } }),
    ).toMatchObject({
      errCode: 0,
      openlink: expect.stringMatching(/^weixin:\/\/dl\/business\/\?t=/),
    });
  });
});

describe('a reply in the customer’s chat', () => {
  test('is among the messages sent', async () => {
    expect(
      await cloud.call('reply', { touser: 'oWang', msgtype: 'text', text: { content: '明天照常' } }),
    ).toMatchObject({ errCode: 0 });
    expect(await cloud.inspect('outbox')).toMatchObject([
      { api: 'customerServiceMessage.send', openid: 'oWang', data: { text: { value: '明天照常' } } },
    ]);
  });

  test.each([
    [{ touser: '' }, 40003],
    [{ msgtype: 'song' }, 40008],
    [{ text: {} }, 40035],
    [{ text: { content: '字'.repeat(683) } }, 45002],
  ])('%j is refused with %d', async (wrong, errCode) => {
    const message = { touser: 'oLi', msgtype: 'text', text: { content: '好' }, ...wrong };
    expect(await cloud.call('reply', message)).toMatchObject({ errCode });
  });

  test('comes too late for somebody who takes no messages', async () => {
    await cloud.tell('refusing', ['oZhao']);
    const message = { touser: 'oZhao', msgtype: 'text', text: { content: '好' } };
    expect(await cloud.call('reply', message)).toMatchObject({ errCode: 45015 });
  });
});

test.each([
  ['a landscape', 0],
  ['违规测试', 87014],
  ['x'.repeat(1024 * 1024 + 1), 40006],
])('the picture check of old answers at once', async (text, errCode) => {
  expect(await cloud.call('picture', { text })).toMatchObject({ errCode });
});
