/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { MyRegistration } from '../../src/core/contract';
import TicketPage from '../../src/pages/ticket/index';
import { forgetEverything, openWith } from '../support/taro';
import { asked, makeView, serve } from '../support/taro-server';

jest.mock('../../src/services/transport');

const seated: MyRegistration = {
  registrationId: 'r1',
  activityId: 'a1',
  status: 'seated',
  size: 2,
  arrived: 0,
  party: [
    { name: '李秀英', accompanying: false },
    { name: '小满', accompanying: true },
  ],
  ticket: { code: '482915', qr: 'YY1.k1.all.sig' },
  memberTickets: [
    { name: '李秀英', accompanying: false, code: '482915-1', qr: 'YY1.k1.one.sig' },
    { name: '小满', accompanying: true, code: '482915-2', qr: 'YY1.k1.two.sig' },
  ],
};

beforeEach(() => {
  forgetEverything();
  openWith({ id: 'a1' });
});
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};

describe('a ticket', () => {
  test('is a picture to scan and digits to say, for the party or for one of them', async () => {
    serve({ 'activity.view': () => makeView({ mine: seated }) });
    render(<TicketPage />);
    expect(await screen.findByRole('img', { name: '李秀英的入场二维码' })).toBeTruthy();
    expect(screen.getByText('482 915')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '小满' }));
    expect(screen.getByText('482 915-2')).toBeTruthy();
  });

  test('opens without signal once it was seen', async () => {
    serve({ 'activity.view': () => makeView({ mine: seated }) });
    const { unmount } = render(<TicketPage />);
    await screen.findByText('482 915');
    unmount();
    serve({ 'activity.view': () => 'lost' });
    render(<TicketPage />);
    expect(await screen.findByText(/网络不通/)).toBeTruthy();
    expect(screen.getByText('482 915')).toBeTruthy();
  });

  test('is given back only after asking once more, and thanked for', async () => {
    serve({
      'activity.view': () => makeView({ mine: seated }),
      'registration.withdraw': () => ({ status: 'withdrawn' }),
    });
    render(<TicketPage />);
    await screen.findByText('482 915');
    await press('来不了，把名额让出来');
    expect(screen.getByRole('dialog', { name: '真的不来了吗？' })).toBeTruthy();
    expect(asked.some(({ action }) => action === 'registration.withdraw')).toBe(false);
    await press('取消报名');
    expect(await screen.findByText('谢谢您提前告诉我们')).toBeTruthy();
  });

  test('whoever waits sees the position and how the queue moves', async () => {
    const { ticket: _, memberTickets: __, ...waiting } = seated;
    serve({ 'activity.view': () => makeView({ mine: { ...waiting, status: 'waiting', position: 3 } }) });
    render(<TicketPage />);
    expect(await screen.findByText('第 3 家')).toBeTruthy();
    expect(screen.getByText(/第一家人数坐得下的马上补上/)).toBeTruthy();
  });
});
