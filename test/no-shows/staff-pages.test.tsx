/** @jest-environment jsdom */

import RulesPage from '@app/admin/no-shows/index';
import AppealsPage from '@app/station/no-shows/index';
import { defaultRule } from '@core/no-shows/absences';
import type { AppealLine, NoShowRuleView } from '@core/no-shows/contract';
import { AppError } from '@core/refusal';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, heldGrant, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const sent = (action: string) => asked.filter(one => one.action === action).map(({ input }) => input);

beforeEach(() => {
  forgetEverything();
  openWith({ station: 'hall' });
});

describe('未到场的申诉', () => {
  const line: AppealLine = {
    noShowId: 'n1',
    activityId: 'a1',
    activity: '端午诗会',
    startsAt: '2027-06-09T09:00:00+08:00',
    name: '王*兰',
    size: 2,
    text: '那天住院了',
    at: '2027-06-12T09:00:00+08:00',
    takenBack: false,
  };
  const open = async (answers: Parameters<typeof serve>[0] = {}) => {
    serve({
      'noshow.appeals': () => ({ lines: [line] }),
      'noshow.accept': () => ({ state: 'accepted' }),
      'noshow.decline': () => ({ state: 'declined' }),
      ...answers,
    });
    render(<AppealsPage />);
    await screen.findByText('那天住院了');
  };

  test('accepts with one tap, and the list is done', async () => {
    await open();
    await press('接受，不算：王*兰，2 人');
    expect(sent('noshow.accept')).toMatchObject([{ noShowId: 'n1' }]);
    expect(await screen.findByText('都处理完了，辛苦了')).toBeTruthy();
  });

  test('declines with a reason, and not without one', async () => {
    await open();
    await press('不接受：王*兰，2 人');
    await press('确定不接受：王*兰，2 人');
    expect(screen.getByText('请写明原因，本人会看到')).toBeTruthy();
    expect(sent('noshow.decline')).toEqual([]);
    fireEvent.change(screen.getByLabelText(/^为什么不接受/), { target: { value: '签到表上没有' } });
    await press('确定不接受：王*兰，2 人');
    expect(sent('noshow.decline')).toMatchObject([{ noShowId: 'n1', reason: '签到表上没有' }]);
  });

  test('says that somebody else has decided already', async () => {
    await open({
      'noshow.accept': () => {
        throw new AppError('noshow.decided', { status: '没有通过' });
      },
    });
    await press('接受，不算：王*兰，2 人');
    expect(screen.getByText(/已经处理过了，结果是：没有通过/)).toBeTruthy();
    await press('知道了');
    expect(screen.queryByText('那天住院了')).toBeNull();
  });
});

describe('未到场规则', () => {
  let view: NoShowRuleView;
  const open = async (answers: Parameters<typeof serve>[0] = {}) => {
    view = { areaId: 'east', areaName: '东街街道', own: null, holds: null, version: 0 };
    serve({
      'me.view': () => ({
        grants: [heldGrant({ role: 'admin', areaId: 'east' })],
        stations: [],
        uploads: '',
      }),
      'area.list': () => ({
        name: '江城区',
        areas: [{ areaId: 'east', name: '东街街道', parentId: 'root' }],
      }),
      'area.noShowRule': () => view,
      'area.setNoShowRule': ({ rule, version }) => {
        view = { ...view, own: rule, holds: rule && { ...rule, areaName: '东街街道' }, version: version + 1 };
        return view;
      },
      ...answers,
    });
    render(<RulesPage />);
    await screen.findByText('东街街道现在：报了名没来不管（没有设过）');
  };

  test('is off until an admin switches it on, with the usual numbers offered', async () => {
    await open();
    fireEvent.click(screen.getByRole('radio', { name: '多次没来就停一停' }));
    expect(screen.getByText('90 天里 3 次报了名没来，本人停 14 天不能报。')).toBeTruthy();
    await press('没来多少次加一');
    await press('存为东街街道的规则');
    expect(sent('area.setNoShowRule')).toMatchObject([
      { areaId: 'east', rule: { ...defaultRule, count: 4 }, version: 0 },
    ]);
    expect(await screen.findByText('存好了')).toBeTruthy();
    await waitFor(() =>
      expect(screen.getByText('东街街道现在：90 天里 4 次报了名没来，本人停 14 天不能报')).toBeTruthy(),
    );
    // Off again goes on from the version it has seen since.
    fireEvent.click(screen.getByRole('radio', { name: '按上级的' }));
    await press('存为东街街道的规则');
    expect(sent('area.setNoShowRule')[1]).toMatchObject({ rule: null, version: 1 });
  });

  test('says that another admin was quicker', async () => {
    await open({
      'area.setNoShowRule': () => {
        throw new AppError('almanac.changed');
      },
    });
    fireEvent.click(screen.getByRole('radio', { name: '不管' }));
    await press('存为东街街道的规则');
    expect(await screen.findByText(/刚被别人改过/)).toBeTruthy();
  });
});
