/** @jest-environment jsdom */

import { usePages } from '@app/hooks/usePages';
import { forgetEverything } from '@test/support/taro';
import { serve } from '@test/support/taro-server';
import { act, renderHook, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');
beforeEach(forgetEverything);

const line = (name: string) => ({
  messageId: name,
  registrationId: name,
  activityId: 'a',
  activity: '端午诗会',
  startsAt: '2027-06-09T09:00:00+08:00',
  kind: 'cancelled' as const,
  heading: '活动取消',
  text: '活动取消了',
  unsure: false,
  calls: 0,
  name,
  phone: '138****1234',
  size: 1,
});
const following: Record<string, string> = { '': '第二页', 第二页: '第三页' };
const list = () => renderHook(() => usePages('calls.list', { stationId: 's' })).result;
const names = ({ pages }: ReturnType<typeof list>['current']) =>
  pages.flatMap(page => page.lines).map(({ name }) => name);

describe('a list read page after page', () => {
  const asked: string[] = [];
  const answer = ({ cursor = '' }: { cursor?: string | undefined }) => {
    asked.push(cursor);
    const next = following[cursor];
    return { lines: [line(cursor || '第一页')], ...(next ? { next } : {}) };
  };
  beforeEach(() => {
    asked.length = 0;
    serve({ 'calls.list': answer });
  });

  test('goes on until there is no more', async () => {
    const pages = list();
    await waitFor(() => expect(names(pages.current)).toEqual(['第一页']));
    act(() => pages.current.more?.());
    await waitFor(() => expect(names(pages.current)).toEqual(['第一页', '第二页']));
    act(() => pages.current.more?.());
    await waitFor(() => expect(names(pages.current)).toEqual(['第一页', '第二页', '第三页']));
    expect(pages.current.more).toBeUndefined();
  });

  test('asks once for two taps', async () => {
    const pages = list();
    await waitFor(() => expect(pages.current.more).toBeDefined());
    act(() => {
      pages.current.more?.();
      pages.current.more?.();
    });
    expect(pages.current.busy).toBe(true);
    await waitFor(() => expect(names(pages.current)).toEqual(['第一页', '第二页']));
    expect(asked).toEqual(['', '第二页']);
  });

  test('keeps what it has where the next page does not come, and can be asked again', async () => {
    const pages = list();
    await waitFor(() => expect(pages.current.more).toBeDefined());
    serve({ 'calls.list': () => 'lost' });
    act(() => pages.current.more?.());
    await waitFor(() => expect(pages.current.problem?.code).toBe('network.offline'));
    expect(names(pages.current)).toEqual(['第一页']);
    serve({ 'calls.list': answer });
    act(() => pages.current.more?.());
    await waitFor(() => expect(names(pages.current)).toEqual(['第一页', '第二页']));
    expect(pages.current.problem).toBeUndefined();
  });

  test('starts over when its first page is read anew', async () => {
    const pages = list();
    await waitFor(() => expect(pages.current.more).toBeDefined());
    act(() => pages.current.more?.());
    await waitFor(() => expect(names(pages.current)).toHaveLength(2));
    await act(() => pages.current.query.refresh());
    expect(names(pages.current)).toEqual(['第一页']);
    act(() => pages.current.more?.());
    await waitFor(() => expect(names(pages.current)).toEqual(['第一页', '第二页']));
  });
});
