/** @jest-environment jsdom */

import { useAction } from '@app/hooks/useAction';
import { AppError } from '@core/refusal';
import { forgetEverything } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { act, renderHook } from '@testing-library/react';

jest.mock('@app/services/transport');
beforeEach(forgetEverything);

const withdrawn = { status: 'withdrawn' } as const;
const hook = () => renderHook(() => useAction('registration.withdraw')).result;
const requestIds = () => asked.map(({ input }) => input.requestId);

describe('an action behind a button', () => {
  test('a second tap while the first is under way asks nothing', async () => {
    serve({ 'registration.withdraw': () => withdrawn });
    const action = hook();
    await act(async () => {
      await Promise.all([action.current.run({ activityId: 'a1' }), action.current.run({ activityId: 'a1' })]);
    });
    expect(asked).toHaveLength(1);
  });

  test('a retry after a lost reply carries the same request id, also after the app was closed', async () => {
    let lost = true;
    serve({ 'registration.withdraw': () => (lost ? 'lost' : withdrawn) });
    const first = hook();
    await act(async () => void (await first.current.run({ activityId: 'a1' })));
    expect(first.current.error?.code).toBe('network.offline');
    lost = false;
    const reopened = hook();
    await act(async () => void (await reopened.current.run({ activityId: 'a1' })));
    const [one, two] = requestIds();
    expect(one).toBeTruthy();
    expect(two).toBe(one);
  });

  test('a new intent has a new request id: another activity, or the same after it was done', async () => {
    serve({ 'registration.withdraw': () => withdrawn });
    const action = hook();
    for (const activityId of ['a1', 'a2', 'a2']) {
      await act(async () => void (await action.current.run({ activityId })));
    }
    expect(new Set(requestIds()).size).toBe(3);
  });

  test('a refusal is told, and ends the intent', async () => {
    serve({
      'registration.withdraw': () => {
        throw new AppError('registration.started');
      },
    });
    const action = hook();
    await act(async () => void (await action.current.run({ activityId: 'a1' })));
    expect(action.current.error?.message).toBe('活动已经开始，不能再取消。');
    await act(async () => void (await action.current.run({ activityId: 'a1' })));
    expect(new Set(requestIds()).size).toBe(2);
  });
});
