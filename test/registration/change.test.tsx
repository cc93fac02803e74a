/** @jest-environment jsdom */

import RegisterPage from '@app/pages/register/index';
import { rememberTicket, ticketKept } from '@app/pages/ticket/copy';
import type { ActivityView } from '@core/programme/contract';
import { AppError } from '@core/refusal';
import type { MyRegistration } from '@core/registration/contract';
import { forgetEverything, journeys, openWith } from '@test/support/taro';
import { asked, makeView, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

const mine: MyRegistration = {
  registrationId: 'r1',
  activityId: 'a1',
  status: 'seated',
  size: 2,
  arrived: 0,
  party: [
    { name: '李秀英', accompanying: false, phone: '13812345678' },
    { name: '小满', accompanying: true },
  ],
  ticket: { code: '482915', qr: 'YY2.k1.all.sig' },
};
const kept = { status: 'seated', requeued: false } as const;
const waiting = { status: 'waiting', position: 4, requeued: true } as const;

beforeEach(() => {
  forgetEverything();
  openWith({ id: 'a1', mode: 'edit' });
});

async function openForm(
  view: Partial<ActivityView> = {},
  revise: (input: { requeue?: boolean | undefined }) => typeof kept | typeof waiting = () => kept,
) {
  serve({ 'activity.view': () => makeView({ mine, ...view }), 'registration.revise': revise });
  render(<RegisterPage />);
  await waitFor(() => expect(screen.queryByText('正在打开…')).toBeNull());
}
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const sent = () => asked.filter(({ action }) => action === 'registration.revise').map(({ input }) => input);

describe('changing a party', () => {
  test('begins with who is in it, and can be saved only when something is changed', async () => {
    await openForm();
    expect(await screen.findByDisplayValue('李秀英')).toBeTruthy();
    expect(screen.getByDisplayValue('13812345678')).toBeTruthy();
    await press('保存（共 2 人）');
    expect(sent()).toEqual([]);
  });

  test('sends the whole party again, with the phone it had, and goes back to the ticket', async () => {
    await openForm();
    await press('去掉第二位小满');
    await press('保存（共 1 人）');
    expect(sent()[0]).toMatchObject({ party: [{ name: '李秀英', phone: '13812345678' }] });
    await waitFor(() => expect(journeys).toEqual(['/pages/ticket/index?id=a1&changed=1']));
  });

  test('that has outgrown its seats asks first, and keeps them when the answer is no', async () => {
    await openForm({ waiting: 3 }, () => {
      throw new AppError('registration.no-room', { left: 0 });
    });
    await press('再加一位同行的人');
    fireEvent.change(screen.getByLabelText('第三位的姓名或称呼'), { target: { value: '奶奶' } });
    await press('保存（共 3 人）');
    expect(await screen.findByRole('dialog', { name: '座位不够' })).toBeTruthy();
    expect(screen.getByText(/2 个座位马上让给别人.*前面现在有 3 家/)).toBeTruthy();
    await press('不加人了，留着座位');
    expect(sent()).toHaveLength(1);
    expect(journeys).toEqual([]);
  });

  test('that agrees to wait says so, and the old ticket is forgotten', async () => {
    rememberTicket({ activityId: 'a1' }, mine);
    await openForm({}, ({ requeue }) => {
      if (!requeue) throw new AppError('registration.no-room', { left: 1 });
      return waiting;
    });
    await press('再加一位同行的人');
    fireEvent.change(screen.getByLabelText('第三位的姓名或称呼'), { target: { value: '奶奶' } });
    await press('保存（共 3 人）');
    expect(await screen.findByText(/只剩 1 个空位/)).toBeTruthy();
    await press('让出座位，全部人重新排队');
    expect(sent().map(input => input.requeue)).toEqual([undefined, true]);
    expect(ticketKept({ activityId: 'a1' })).toBeUndefined();
  });

  test('that waits is asked before it gives up its place', async () => {
    const inQueue = { ...mine, status: 'waiting', position: 2 } as const;
    await openForm({ mine: inQueue, waiting: 5 }, () => waiting);
    await press('再加一位同行的人');
    fireEvent.change(screen.getByLabelText('第三位的姓名或称呼'), { target: { value: '奶奶' } });
    await press('保存（共 3 人）');
    expect(await screen.findByText(/现在排在第 2 家.*从队尾排起/)).toBeTruthy();
    expect(sent()).toEqual([]);
    await press('加人，从队尾排起');
    expect(sent()).toHaveLength(1);
  });

  test('that is the last in the queue loses nothing by growing, and is not asked', async () => {
    await openForm({ mine: { ...mine, status: 'waiting', position: 5 }, waiting: 5 }, () => waiting);
    await press('再加一位同行的人');
    fireEvent.change(screen.getByLabelText('第三位的姓名或称呼'), { target: { value: '奶奶' } });
    await press('保存（共 3 人）');
    expect(sent()).toHaveLength(1);
  });

  test('that finds a seat free is told it is for those who wait', async () => {
    await openForm({ waiting: 2 }, () => {
      throw new AppError('registration.no-room', { left: 1 });
    });
    await press('再加一位同行的人');
    fireEvent.change(screen.getByLabelText('第三位的姓名或称呼'), { target: { value: '奶奶' } });
    await press('保存（共 3 人）');
    expect(await screen.findByText(/空着的 1 个座位先给排队的人/)).toBeTruthy();
  });

  test.each<[string, Partial<ActivityView>]>([
    ['报名截止了，不能再改', { closesAt: '2020-01-01T09:00:00+08:00' }],
    ['已经有人签到，不能再改', { mine: { ...mine, arrived: 1 } }],
    ['活动取消了，不用改了', { state: 'cancelled' }],
  ])('is refused: %s', async (sentence, view) => {
    await openForm(view);
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^保存/ })).toBeNull();
  });
});
