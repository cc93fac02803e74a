/** In WeChat the phone says where a file goes; the server takes it only from its sender's own folder. */

import { upload } from '@app/services/cloud';
import Taro from '@tarojs/taro';

test('a file goes into the folder that the server named', async () => {
  const uploadFile = jest.fn(async ({ cloudPath }: { cloudPath: string }) => ({
    fileID: `cloud://env.bucket/${cloudPath}`,
  }));
  const callFunction = async () => ({ result: { ok: true, data: { uploads: 'uploads/0123456789abcdef/' } } });
  Object.assign(Taro, { cloud: { init: () => {}, callFunction, uploadFile } });
  const fileId = await upload({ path: 'wxfile://plan', name: '2027年计划.xlsx' });
  expect(fileId).toMatch(/^cloud:\/\/env\.bucket\/uploads\/0123456789abcdef\/[\w-]+\.xlsx$/);
});
