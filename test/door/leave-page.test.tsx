/** @jest-environment jsdom */
/** The page for leaving, and what both pages of a door do once its list is gone. */

import GatePage from '@app/station/door/gate/index';
import LeavePage from '@app/station/door/leave/index';
import type { Deed } from '@app/station/door/record-entries';
import { deedBook, doorsWaiting } from '@app/station/door/record-storage';
import type { Output } from '@core/contract';
import { AppError } from '@core/refusal';
import { makeDoorCloud } from '@test/support/door-cloud';
import { hour, start } from '@test/support/rosters';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';

jest.mock('@app/services/transport');
globalThis.structuredClone ??= <T,>(value: T) => JSON.parse(JSON.stringify(value)) as T;

let cloud: ReturnType<typeof makeDoorCloud>;
let lost: boolean;
let time: number;
/** What the cloud answers to somebody who asks for the list. */
let noList: AppError | undefined;
const door = { activityId: 'a1', sessionId: 's1' };

beforeEach(() => {
  cloud = makeDoorCloud({ anna: 1, bo: 2 });
  time = start;
  jest.spyOn(Date, 'now').mockImplementation(() => time);
  forgetEverything();
  openWith({ id: 'a1' });
  lost = false;
  noList = undefined;
  const answer = (action: string) => (input: unknown) =>
    lost ? ('lost' as const) : (cloud.answer(action, input, time) as never);
  serve({
    'gate.pack': input => {
      if (noList) throw noList;
      return answer('gate.pack')(input) as Output<'gate.pack'> | 'lost';
    },
    'checkin.signOut': answer('checkin.signOut'),
    'checkin.sync': answer('checkin.sync'),
    'attendance.live': () => {
      throw new AppError('system.busy');
    },
  });
});
afterEach(() => jest.restoreAllMocks());

const slow = { timeout: 20_000 };
async function leaveBy(code: string): Promise<void> {
  fireEvent.change(screen.getByLabelText('或者输六位入场码'), { target: { value: code } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '签退' }));
  });
}
const cameIn = (key: string) => cloud.elsewhere(key, `in-${key}`, time);
/** An admission that this phone has not told. */
const untold: Deed = {
  ...{ requestId: 'q1', seq: 1, at: start, what: 'arrive', ticket: '100001', code: '100001' },
  ...{ name: '王*0', size: 1, count: 1, way: 'typed' },
};

test('signs out by the code, and says of a second time when and by whom', async () => {
  cameIn('anna');
  render(<LeavePage />);
  await screen.findByText('网络正常', {}, slow);
  time += hour;
  await leaveBy(cloud.codes.anna!);
  expect(await screen.findByText('签退好了')).toBeTruthy();
  time += hour;
  await leaveBy(cloud.codes.anna!);
  expect(await screen.findByText('已签退过')).toBeTruthy();
  expect(screen.getByText('10:00 由门口签退')).toBeTruthy();
  expect(cloud.stay(time)).toEqual({ hours: 1, notSignedOut: 0 });
});

test('signs out without a network, says what is untold, and has it after a restart', async () => {
  cameIn('bo');
  const page = render(<LeavePage />);
  await screen.findByText('网络正常', {}, slow);
  lost = true;
  await leaveBy(cloud.codes.bo!);
  expect(await screen.findByText('签退好了', {}, slow)).toBeTruthy();
  expect(screen.getByText('没有网络，照常签退 · 待同步 1')).toBeTruthy();
  page.unmount();
  expect(doorsWaiting()).toEqual([{ ...door, waiting: 1 }]);
  lost = false;
  render(<LeavePage />);
  await screen.findByText('网络正常', {}, slow);
  await screen.findByText(/上次同步/, {}, slow);
  expect(doorsWaiting()).toEqual([]);
  expect(cloud.stay(time).notSignedOut).toBe(0);
});

test('whoever is not of this door is refused in words for leaving', async () => {
  render(<LeavePage />);
  await screen.findByText('网络正常', {}, slow);
  await leaveBy(cloud.codes.anna!);
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByText('没有签退')).toBeTruthy();
  expect(within(alert).getByText('这一家还没有签到，不用签退。')).toBeTruthy();
});

test('without a network and without a list, says where to get one', async () => {
  lost = true;
  render(<LeavePage />);
  expect(await screen.findByText(/没有网络也能签退/, {}, slow)).toBeTruthy();
});

test('people still leave when the list is long gone from the phone and from the cloud', async () => {
  cameIn('anna');
  noList = new AppError('checkin.closed', { window: '', sessionId: 's1' });
  render(<LeavePage />);
  await screen.findByText('网络正常', {}, slow);
  await leaveBy(cloud.codes.anna!);
  expect(await screen.findByText('签退好了')).toBeTruthy();
});

test.each(['checkin.closed', 'caller.forbidden'] as const)(
  'what is untold is told though the list is refused: %s',
  async code => {
    deedBook(door).put(untold);
    noList = new AppError(code, code === 'checkin.closed' ? { window: '', sessionId: 's1' } : {});
    openWith({ id: 'a1', session: 's1' });
    render(<GatePage />);
    await waitFor(() => expect(doorsWaiting()).toEqual([]), slow);
    expect(asked.filter(({ action }) => action === 'checkin.sync')).toHaveLength(1);
    expect(cloud.present()).toBe(1);
  },
);

test('a door that is over opens for nobody who only comes', async () => {
  noList = new AppError('checkin.closed', { window: '7:00–13:00', sessionId: 's1' });
  render(<GatePage />);
  expect(await screen.findByText(/现在不是签到时间/, {}, slow)).toBeTruthy();
});
