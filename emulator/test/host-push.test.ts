import { actions, closeClouds, cloudWith, until } from './support/cloud';

afterEach(closeClouds);

const checking = {
  source: actions(`({
    check: async ({ cloudPath, ...input }) => {
      const { fileID } = await cloud.uploadFile({ cloudPath, fileContent: Buffer.from('picture') });
      const { fileList: [{ tempFileURL }] } = await cloud.getTempFileURL({ fileList: [fileID] });
      return cloud.openapi.security.mediaCheckAsync({
        mediaUrl: tempFileURL, mediaType: 2, version: 2, scene: 3, openid: 'oWang', ...input,
      }).catch(refused);
    },
  })`),
  config: { permissions: { openapi: ['security.mediaCheckAsync'] } },
};
const listening = {
  source: `
    const cloud = require('wx-server-sdk');
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
    exports.main = async event => console.log(JSON.stringify({ ...event, caller: cloud.getWXContext().OPENID }));`,
};
type Pushed = { trace_id: string; result: { suggest: string } };

test.each([
  ['诗会.png', 'pass', 100],
  ['违规测试.png', 'risky', 20006],
  ['复审测试.png', 'review', 21000],
])('the verdict on the picture %s is pushed later: %s', async (cloudPath, suggest, label) => {
  const cloud = await cloudWith({ sample: checking, listening }, { pushTo: 'listening' });
  const { traceId } = await cloud.call<{ traceId: string }>('check', { cloudPath });
  await until(() => cloud.logs.some(line => line.startsWith('[listening')));
  const pushed = JSON.parse(cloud.logs.find(line => line.startsWith('[listening'))!.replace(/^.*?\] /, ''));
  expect(pushed as Pushed).toMatchObject({
    MsgType: 'event',
    Event: 'wxa_media_check',
    FromUserName: 'oWang',
    trace_id: traceId,
    version: 2,
    errcode: 0,
    result: { suggest, label },
    caller: 'oWang',
  });
});

test('without a function to push to, the log says what is missing', async () => {
  const cloud = await cloudWith({ sample: checking });
  expect(await cloud.call('check', { cloudPath: 'a.png' })).toMatchObject({ errCode: 0 });
  expect(cloud.logs.join('\n')).toContain('--push-to');
});

test.each([
  [{ mediaUrl: 'not a url' }, 40066],
  [{ mediaType: 3 }, 40004],
  [{ openid: '' }, 40003],
  [{ scene: 9 }, 40129],
])('%j is refused with %d, and nothing is pushed', async (wrong, errCode) => {
  const cloud = await cloudWith({ sample: checking, listening }, { pushTo: 'listening' });
  expect(await cloud.call('check', { cloudPath: 'a.png', ...wrong })).toMatchObject({ errCode });
  expect(await cloud.inspect('calls')).toHaveLength(1);
});
