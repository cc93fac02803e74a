import { call, isUnsure } from '@app/services/cloud';
import { now } from '@app/services/now';
import { send } from '@app/services/transport';
import { AppError } from '@core/refusal';

jest.mock('@app/services/transport');

const answer = (reply: unknown) => jest.mocked(send).mockResolvedValueOnce(reply as never);
const failure = () =>
  call('area.list', {}).then(
    () => undefined,
    error => error as AppError,
  );

test('a refusal keeps the server’s own sentence and details', async () => {
  answer({ ok: false, code: 'registration.full', message: '满了，下周还有。', details: { left: 0 } });
  expect(await failure()).toMatchObject({
    code: 'registration.full',
    message: '满了，下周还有。',
    details: { left: 0 },
  });
});

test('a refusal this version has never heard of is shown in the server’s words', async () => {
  answer({ ok: false, code: 'pool.reserved', message: '这些名额留给 60 岁以上的居民。' });
  const error = await failure();
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'pool.reserved', message: '这些名额留给 60 岁以上的居民。' });
  expect(isUnsure(error)).toBe(false);
});

test('no answer is a network that is out, and leaves the outcome open', async () => {
  jest.mocked(send).mockRejectedValueOnce(new TypeError('fetch failed'));
  const error = await failure();
  expect(error?.code).toBe('network.offline');
  expect(isUnsure(error)).toBe(true);
});

test('time is the server’s, whatever the phone says', async () => {
  answer({ ok: true, data: {}, now: '2027-06-09T08:00:00+08:00' });
  await call('area.list', {});
  expect(new Date(now()).toISOString().slice(0, 16)).toBe('2027-06-09T00:00');
});
