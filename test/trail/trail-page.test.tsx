/** @jest-environment jsdom */

import TrailPage from '@app/station/trail/index';
import type { TrailLine } from '@core/trail/contract';
import { forgetEverything, openWith } from '@test/support/taro';
import { serve } from '@test/support/taro-server';
import { render, screen } from '@testing-library/react';

jest.mock('@app/services/transport');
beforeEach(forgetEverything);

test('the page shows a line of a kind that it has never heard of', async () => {
  const line: TrailLine = {
    ...{ at: '2027-06-09T09:00:00+08:00', by: '李站长', what: 'lend', text: '借出了 2 把椅子', strong: true },
    ...{ activityId: 'a1', activity: '端午诗会', reason: '下雨' },
  };
  serve({ 'audit.list': () => ({ lines: [line] }) });
  openWith({ station: 'hall' });
  render(<TrailPage />);
  expect((await screen.findByText('李站长 借出了 2 把椅子')).className).toBe('trail__strong');
  expect(screen.getByText('原因：下雨')).toBeTruthy();
});
