/** @jest-environment jsdom */

import CountsPage from '@app/station/counts/index';
import type { Output } from '@core/contract';
import type { SessionCounts } from '@core/counts/contract';
import type { Role } from '@core/kernel/roles';
import { AppError } from '@core/refusal';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, heldGrant, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

const none: Output<'checkin.disputes'> = { parties: [], seatless: [] };
const makeSession = (overrides: Partial<SessionCounts> = {}): SessionCounts => ({
  sessionId: 's1',
  startsAt: '2020-06-09T09:00:00+08:00',
  endsAt: '2020-06-09T11:00:00+08:00',
  allDay: false,
  place: '报告厅',
  closed: false,
  closesAt: '2099-06-10T13:00:00+08:00',
  figures: {
    ...{ registered: 9, seated: 9, waiting: 2, withdrawn: 1, scanned: 5, self: 1, onBehalf: 2, arrived: 8 },
    ...{ walkIns: 4, spare: 1, corrected: 0, personTimes: 12, estimate: null, online: null, noShows: 1 },
    ...{ hours: 0, notSignedOut: 0 },
  },
  late: {},
  corrections: [],
  closings: [],
  ...overrides,
});

async function open(
  sessions: SessionCounts[],
  { role = 'manager' as Role, disputes = none, refuse = undefined as AppError | undefined } = {},
) {
  serve({
    'me.view': () => ({
      grants: [heldGrant({ role, stationId: 'hall' })],
      stations: [{ stationId: 'hall', name: '东街文化站', areaId: 'qiao', trusted: true }],
      uploads: '',
    }),
    'counts.view': () => ({
      title: '端午诗会',
      mode: 'registration',
      signOut: false,
      sessions,
      total: { personTimes: 24, people: 17, exact: false },
    }),
    'checkin.disputes': () => disputes,
    'checkin.settle': () => none,
    'counts.correct': () => {
      if (refuse) throw refuse;
      return sessions[0]!;
    },
    'counts.reopen': () => sessions[0]!,
  });
  render(<CountsPage />);
  await screen.findByText('端午诗会');
}
const press = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name });
  await act(async () => void fireEvent.click(button));
};
const write = (label: RegExp, text: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
const sent = (action: string) => asked.filter(one => one.action === action).map(({ input }) => input);

beforeEach(() => {
  forgetEverything();
  openWith({ id: 'a1' });
});

test('people on the spot, by how they are known, and what is not added to them', async () => {
  await open([makeSession()]);
  expect(screen.getByText('12 人次')).toBeTruthy();
  expect(screen.getByText('扫码 5，自己签到 1，代登记 2')).toBeTruthy();
  expect(screen.getByText('其中 1 人坐了没来的人的座位')).toBeTruthy();
  expect(screen.getByText('报上名没来的')).toBeTruthy();
  expect(screen.queryByText(/场合计/)).toBeNull();
});

test('over several sessions, person-times and at least so many people', async () => {
  await open([makeSession(), makeSession({ sessionId: 's2' })]);
  expect(screen.getByText('2 场合计')).toBeTruthy();
  expect(screen.getByText('24 人次')).toBeTruthy();
  expect(screen.getByText('至少 17 人')).toBeTruthy();
});

test('a figure is put right with what was seen, the new one and why', async () => {
  await open([makeSession()]);
  await press('改现场来的');
  write(/^改成/, '6');
  write(/^原因/, '门口又数了一遍');
  await press('改过来');
  expect(sent('counts.correct')).toMatchObject([
    { activityId: 'a1', sessionId: 's1', figure: 'walkIns', from: 4, to: 6, why: '门口又数了一遍' },
  ]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('one that has moved meanwhile is shown anew, and what was written stays', async () => {
  await open([makeSession()], { refuse: new AppError('counts.changed', { now: 5 }) });
  const before = sent('counts.view').length;
  await press('改现场来的');
  write(/^改成/, '6');
  write(/^原因/, '门口又数了一遍');
  await press('改过来');
  expect(screen.getByText(/现在是 5/)).toBeTruthy();
  expect((screen.getByLabelText(/^改成/) as HTMLInputElement).value).toBe('6');
  await waitFor(() => expect(sent('counts.view').length).toBeGreaterThan(before));
});

test('closed figures are opened again with a reason only, and what came later is told apart', async () => {
  await open([makeSession({ closed: true, late: { personTimes: 3 } })]);
  expect(screen.getByText(/截止以后又多了 3 人次/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '改现场来的' })).toBeNull();
  await press('重新打开');
  write(/^原因/, '纸质签到表补登');
  const buttons = screen.getAllByRole('button', { name: '重新打开' });
  await act(async () => void fireEvent.click(buttons[buttons.length - 1]!));
  expect(sent('counts.reopen')).toMatchObject([{ why: '纸质签到表补登' }]);
});

test('an editor reads, and corrects nothing', async () => {
  await open([makeSession()], { role: 'editor' });
  expect(screen.queryByRole('button', { name: '改现场来的' })).toBeNull();
  expect(screen.queryByRole('button', { name: '现在截止' })).toBeNull();
});

test('a ticket let in at two gates is agreed to as it was seen, or one of the two taken back with a reason', async () => {
  const claim = { at: '2020-06-09T09:01:00+08:00', by: '小李', way: 'scanned' as const, people: 2 };
  const party = {
    ...{ registrationId: 'g1', code: '123456', name: '王*兰', size: 2, arrived: 2, turn: 2 },
    claims: [
      { ...claim, claimId: 'c1' },
      { ...claim, claimId: 'c2', by: '小何' },
    ],
  };
  await open([makeSession()], { disputes: { parties: [party], seatless: [] } });
  await screen.findByText('王*兰一行 2 人，算到了 2 人');
  await press(/^撤掉：.*小何/);
  write(/^原因/, '同一个码扫了两次');
  await press('撤掉');
  expect(sent('checkin.settle')).toMatchObject([
    { what: 'takeBack', registrationId: 'g1', claimId: 'c2', reason: '同一个码扫了两次' },
  ]);
  await waitFor(() => expect(screen.queryByText('要核对的')).toBeNull());
});
