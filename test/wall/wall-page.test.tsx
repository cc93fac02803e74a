/** @jest-environment jsdom */

import Wall from '@app/station/wall/index';
import { AppError } from '@core/refusal';
import type { WallFigures } from '@core/wall/contract';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');
jest.mock('@app/services/device', () => ({
  stayAwake: () => () => undefined,
  inBrowser: false,
  fillScreen: () => undefined,
}));

const figures: WallFigures = {
  activityId: 'a1',
  sessionId: 's1',
  title: '端午诗会',
  code: '480001',
  capacity: 60,
  room: 80,
  seated: 56,
  arrived: 41,
  walkIns: 7,
  at: '2027-06-09T09:05:00+08:00',
};
const image = { image: 'data:image/png;base64,AA==', code: '480001', scene: 'a=a1', page: '', title: '' };
const sent = (action: string) => asked.filter(one => one.action === action).map(({ input }) => input);

beforeEach(() => {
  forgetEverything();
  openWith({ id: 'a1' });
});

test('shows arrived, walk-ins, seats and the code', async () => {
  serve({
    'wall.open': () => ({ token: 'W1', until: figures.at }),
    'wall.live': () => figures,
    'poster.code': () => image,
  });
  render(<Wall />);
  expect(await screen.findByText('41')).toBeTruthy();
  for (const text of ['7', '60', '480 001', '已到', '现场', '名额'])
    expect(screen.getByText(text)).toBeTruthy();
  expect(await screen.findByRole('img', { name: '活动的小程序码，活动码 480001' })).toBeTruthy();
});

test('is opened once; the token asks from then on, also after a restart, until it is over', async () => {
  let tokens = 0;
  let valid = 'W1';
  serve({
    'wall.open': () => {
      tokens += 1;
      valid = `W${tokens}`;
      return { token: valid, until: figures.at };
    },
    'wall.live': ({ token }) => {
      if (token !== valid) throw new AppError('wall.expired');
      return figures;
    },
    'poster.code': () => image,
  });
  const first = render(<Wall />);
  await screen.findByText('41');
  first.unmount();
  const second = render(<Wall />);
  await waitFor(() => expect(sent('wall.live')).toHaveLength(2));
  expect(tokens).toBe(1);
  second.unmount();
  valid = 'another';
  render(<Wall />);
  await waitFor(() => expect(tokens).toBe(2));
  expect(screen.queryByText(/没有更新/)).toBeNull();
});

test('without a network it keeps the last figures, and says of when they are', async () => {
  serve({
    'wall.open': () => ({ token: 'W1', until: figures.at }),
    'wall.live': () => figures,
    'poster.code': () => image,
  });
  render(<Wall />).unmount();
  await waitFor(() => expect(sent('wall.live')).toHaveLength(1));
  serve({ 'wall.live': () => 'lost', 'poster.code': () => 'lost' });
  render(<Wall />);
  expect(await screen.findByText('网络不通，数字是 9:05 的')).toBeTruthy();
  expect(screen.getByText('41')).toBeTruthy();
  expect(screen.getByText('480 001')).toBeTruthy();
});

test('where residents check themselves in, it shows this minute’s code in place of the poster’s', async () => {
  let code = { step: 7, digits: '204816', image: null as string | null };
  serve({
    'wall.open': () => ({ token: 'W1', until: figures.at }),
    'wall.live': () => ({ ...figures, screen: { step: 7, digits: '204816' } }),
    'wall.code': () => code,
    'poster.code': () => image,
  });
  const first = render(<Wall />);
  expect(await screen.findByText('204 816')).toBeTruthy();
  expect(screen.queryByText('480 001')).toBeNull();
  expect(screen.queryByRole('img')).toBeNull();
  first.unmount();
  code = { ...code, image: image.image };
  render(<Wall />);
  expect(await screen.findByRole('img', { name: '活动的小程序码，签到码 204816' })).toBeTruthy();
});
