import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '@sheets/main';
import * as sdk from 'wx-server-sdk';

jest.mock('wx-server-sdk', () => ({ init: jest.fn(), getWXContext: jest.fn(), downloadFile: jest.fn() }));
const cloud = sdk as unknown as { getWXContext: jest.Mock; downloadFile: jest.Mock };

describe('the sheets function', () => {
  beforeEach(() => {
    cloud.getWXContext.mockReturnValue({ SOURCE: 'wx_client,scf' });
    jest.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(() => jest.restoreAllMocks());

  test('gives the sheets of an uploaded file', async () => {
    cloud.downloadFile.mockResolvedValue({
      fileContent: readFileSync(join(__dirname, '../fixtures/plan-2027.xlsx')),
    });
    const reply = await main({ fileId: 'cloud://plan' });
    expect(cloud.downloadFile).toHaveBeenCalledWith({ fileID: 'cloud://plan' });
    expect(reply).toMatchObject({ ok: true, sheets: [{ name: '2027年计划' }] });
  });

  test('says what to do with a file it does not read', async () => {
    cloud.downloadFile.mockResolvedValue({ fileContent: Buffer.from('%PDF-1.7') });
    expect(await main({ fileId: 'x' })).toEqual({
      ok: false,
      code: 'input.invalid',
      message: '不认识这种文件。请上传 .xlsx 或 .csv 文件',
    });
  });

  test('a file that is gone, or none', async () => {
    cloud.downloadFile.mockRejectedValue(new Error('not found'));
    expect(await main({ fileId: 'x' })).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(await main({})).toMatchObject({ ok: false, code: 'input.invalid' });
    expect(await main({ fileId: { $gt: '' } })).toMatchObject({ ok: false, code: 'input.invalid' });
  });

  test('answers other functions only: a phone could ask for anybody’s file', async () => {
    cloud.getWXContext.mockReturnValue({ SOURCE: 'wx_client' });
    expect(await main({ fileId: 'x' })).toMatchObject({ ok: false, code: 'caller.forbidden' });
  });
});
