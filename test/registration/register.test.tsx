/** @jest-environment jsdom */

import RegisterPage from '@app/pages/register/index';
import type { ActivityView } from '@core/programme/contract';
import { AppError } from '@core/refusal';
import { forgetEverything, journeys, openWith } from '@test/support/taro';
import { asked, makeView, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

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

  test('warns of what is held at the same time, and registers all the same', async () => {
    const view = makeView();
    const { startsAt, endsAt } = view;
    const place = { sessionId: 's1', startsAt, endsAt, allDay: false, place: '礼堂' };
    serve({
      'activity.view': () => view,
      'registration.create': () => seated,
      'registration.mine': () => ({
        registrations: [
          {
            registration: {
              registrationId: 'r2',
              activityId: 'a2',
              status: 'seated',
              size: 1,
              arrived: 0,
              party: [],
            },
            activity: {
              ...place,
              activityId: 'a2',
              title: '合唱排练',
              kind: 'training',
              state: 'published',
              stationName: '文化馆',
              sessions: [place],
            },
          },
        ],
      }),
    });
    render(<RegisterPage />);
    expect(await screen.findByText('这个时间您已经报了《合唱排练》')).toBeTruthy();
    type(/^姓名/, '李秀英');
    await press(/^报名（/);
    expect(sent()).toHaveLength(1);
  });

  test('asks an age only where seats are kept for it, says why, and sends it', async () => {
    const pool = { poolId: 'p1', name: '长者席', releasesAt: null, seats: 5, left: 5 };
    await openForm({ pools: [{ ...pool, for: 'ages', ages: ['elder'] }] });
    expect(screen.getByText('70岁以上还有 5 个长者席，一起来的人里有一位就行。')).toBeTruthy();
    type(/^姓名/, '李秀英');
    fireEvent.click(screen.getByRole('radio', { name: '70岁以上' }));
    await press(/^报名（/);
    expect(sent()[0]).toMatchObject({ party: [{ name: '李秀英', ageBand: 'elder' }] });
  });

  test('has one choose which seats, where there are seats to choose from', async () => {
    const pool = { for: 'choice', releasesAt: null, seats: 10, left: 2 } as const;
    await openForm({
      left: 0,
      pools: [
        { ...pool, poolId: 'p1', name: '选手' },
        { ...pool, poolId: 'p2', name: '观众', left: 0 },
      ],
    });
    type(/^姓名/, '李秀英');
    await press(/^报名（/);
    expect(screen.getByText('请选一种名额')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '观众（满了，可候补）' }));
    expect(screen.getByRole('button', { name: '排队候补（共 1 人）' })).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '选手（还有 2 个）' }));
    await press('报名（共 1 人）');
    expect(sent()[0]).toMatchObject({ pool: 'p1' });
  });

  test('says before it is sent that staff decide', async () => {
    await openForm({ approval: true });
    expect(screen.getByText('交上去由站点确认')).toBeTruthy();
    expect(screen.getByRole('button', { name: '交上去（共 1 人）' })).toBeTruthy();
  });

  test('has a guardian read the notice and agree, where a child of the family comes', async () => {
    serve({
      'activity.view': () => makeView(),
      'registration.create': () => seated,
      'family.list': () => ({ people: [{ personId: 'f1', name: '小满', ageBand: 'child' }], version: 1 }),
    });
    render(<RegisterPage />);
    fireEvent.click(await screen.findByRole('checkbox', { name: '小满' }));
    expect(screen.queryByLabelText(/^电话/)).toBeNull();
    await press(/^报名（/);
    expect(screen.getByText('请先看说明，再打勾')).toBeTruthy();
    expect(sent()).toHaveLength(0);
    fireEvent.click(screen.getByRole('checkbox', { name: /监护人/ }));
    await press(/^报名（/);
    expect(sent()[0]).toMatchObject({ party: [{ name: '小满', ageBand: 'child' }], guardian: true });
  });

  test('fills in the last party with one tap, and what was answered then', async () => {
    const questions = [{ id: 'q1', label: '住在哪个小区？', type: 'text' as const }];
    const close = await openForm({ questions });
    type(/^姓名/, '李秀英');
    await press('再加一位同行的人');
    type(/^第二位的姓名/, '奶奶');
    type(/住在哪个小区/, '石桥花园');
    await press(/^报名（/);
    close();

    openWith({ id: 'a2' });
    await openForm({ questions: [{ ...questions[0]!, id: 'q9' }] });
    await press('和上次一样（2 人）');
    await press('报名（共 2 人）');
    expect(sent()[0]).toMatchObject({
      party: [{ name: '李秀英' }, { name: '奶奶' }],
      answers: { q9: '石桥花园' },
    });
  });

  test('opens for nobody who is registered already', async () => {
    const party = [{ name: '李秀英', accompanying: false }];
    const mine = {
      registrationId: 'r1',
      activityId: 'a1',
      status: 'seated',
      size: 1,
      arrived: 0,
      party,
    } as const;
    serve({ 'activity.view': () => makeView({ mine: { ...mine, party } }) });
    render(<RegisterPage />);
    expect(await screen.findByText('您已经报过这个活动')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^报名（/ })).toBeNull();
  });

  test('takes no more people than the activity does, and says what larger groups do', async () => {
    await openForm({ partyMax: 1 });
    expect(screen.queryByRole('button', { name: '再加一位同行的人' })).toBeNull();
    expect(screen.getByText(/人多请给站点打电话/)).toBeTruthy();
  });
});

