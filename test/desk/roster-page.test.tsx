/** @jest-environment jsdom */

import RosterPage from '@app/station/desk/roster/index';
import type { StaffLine } from '@core/desk/contract';
import type { Role } from '@core/kernel/roles';
import { AppError } from '@core/refusal';
import type { RegistrationStatus } from '@core/registration/contract';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, heldGrant, makeView, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';

jest.mock('@app/services/transport');

const lineOf = (registrationId: string, name: string, overrides: Partial<StaffLine> = {}): StaffLine => ({
  registrationId,
  code: '482915',
  name,
  phoneTail: '5678',
  size: 1,
  status: 'applied',
  arrived: 0,
  at: '2027-06-09T08:00:00+08:00',
  desk: false,
  consent: true,
  ...overrides,
});

let lines: StaffLine[];
let role: Role;
let refuse: AppError | undefined;

beforeEach(() => {
  forgetEverything();
  openWith({ id: 'a1' });
  lines = [lineOf('r1', '王*兰'), lineOf('r2', '李*国', { size: 2 })];
  role = 'manager';
  refuse = undefined;
});

async function openList() {
  const settle = (id: string, status: RegistrationStatus) => {
    if (refuse) throw refuse;
    lines = lines.map(line => (line.registrationId === id ? { ...line, status } : line));
    return { status };
  };
  serve({
    'activity.view': () => makeView({ approval: true }),
    'me.view': () => ({ grants: [heldGrant({ role, stationId: 's1' })], stations: [], uploads: '' }),
    'roster.list': ({ status, search }) => ({
      lines: lines.filter(line => line.status === status && (!search || line.name.startsWith(search))),
      counts: { applied: 3, seated: 0, waiting: 0, withdrawn: 0 },
    }),
    'roster.person': () => ({
      party: [{ name: '王秀兰', phone: '13812345678' }],
      answers: [{ question: '为什么想来', answer: '想学扎染' }],
    }),
    'roster.accept': ({ registrationId }) => settle(registrationId, 'seated'),
    'roster.decline': ({ registrationId }) => settle(registrationId, 'declined'),
    'roster.withdraw': ({ registrationId }) => settle(registrationId, 'withdrawn'),
  });
  render(<RosterPage />);
  await screen.findByText('王*兰 · 1 人');
}
const press = async (name: string | RegExp, where: HTMLElement) => {
  await act(async () => {
    fireEvent.click(within(where).getByRole('button', { name }));
  });
};
const sent = (action: string) => asked.filter(one => one.action === action).map(({ input }) => input);

describe('a manager', () => {
  test('accepts one after another, and each line stays in its place with what became of it', async () => {
    await openList();
    fireEvent.click(screen.getByRole('button', { name: '通过：王*兰 1 人' }));
    await press('通过：李*国 2 人', document.body);
    await waitFor(() => expect(sent('roster.accept')).toHaveLength(2));
    await waitFor(() => expect(screen.getAllByText('已报上', { selector: '.tag' })).toHaveLength(2));
    expect(screen.queryByRole('button', { name: /^通过：/ })).toBeNull();
    expect(sent('roster.accept').map(input => input.registrationId)).toEqual(['r1', 'r2']);
  });

  test('reads on the line why one was not accepted, and tries again', async () => {
    await openList();
    refuse = new AppError('registration.full');
    await press('通过：王*兰 1 人', document.body);
    expect(await screen.findByText(/名额和候补都满了/)).toBeTruthy();
    refuse = undefined;
    await press('通过：王*兰 1 人', document.body);
    expect(await screen.findByText('已报上', { selector: '.tag' })).toBeTruthy();
  });

  test('declines with a reason, and not without one', async () => {
    await openList();
    await press(/^王\*兰/, document.body);
    await screen.findByText('王秀兰');
    await press('不通过…', screen.getByRole('dialog'));
    await press('不通过', screen.getByRole('dialog'));
    expect(screen.getByText('请写明原因，本人会看到')).toBeTruthy();
    expect(sent('roster.decline')).toEqual([]);
    await press('这次面向本社区居民', document.body);
    await press('不通过', screen.getByRole('dialog'));
    expect(sent('roster.decline')[0]).toMatchObject({ registrationId: 'r1', reason: '这次面向本社区居民' });
    await waitFor(() => expect(screen.queryByText('王*兰 · 1 人')).toBeNull());
  });
});

