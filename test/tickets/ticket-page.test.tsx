/** @jest-environment jsdom */

import { qrPicture } from '@app/components/qr';
import { ticketKept } from '@app/pages/ticket/copy';
import TicketPage from '@app/pages/ticket/index';
import { mac } from '@app/services/mac';
import { follow, now } from '@app/services/now';
import { sendSlip } from '@app/services/slip/picture';
import type { MyRegistration } from '@core/registration/contract';
import { turnEvery, turned } from '@core/tickets/ticket';
import { forgetEverything, journeys, lit, openWith } from '@test/support/taro';
import { asked, makeView, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');
jest.mock('@app/services/slip/picture', () => ({
  sendingText: '发给家人',
  sendSlip: jest.fn(async () => {}),
}));

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

  test('is sent on as a picture, the party’s or one member’s own', async () => {
    serve({ 'activity.view': () => makeView({ mine: seated }) });
    render(<TicketPage />);
    await screen.findByText('482 915');
    await press('把李秀英一行 2 人的入场码发给家人');
    fireEvent.click(screen.getByRole('radio', { name: '小满' }));
    await press('把小满的入场码发给家人');
    expect(jest.mocked(sendSlip).mock.calls.map(([slip]) => [slip.who, slip.digits, slip.qr])).toEqual([
      ['李秀英 一行 2 人', '482 915', 'YY2.k1.all.sig'],
      ['小满', '482 915-2', 'YY2.k1.two.sig'],
    ]);
  });

  test('that cannot be drawn says what to do instead', async () => {
    jest.mocked(sendSlip).mockRejectedValueOnce(new Error('no canvas'));
    serve({ 'activity.view': () => makeView({ mine: seated }) });
    render(<TicketPage />);
    await screen.findByText('482 915');
    await press('把李秀英一行 2 人的入场码发给家人');
    expect(await screen.findByText('请截屏发给家人。')).toBeTruthy();
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

  test.each([
    ['waiting', '不等了，退出', '退出排队', /后面的人都往前一位/],
    ['applied', '不等了，退出', '收回申请', /您的申请收回了/],
  ] as const)('of somebody %s is given up with thanks too', async (status, way, yes, words) => {
    const { ticket: _, memberTickets: __, ...without } = seated;
    serve({
      'activity.view': () => makeView({ mine: { ...without, status, position: 3 } }),
      'registration.withdraw': () => ({ status: 'withdrawn' }),
    });
    render(<TicketPage />);
    await screen.findByRole('button', { name: way });
    await press(way);
    await press(yes);
    expect(await screen.findByText('谢谢您提前告诉我们')).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
  });

  test('that staff moved to another session says so, and leads there', async () => {
    const { ticket: _, memberTickets: __, ...gone } = seated;
    const { startsAt, endsAt } = makeView();
    const activity = { activityId: 'a1', title: '端午诗会', kind: 'festival', state: 'published' } as const;
    const place = { stationName: '区文化馆', startsAt, endsAt, allDay: false, place: '礼堂', sessions: [] };
    openWith({ id: 'a1', session: 's1' });
    const reason = '场地临时变动';
    serve({
      'activity.view': () => makeView(),
      'registration.mine': () => ({
        registrations: [
          {
            registration: { ...gone, sessionId: 's1', status: 'withdrawn', movedTo: 's2', reason },
            activity: { ...activity, ...place },
          },
        ],
      }),
    });
    render(<TicketPage />);
    expect(await screen.findByText('站点把您改到了另一场')).toBeTruthy();
    expect(screen.getByText(/原因：场地临时变动。这一场的入场码不能用了/)).toBeTruthy();
    await press('看新的那一场');
    expect(journeys).toEqual(['/pages/ticket/index?id=a1&session=s2']);
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

describe('a ticket that turns', () => {
  const secret = 'ab'.repeat(32);
  const turning: MyRegistration = {
    ...seated,
    size: 1,
    ticket: { code: '482915', qr: 'YY2.k1.all.sig', secret },
    memberTickets: [],
  };
  const shownAt = (at: number) => qrPicture(turned('YY2.k1.all.sig', secret, at, mac));
  const picture = () => document.querySelector('img')?.getAttribute('src');

  afterEach(() => jest.useRealTimers());

  test('changes every half minute, and says that a picture of it is not let in', async () => {
    jest.useFakeTimers({ now: 1_812_502_800_000, doNotFake: ['queueMicrotask'] });
    serve({ 'activity.view': () => makeView({ mine: turning }) });
    render(<TicketPage />);
    await act(async () => void (await jest.advanceTimersByTimeAsync(10)));
    expect(picture()).toBe(shownAt(Date.now()));
    expect(screen.getByText('每 30 秒换一次，还有 30 秒换新的')).toBeTruthy();
    expect(screen.getByText(/截图、照片进不了门/)).toBeTruthy();
    const first = picture();
    await act(async () => void (await jest.advanceTimersByTimeAsync(turnEvery)));
    expect(picture()).not.toBe(first);
    expect(picture()).toBe(shownAt(Date.now()));
  });

  test('turns by the server’s clock, also after a restart without signal on a phone an hour slow', async () => {
    const server = Date.now() + 3_600_000;
    follow(new Date(server).toISOString());
    serve({ 'activity.view': () => makeView({ mine: turning }) });
    const { unmount } = render(<TicketPage />);
    await screen.findByText('482 915');
    unmount();
    expect(ticketKept({ activityId: 'a1' })?.ticket?.secret).toBe(secret);
    serve({ 'activity.view': () => 'lost' });
    render(<TicketPage />);
    await screen.findByText(/网络不通/);
    expect([shownAt(now()), shownAt(now() - turnEvery)]).toContain(picture());
    expect(Math.abs(now() - Date.now() - 3_600_000)).toBeLessThan(5_000);
  });
});

test('the screen is bright and awake while a ticket is shown, and then as it was', async () => {
  serve({ 'activity.view': () => makeView({ mine: seated }) });
  const { unmount } = render(<TicketPage />);
  await waitFor(() => expect(lit).toEqual({ brightness: 1, awake: true }));
  unmount();
  await waitFor(() => expect(lit).toEqual({ brightness: 0.4, awake: false }));
});
