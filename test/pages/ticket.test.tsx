/** @jest-environment jsdom */
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { MyRegistration } from '../../src/core/contract';
import { ticketKept } from '../../src/pages/ticket/copy';
import TicketPage from '../../src/pages/ticket/index';
import { forgetEverything, journeys, openWith } from '../support/taro';
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
  ticket: { code: '482915', qr: 'YY2.k1.all.sig' },
  memberTickets: [
    { name: '李秀英', accompanying: false, code: '482915-1', qr: 'YY2.k1.one.sig' },
    { name: '小满', accompanying: true, code: '482915-2', qr: 'YY2.k1.two.sig' },
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

  test('of a party can be changed until registration closes', async () => {
    serve({ 'activity.view': () => makeView({ mine: seated }) });
    const { unmount } = render(<TicketPage />);
    await screen.findByText('482 915');
    await press('改人数、改名字');
    expect(journeys).toEqual(['/pages/register/index?id=a1&mode=edit']);
    unmount();
    serve({ 'activity.view': () => makeView({ mine: seated, closesAt: '2020-01-01T09:00:00+08:00' }) });
    render(<TicketPage />);
    await screen.findByText('482 915');
    await waitFor(() => expect(screen.queryByRole('button', { name: '改人数、改名字' })).toBeNull());
  });

  test('is not shown any more without signal, once the seat is gone', async () => {
    serve({ 'activity.view': () => makeView({ mine: seated }) });
    const { unmount } = render(<TicketPage />);
    await screen.findByText('482 915');
    unmount();
    serve({ 'activity.view': () => makeView(), 'registration.mine': () => ({ registrations: [] }) });
    const second = render(<TicketPage />);
    await screen.findByText('您还没有报这个活动');
    second.unmount();
    expect(ticketKept({ activityId: 'a1' })).toBeUndefined();
  });

  test.each([
    ['declined', '站点没有通过'],
    ['withdrawn', '这次报名已经退出'],
  ] as const)('that was %s by staff gives their reason', async (status, title) => {
    const { ticket: _, memberTickets: __, ...gone } = seated;
    const { startsAt, endsAt } = makeView();
    serve({
      'activity.view': () => makeView(),
      'registration.mine': () => ({
        registrations: [
          {
            registration: { ...gone, status, reason: '这次面向本社区居民' },
            activity: {
              activityId: 'a1',
              title: '端午诗会',
              kind: 'festival',
              state: 'published',
              stationName: '区文化馆',
              startsAt,
              endsAt,
              allDay: false,
              place: '礼堂',
              sessions: [],
            },
          },
        ],
      }),
    });
    render(<TicketPage />);
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.getByText('原因：这次面向本社区居民')).toBeTruthy();
  });

  test('whoever waits reads when kept seats open, and what changing the party does to the place', async () => {
    const { ticket: _, memberTickets: __, ...waiting } = seated;
    const pool = { poolId: 'p1', name: '长者席', for: 'ages', ages: ['elder'], seats: 5, left: 5 } as const;
    serve({
      'activity.view': () =>
        makeView({
          mine: { ...waiting, status: 'waiting', position: 1 },
          pools: [{ ...pool, ages: ['elder'], releasesAt: '2099-06-08T09:00:00+08:00' }],
        }),
    });
    render(<TicketPage />);
    expect(await screen.findByText('长者席没用完的，6月8日 周一 9:00 起给大家，也按这个顺序。')).toBeTruthy();
    expect(screen.getByText('改少人，位置不变；加人，要从队尾排起。')).toBeTruthy();
  });
});
