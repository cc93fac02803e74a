/** @jest-environment jsdom */
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ActivityView } from '../../src/core/contract';
import { AppError } from '../../src/core/errors';
import RegisterPage from '../../src/pages/register/index';
import { forgetEverything, journeys, openWith } from '../support/taro';
import { asked, makeView, serve } from '../support/taro-server';

jest.mock('../../src/services/transport');

const seated = { registrationId: 'r1', status: 'seated', repeated: false } as const;

beforeEach(() => {
  forgetEverything();
  openWith({ id: 'a1' });
});

async function openForm(
  view: Partial<ActivityView> = {},
  create: () => typeof seated | 'lost' = () => seated,
) {
  serve({ 'activity.view': () => makeView(view), 'registration.create': create });
  const { unmount } = render(<RegisterPage />);
  await screen.findByText('谁来参加');
  return unmount;
}
const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const sent = () => asked.filter(({ action }) => action === 'registration.create').map(({ input }) => input);

describe('the registration form', () => {
  test('registers a party of two and goes to their ticket', async () => {
    await openForm();
    type(/^姓名/, '李秀英');
    await press('再加一位同行的人');
    type(/^第二位的姓名/, '小满');
    fireEvent.click(screen.getByRole('radio', { name: '陪同' }));
    await press('报名（共 2 人）');
    expect(sent()[0]).toMatchObject({
      activityId: 'a1',
      party: [{ name: '李秀英' }, { name: '小满', accompanying: true }],
    });
    await waitFor(() => expect(journeys).toEqual(['/pages/ticket/index?id=a1&fresh=1']));
  });

  test('says at its field what is missing, and sends nothing', async () => {
    await openForm({ phoneRequired: true });
    await press(/^报名（/);
    expect(screen.getByText('请填姓名或称呼')).toBeTruthy();
    expect(screen.getByText('请留一个电话，有变动好通知您')).toBeTruthy();
    expect(sent()).toHaveLength(0);
  });

  test('shows the server’s objections at their fields', async () => {
    await openForm({ questions: [{ id: 'q1', label: '孩子多大', type: 'number' }] }, () => {
      throw new AppError('input.invalid', { 'answers.q1': '请填数字' });
    });
    type(/^姓名/, '李秀英');
    type(/孩子多大/, '七');
    await press(/^报名（/);
    expect(await screen.findByText('请填数字')).toBeTruthy();
    expect(journeys).toEqual([]);
  });

  test('keeps what was typed when the network drops, and repeats the same request', async () => {
    let lost = true;
    const close = await openForm({}, () => (lost ? 'lost' : seated));
    type(/^姓名/, '李秀英');
    await press(/^报名（/);
    expect(await screen.findByText('网络不通。请检查信号后再试。')).toBeTruthy();
    close();

    lost = false;
    render(<RegisterPage />);
    await screen.findByText('谁来参加');
    expect((screen.getByLabelText(/^姓名/) as HTMLInputElement).value).toBe('李秀英');
    await press(/^报名（/);
    const [first, second] = sent();
    expect(second?.requestId).toBe(first?.requestId);
  });

  test('takes no more people than the activity does, and says what larger groups do', async () => {
    await openForm({ partyMax: 1 });
    expect(screen.queryByRole('button', { name: '再加一位同行的人' })).toBeNull();
    expect(screen.getByText(/人多请给站点打电话/)).toBeTruthy();
  });
});
