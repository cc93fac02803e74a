/** @jest-environment jsdom */

import ArrivePage from '@app/arrive/index';
import { codeIn } from '@app/arrive/scanned-code';
import { mayArrive } from '@app/pages/activity/offer';
import { readCode } from '@app/services/scan';
import { AppError } from '@core/refusal';
import type { SelfDone } from '@core/self-check-in/contract';
import { forgetEverything, journeys, openWith, stand } from '@test/support/taro';
import { asked, makeView, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

beforeEach(() => forgetEverything());

const place = {
  activityId: 'a1',
  sessionId: 's1',
  title: '端午诗会',
  startsAt: '2027-06-09T09:00:00+08:00',
};
const done: SelfDone = {
  ...place,
  need: 'nothing',
  size: 1,
  arrived: 1,
  repeated: false,
  at: '2027-06-09T08:50:00+08:00',
  by: '本人',
};
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const type = (value: string) => fireEvent.change(screen.getByLabelText(/^签到码/), { target: { value } });
const sent = () => asked.filter(({ action }) => action === 'checkin.self').map(({ input }) => input);

test('opened by the code at the door, it says at once that one is in', async () => {
  openWith({ scene: 'v%3Dstage' });
  serve({ 'checkin.self': () => done });
  render(<ArrivePage />);
  expect(await screen.findByText('签到成功')).toBeTruthy();
  expect(screen.getByText('端午诗会')).toBeTruthy();
  expect(sent()).toMatchObject([{ code: 'v=stage' }]);
});

test('typed from the ticket, it is for that activity; a repeat says when and by whom', async () => {
  openWith({ id: 'a1' });
  serve({ 'checkin.self': () => ({ ...done, repeated: true, by: '志愿者 小李' }) });
  render(<ArrivePage />);
  type('204816');
  await press('签到');
  expect(sent()).toMatchObject([{ activityId: 'a1', code: '204816' }]);
  expect(screen.getByText('已经签过了')).toBeTruthy();
  expect(screen.getByText('8:50 由志愿者 小李签的')).toBeTruthy();
});

test('where several are on, one says which; where several came, how many', async () => {
  openWith({ scene: 'v=stage' });
  serve({
    'checkin.self': ({ activityId, count }) => {
      if (!activityId)
        return { need: 'choice', choices: [place, { ...place, activityId: 'a2', title: '书展' }] };
      if (!count) return { ...place, activityId, title: '书展', need: 'count', remaining: 3 };
      return { ...done, activityId, size: 3, arrived: count };
    },
  });
  render(<ArrivePage />);
  await screen.findByText(/您来的是哪一个/);
  await press(/^书展/);
  await press('现在到了几位减一');
  await press('2 位到了');
  expect(await screen.findByText('到了 2 位，共 3 位')).toBeTruthy();
  expect(sent().at(-1)).toMatchObject({ code: 'v=stage', activityId: 'a2', sessionId: 's1', count: 2 });
});

test.each([
  ['checkin.self-not-registered', /^您没有报这个活动/],
  ['ticket.other-session', /另一场/],
  ['checkin.self-screen', /现场大屏/],
] as const)('%s is said in its own words, and another code may be tried', async (code, words) => {
  openWith({ scene: 'v=stage' });
  serve({
    'checkin.self': () => {
      throw new AppError(code);
    },
  });
  render(<ArrivePage />);
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '再试一次' })).toBeNull();
  expect(screen.getByLabelText(/^签到码/)).toBeTruthy();
});

test('without a network nothing is claimed; trying again is the same request', async () => {
  openWith({ id: 'a1' });
  let lost = true;
  serve({ 'checkin.self': () => (lost ? 'lost' : done) });
  render(<ArrivePage />);
  type('204816');
  await press('签到');
  expect(screen.getByText('网络不通，还没有签上')).toBeTruthy();
  lost = false;
  await press('再试一次');
  await waitFor(() => expect(screen.getByText('签到成功')).toBeTruthy());
  expect(new Set(sent().map(input => input.requestId)).size).toBe(1);
});

test('where one must be near, the place is sent only when one taps, and refusing it leads to the staff', async () => {
  openWith({ scene: 'v=stage' });
  serve({
    'checkin.self': ({ where }) => {
      if (!where) throw new AppError('checkin.self-where');
      if (where.lat > 32) throw new AppError('checkin.self-too-far', { metres: 560, most: 200 });
      return done;
    },
  });
  render(<ArrivePage />);
  await screen.findByText(/要在场地附近签到/);
  await press('用我的位置签到');
  expect(await screen.findByText(/^没有得到您的位置/)).toBeTruthy();
  stand({ latitude: 33, longitude: 120.6 });
  await press('用我的位置签到');
  expect(await screen.findByText(/^您离场地大约 560 米/)).toBeTruthy();
  stand({ latitude: 31.3, longitude: 120.6 });
  await press('用我的位置签到');
  expect(await screen.findByText('签到成功')).toBeTruthy();
});

test('a code that is none of these asks nobody', async () => {
  openWith({ id: 'a1' });
  serve({});
  render(<ArrivePage />);
  type('48');
  await press('签到');
  expect(screen.getByText(/^这不是签到码/)).toBeTruthy();
  expect(sent()).toEqual([]);
  await press('让工作人员扫我的入场码');
  expect(journeys).toEqual(['/pages/ticket/index?id=a1']);
});

test.each([
  ['pages/activity/index?scene=a%3Da1%26s%3Ds2', 'a=a1&s=s2'],
  ['arrive/index?scene=v%253Dstage', 'v=stage'],
  ['204 816', '204 816'],
  ['https://example.org', undefined],
])('the code in %p is %p', (text, code) => expect(codeIn(text)).toBe(code));

test('a door’s code found by the scanner of 扫码 leads here', () => {
  expect(readCode('arrive/index?scene=v%3Dstage')).toEqual({
    kind: 'arrival',
    page: '/arrive/index?scene=v%3Dstage',
  });
});

describe('我到了 is offered', () => {
  const mine = { registrationId: 'r1', activityId: 'a1', size: 2, arrived: 0, party: [] };
  const seated = { ...mine, status: 'seated' as const };
  const open = Date.parse('2099-06-09T10:00:00+08:00');
  test.each([
    ['to whoever holds a seat while the door is open', { mine: seated }, open, true],
    ['not where staff do not allow it', { mine: seated, selfCheckIn: 'off' }, open, false],
    ['not before the door opens', { mine: seated }, open - 86_400_000, false],
    ['not once all are in', { mine: { ...seated, arrived: 2 } }, open, false],
    ['not to whoever waits', { mine: { ...mine, status: 'waiting' } }, open, false],
    ['to anybody where one just comes', { mode: 'open' }, open, true],
    ['not to somebody unregistered elsewhere', {}, open, false],
  ] as const)('%s', (_, view, now, offered) => {
    const shown = makeView({ selfCheckIn: 'screen', ...(view as Parameters<typeof makeView>[0]) });
    expect(mayArrive(shown, now)).toBe(offered);
  });
});
