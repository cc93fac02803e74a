/** @jest-environment jsdom */

import { isLocked, lockAway } from '@app/services/vault';
import GatePage from '@app/station/door/gate/index';
import { doorsWaiting } from '@app/station/door/record-storage';
import type { Output } from '@core/contract';
import { AppError } from '@core/refusal';
import { makeDoorCloud } from '@test/support/door-cloud';
import { start } from '@test/support/rosters';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';

jest.mock('@app/services/transport');

// The browser of these tests lacks it.
globalThis.structuredClone ??= <T,>(value: T) => JSON.parse(JSON.stringify(value)) as T;
const cloud = makeDoorCloud({ anna: 1, bo: 2 });
const code = cloud.codes.anna!;
const doubled = '199999|赵*|0001|2|s|2|!';
const many = Array.from({ length: 3000 }, (_, i) => `${200_000 + i}|李*${i}|1234|1|s||`).join('\n');
let lost: boolean;
let refuse: AppError | undefined;
const forbidden = new Set<string>();

beforeEach(() => {
  jest.spyOn(Date, 'now').mockImplementation(() => start);
  forgetEverything();
  openWith({ id: 'a1' });
  lost = false;
  refuse = undefined;
  forbidden.clear();
  const answer = (action: string) => (input: unknown) => {
    if (refuse) throw refuse;
    return lost ? ('lost' as const) : (cloud.answer(action, input, start) as never);
  };
  serve({
    'gate.pack': input => {
      const pack = answer('gate.pack')(input) as Output<'gate.pack'> | 'lost';
      return pack === 'lost' ? pack : { ...pack, lines: [pack.lines, doubled, many].join('\n') };
    },
    'checkin.scan': answer('checkin.scan'),
    'checkin.sync': answer('checkin.sync'),
    'attendance.live': () => {
      if (forbidden.has('attendance.live')) throw new AppError('caller.forbidden');
      return lost
        ? 'lost'
        : {
            activityId: 'a1',
            sessionId: 's1',
            title: '端午诗会',
            capacity: null,
            room: null,
            seated: 3000,
            waiting: 0,
            withdrawn: 0,
            arrived: cloud.arrived(),
            walkIns: 0,
          };
    },
  });
});
afterEach(() => jest.restoreAllMocks());

const press = async (name: string | RegExp, where: HTMLElement = document.body) => {
  await act(async () => {
    fireEvent.click(within(where).getAllByRole('button', { name })[0]!);
  });
};
const slow = { timeout: 20_000 };
async function typeCode(text: string): Promise<void> {
  await press('输入号码');
  fireEvent.change(screen.getByLabelText('六位入场码'), { target: { value: text } });
  await press('签到');
}

test('without a network and without a list, says where to get one', async () => {
  lost = true;
  render(<GatePage />);
  expect(await screen.findByText('网络不通，这台手机上还没有名单', {}, slow)).toBeTruthy();
});

test('whoever has no business at this door sees no name, and keeps no list', async () => {
  refuse = new AppError('caller.forbidden');
  render(<GatePage />);
  expect(await screen.findByText(/您没有这项权限/, {}, slow)).toBeTruthy();
  expect(document.body.textContent).not.toContain('王*');
});

test('lets in without a network, says what is untold, takes it back with a reason, and keeps both', async () => {
  render(<GatePage />);
  await screen.findByText('网络正常', {}, slow);
  lost = true;
  await typeCode(code);
  expect(await screen.findByText('请进 1 位', {}, slow)).toBeTruthy();
  expect(screen.getByText(/没有网络，照常签到 · 待同步 1/)).toBeTruthy();
  await press(/^撤销：王/);
  await press('扫错人了', screen.getByRole('dialog'));
  expect(screen.getByText('已撤销')).toBeTruthy();
  expect(doorsWaiting()).toEqual([{ activityId: 'a1', sessionId: 's1', waiting: 2 }]);
});

test('draws no more than forty of three thousand', async () => {
  render(<GatePage />);
  await screen.findByText('网络正常', {}, slow);
  await press('找名单');
  await waitFor(() => expect(document.querySelectorAll('.door-line').length).toBe(40), slow);
  expect(document.querySelectorAll('*').length).toBeLessThan(1000);
  expect(asked.filter(({ action }) => action === 'gate.pack')).toHaveLength(1);
});

test('marks a party on the list that two gates let in', async () => {
  render(<GatePage />);
  await screen.findByText('网络正常', {}, slow);
  await press('找名单');
  expect(screen.queryByText('两个门口都签了')).toBeNull();
  fireEvent.change(screen.getByLabelText('找人'), { target: { value: '赵' } });
  const [party] = document.querySelectorAll<HTMLElement>('.door-line');
  expect(within(party!).getByText('两个门口都签了')).toBeTruthy();
});

test('whoever loses their access anywhere at an activity keeps no list of any of its sessions', async () => {
  await lockAway('list|a1|s2', '王*兰', start + 3_600_000);
  await lockAway('list|a2|s1', '李*', start + 3_600_000);
  render(<GatePage />);
  await screen.findByText('网络正常', {}, slow);
  expect(isLocked('list|a1|s1')).toBe(true);
  forbidden.add('attendance.live');
  expect(await screen.findByText('您在这个门的权限已经收回', {}, slow)).toBeTruthy();
  expect(document.body.textContent).not.toContain('王*');
  expect(['list|a1|s1', 'list|a1|s2', 'list|a2|s1'].map(isLocked)).toEqual([false, false, true]);
});

test('whoever is refused at the door itself keeps none either', async () => {
  await lockAway('list|a1|s2', '王*兰', start + 3_600_000);
  refuse = new AppError('caller.forbidden');
  render(<GatePage />);
  await screen.findByText(/您没有这项权限/, {}, slow);
  expect(isLocked('list|a1|s2')).toBe(false);
});
