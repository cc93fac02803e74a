/** @jest-environment jsdom */

import MissedPage from '@app/family/no-shows/index';
import MessagesPage from '@app/messages/index';
import ActivityPage from '@app/pages/activity/index';
import RegisterPage from '@app/pages/register/index';
import { noShowsPage } from '@app/services/links';
import type { MyNoShow } from '@core/no-shows/contract';
import { AppError } from '@core/refusal';
import { forgetEverything, journeys, openWith } from '@test/support/taro';
import { asked, makeView, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

const makeNoShow = (overrides: Partial<MyNoShow> = {}): MyNoShow => ({
  noShowId: 'n1',
  activityId: 'a1',
  title: '端午诗会',
  startsAt: '2027-06-09T09:00:00+08:00',
  stationName: '东街文化站',
  seatedAt: '2027-06-01T10:00:00+08:00',
  state: 'counts',
  until: '2027-09-20T10:00:00+08:00',
  ...overrides,
});
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const sent = (action: string) => asked.filter(one => one.action === action).map(({ input }) => input);

beforeEach(() => forgetEverything());

describe('未到场记录', () => {
  const open = async (noShows: MyNoShow[], answers: Parameters<typeof serve>[0] = {}) => {
    const pauses = noShows.length > 0 ? [{ areaName: '东街街道', until: '2027-06-27T00:00:00+08:00' }] : [];
    serve({
      'noshow.mine': () => ({ noShows, pauses }),
      'noshow.appeal': () => ({ state: 'open' }),
      ...answers,
    });
    render(<MissedPage />);
    await screen.findByText(noShows[0]?.title ?? '没有未到场记录');
  };

  test('thanks whoever has none', async () => {
    await open([]);
    expect(screen.getByText(/谢谢您让别人也能轮上/)).toBeTruthy();
  });

  test('says which, why, until when, and that the family is not stopped', async () => {
    await open([makeNoShow()]);
    expect(screen.getByText('您自己报东街街道的活动先停一停，6月27日 周日起恢复')).toBeTruthy();
    expect(screen.getByText(/给家人报名不受影响/)).toBeTruthy();
    expect(screen.getByText(/6月1日 周二 10:00起座位留给您，门口没有您的签到，当时有别人在等/)).toBeTruthy();
  });

  test('takes an appeal with one tap on a reason, and none without', async () => {
    await open([makeNoShow()]);
    await press('申诉：端午诗会');
    await press('交给站点');
    expect(screen.getByText('请写一句，或点上面一个')).toBeTruthy();
    expect(sent('noshow.appeal')).toEqual([]);
    await press('那天生病了');
    await press('交给站点');
    expect(sent('noshow.appeal')).toMatchObject([
      { noShowId: 'n1', text: '那天生病了', requestId: expect.any(String) },
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('keeps what was written where it did not arrive', async () => {
    await open([makeNoShow()], {
      'noshow.appeal': () => {
        throw new AppError('system.busy');
      },
    });
    await press('申诉：端午诗会');
    await press('家里有急事');
    await press('交给站点');
    expect(screen.getByText(/您填的内容都在/)).toBeTruthy();
    expect((screen.getByLabelText(/^那天是怎么回事/) as HTMLInputElement).value).toBe('家里有急事');
  });

  test.each<[string, Partial<MyNoShow>, RegExp]>([
    ['one that waits', { appeal: { state: 'open', text: '病了', at: '' } }, /结果会写在“消息”里/],
    [
      'one declined',
      { contact: '010-88886721', appeal: { state: 'declined', text: '病了', at: '', reason: '没有查到' } },
      /站点没有通过：没有查到。还有疑问请打 010-88886721/,
    ],
    ['one accepted', { state: 'excused', appeal: { state: 'accepted', text: '病了', at: '' } }, /申诉通过了/],
    ['one taken back', { state: 'takenBack' }, /后来查到您到了/],
  ])('says where %s stands, and offers no second appeal', async (_, overrides, words) => {
    await open([makeNoShow(overrides)]);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^申诉/ })).toBeNull();
  });
});

describe('a paused resident', () => {
  const view = makeView({ pausedUntil: '2098-06-27T00:00:00+08:00' });
  beforeEach(() => openWith({ id: 'a1' }));

  test('learns it on the activity’s page, with the way to object and the way for the family', async () => {
    serve({ 'activity.view': () => view });
    render(<ActivityPage />);
    expect(await screen.findByText('您自己报名先停一停，6月27日 周五起恢复')).toBeTruthy();
    await press('看是哪几次，可以申诉');
    await press('给家人报名');
    expect(journeys).toEqual([noShowsPage, '/pages/register/index?id=a1']);
  });

  test('registers the family with one tick, and nobody without', async () => {
    serve({
      'activity.view': () => view,
      'family.list': () => ({ people: [], version: 0 }),
      'registration.mine': () => ({ registrations: [] }),
      'message.status': () => ({ unread: 0, templates: {} }),
      'registration.create': () => ({ registrationId: 'r1', status: 'seated', repeated: false }),
    });
    render(<RegisterPage />);
    await screen.findByText('给家人报名照常。');
    fireEvent.change(screen.getByLabelText(/^姓名/), { target: { value: '王奶奶' } });
    await press(/^报名（/);
    expect(screen.getByText('只给家人报，请打勾')).toBeTruthy();
    expect(sent('registration.create')).toEqual([]);
    fireEvent.click(screen.getByRole('checkbox', { name: '只给家人报，我自己不占名额' }));
    await press(/^报名（/);
    expect(sent('registration.create')).toMatchObject([{ forFamily: true, party: [{ name: '王奶奶' }] }]);
  });
});

test('a message of a no-show leads to its page', async () => {
  const message = {
    messageId: 'm1',
    heading: '这次没等到您',
    text: '《端午诗会》',
    at: '2027-06-09T09:00:00+08:00',
  };
  serve({
    'message.list': () => ({
      messages: [
        { ...message, kind: 'missed', leadsTo: 'noShows', unread: false, activityId: 'a1', ticket: false },
      ],
    }),
    'message.status': () => ({ unread: 0, templates: {} }),
  });
  render(<MessagesPage />);
  fireEvent.click(await screen.findByRole('link', { name: /这次没等到您/ }));
  expect(journeys).toEqual([noShowsPage]);
});
