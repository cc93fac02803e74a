/** @jest-environment jsdom */

import { useQuery } from '@app/hooks/useQuery';
import { forgetEverything } from '@test/support/taro';
import { serve } from '@test/support/taro-server';
import { renderHook, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');
beforeEach(forgetEverything);

const areas = { name: '青禾区', areas: [] };
const hook = (keep: boolean) => renderHook(() => useQuery('area.list', {}, { keep })).result;

describe('what a page reads', () => {
  test('is loading, then there', async () => {
    serve({ 'area.list': () => areas });
    const query = hook(false);
    expect(query.current.loading).toBe(true);
    await waitFor(() => expect(query.current.data).toEqual(areas));
    expect(query.current.loading).toBe(false);
  });

  test('without signal is the copy this phone kept, with its age', async () => {
    serve({ 'area.list': () => areas });
    const online = hook(true);
    await waitFor(() => expect(online.current.data).toEqual(areas));
    serve({ 'area.list': () => 'lost' });
    const offline = hook(true);
    await waitFor(() => expect(offline.current.error?.code).toBe('network.offline'));
    expect(offline.current.data).toEqual(areas);
    expect(offline.current.staleSince).toEqual(expect.any(Number));
  });

  test('without signal and without a copy is an error to be shown', async () => {
    serve({ 'area.list': () => 'lost' });
    const query = hook(false);
    await waitFor(() => expect(query.current.error?.code).toBe('network.offline'));
    expect(query.current.data).toBeUndefined();
    expect(query.current.staleSince).toBeUndefined();
  });
});