describe('an activity that is not for everybody', () => {
  const elders = { ages: ['senior', 'elder'] } as const;

  test('asks everybody who takes part their age among its own, and nobody who accompanies', async () => {
    await openForm({ ages: [...elders.ages] });
    expect(screen.getByText('这个活动面向60岁以上。别的年龄可以陪同一起来，选“陪同”就行。')).toBeTruthy();
    type(/^姓名/, '李秀英');
    await press(/^报名（/);
    expect(screen.getByText('这个活动面向60岁以上，请选年龄段；陪同的人不用选')).toBeTruthy();
    expect(sent()).toHaveLength(0);
    fireEvent.click(screen.getByRole('radio', { name: '70岁以上' }));
    await press('再加一位同行的人');
    type(/^第二位的姓名/, '小吴');
    fireEvent.click(screen.getAllByRole('radio', { name: '陪同' })[1]!);
    expect(screen.getAllByRole('radio', { name: '70岁以上' })).toHaveLength(1);
    await press('报名（共 2 人）');
    expect(sent()[0]).toMatchObject({
      party: [
        { name: '李秀英', ageBand: 'elder' },
        { name: '小吴', accompanying: true },
      ],
    });
  });

  test('has one tick for whoever is of the area, and asks for no papers', async () => {
    await openForm({ residentsOf: '石桥社区' });
    type(/^姓名/, '李秀英');
    await press(/^报名（/);
    expect(screen.getByText(/面向石桥社区的居民.*请打勾，不用证明/)).toBeTruthy();
    expect(sent()).toHaveLength(0);
    fireEvent.click(screen.getByRole('checkbox', { name: '我住在石桥社区，或在那里工作、上学' }));
    await press(/^报名（/);
    expect(sent()[0]).toMatchObject({ declares: true });
  });
});

describe('what this phone remembers', () => {
  const questions = [
    { id: 'q1', label: '住在哪个小区？', type: 'text' as const },
    { id: 'q2', label: '衣服尺码', type: 'choice' as const, choices: ['大', '小'] },
  ];

  test('is filled in at the next activity that asks the same, and cleared with one tap', async () => {
    const close = await openForm({ questions });
    type(/^姓名/, '李秀英');
    type(/住在哪个小区/, '石桥花园');
    fireEvent.click(screen.getByRole('radio', { name: '小' }));
    await press(/^报名（/);
    close();

    openWith({ id: 'a2' });
    await openForm({ questions: questions.map(one => ({ ...one, id: `${one.id}b` })) });
    expect((screen.getByLabelText(/住在哪个小区/) as HTMLInputElement).value).toBe('石桥花园');
    expect(screen.getByRole('radio', { name: '小' }).getAttribute('aria-checked')).toBe('true');
    await press('清掉记下的回答');
    expect((screen.getByLabelText(/住在哪个小区/) as HTMLInputElement).value).toBe('');
    expect(screen.getByRole('radio', { name: '小' }).getAttribute('aria-checked')).toBe('false');
  });
});