describe('a move to another session', () => {
  const sessionOf = (sessionId: string, startsAt: string, left: number) => ({
    ...makeView().sessions[0]!,
    ...{ sessionId, startsAt, left },
  });
  const several = () =>
    makeView({
      enrolment: 'session',
      sessions: [
        sessionOf('s1', '2099-06-09T09:00:00+08:00', 0),
        sessionOf('s2', '2099-06-09T14:00:00+08:00', 1),
        sessionOf('s0', '2020-06-09T14:00:00+08:00', 9),
      ],
    });
  async function openParty() {
    lines = [lineOf('r1', '王*兰', { status: 'seated', size: 2 })];
    openWith({ id: 'a1', session: 's1' });
    serve({
      'activity.view': several,
      'me.view': () => ({ grants: [heldGrant({ role, stationId: 's1' })], stations: [], uploads: '' }),
      'roster.list': () => ({ lines, counts: { applied: 0, seated: 2, waiting: 0, withdrawn: 0 } }),
      'roster.person': () => ({ party: [{ name: '王秀兰' }], answers: [] }),
      'roster.move': ({ queue }) => {
        if (!queue) throw new AppError('roster.move-no-room', { size: 2 });
        return { status: 'waiting', position: 1, registrationId: 'r2', sessionId: 's2' };
      },
    });
    render(<RosterPage />);
    await screen.findByText('王*兰 · 2 人');
    await press(/^王\*兰/, document.body);
    await screen.findByText('王秀兰');
  }

  test('asks which and why, and gives a seat up for the queue only in so many words', async () => {
    await openParty();
    await press('改到另一场…', screen.getByRole('dialog'));
    const dialog = screen.getByRole('dialog', { name: '改到另一场：王*兰 · 2 人' });
    expect(within(dialog).getAllByRole('radio')).toHaveLength(1);
    expect(within(dialog).getByRole('radio', { name: /14:00.*还有 1 个名额/ })).toBeTruthy();
    await press('改到这一场', dialog);
    expect(screen.getByText('请写明原因，本人会看到')).toBeTruthy();
    await press('本人来电要求改场', document.body);
    await press('改到这一场', screen.getByRole('dialog'));
    expect(await screen.findByText(/坐不下这 2 人/)).toBeTruthy();
    await press('让出座位，排到那一场的候补', screen.getByRole('dialog'));
    expect(sent('roster.move').map(({ to, queue }) => ({ to, queue }))).toEqual([
      { to: 's2', queue: undefined },
      { to: 's2', queue: true },
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('is a manager’s', async () => {
    role = 'editor';
    await openParty();
    expect(screen.queryByRole('button', { name: '改到另一场…' })).toBeNull();
  });
});

describe('a person in full', () => {
  test('is asked for only when a line is opened, once, and the page says that it is recorded', async () => {
    await openList();
    expect(sent('roster.person')).toEqual([]);
    await press(/^王\*兰.*会留下记录$/, document.body);
    expect(await screen.findByText('想学扎染')).toBeTruthy();
    expect(screen.getByText(/这次查看已经记下/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '打电话给王秀兰，13812345678' })).toBeTruthy();
    expect(sent('roster.person')).toHaveLength(1);
  });
});

describe('an editor', () => {
  test('takes somebody off on their behalf, but neither accepts nor declines', async () => {
    role = 'editor';
    await openList();
    await press(/^王\*兰/, document.body);
    await screen.findByText('王秀兰');
    expect(screen.queryByRole('button', { name: /通过/ })).toBeNull();
    await press('代为取消…', screen.getByRole('dialog'));
    await press('本人来电取消', document.body);
    await press('代为取消', screen.getByRole('dialog'));
    expect(sent('roster.withdraw')[0]).toMatchObject({ registrationId: 'r1', reason: '本人来电取消' });
  });
});

describe('the search', () => {
  test('asks the server for the surname, and leaves out who cannot be meant', async () => {
    lines.push(lineOf('r3', '王*梅'));
    await openList();
    fireEvent.change(screen.getByLabelText('找人'), { target: { value: '王秀兰' } });
    await waitFor(() => expect(sent('roster.list').at(-1)).toMatchObject({ search: '王' }));
    expect(await screen.findByText('王*兰 · 1 人')).toBeTruthy();
    expect(screen.queryByText('王*梅 · 1 人')).toBeNull();
  });
});
