/** @jest-environment jsdom */

import TeamPage from '@app/station/helpers/index';
import JoinPage from '@app/station/join/index';
import { codeOf } from '@app/station/join/scene';
import type { Output } from '@core/contract';
import { AppError } from '@core/refusal';
import { forgetEverything, journeys, openWith } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';

jest.mock('@app/services/transport');

beforeEach(() => forgetEverything());

const press = async (name: string | RegExp, where: HTMLElement = document.body) => {
  await act(async () => {
    fireEvent.click(within(where).getByRole('button', { name }));
  });
};
const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const sent = (action: string) => asked.filter(one => one.action === action).map(({ input }) => input);

const open = {
  invitationId: 'i1',
  code: 'ACDEFGHJ',
  most: 3,
  used: 1,
  expiresAt: '2027-06-12T08:00:00+08:00',
  state: 'open' as const,
  by: '站长 老王',
};
const helper = {
  helperId: 'm1',
  name: '小李',
  since: '2027-06-09T08:12:00+08:00',
  until: '2027-06-09T13:00:00+08:00',
};
const image = { image: 'data:image/png;base64,AA==', scene: 'i=ACDEFGHJ', page: 'station/join/index' };

describe('志愿者, for a manager', () => {
  let team: Output<'helper.list'>;
  async function openTeam(answers: Parameters<typeof serve>[0] = {}) {
    openWith({ id: 'a1' });
    serve({ 'helper.list': () => team, 'invitation.code': () => image, ...answers });
    render(<TeamPage />);
    await screen.findByText('端午诗会');
  }
  beforeEach(() => {
    team = { title: '端午诗会', invitations: [open], helpers: [helper] };
  });

  test('lists who helps until when, and which codes still let somebody in', async () => {
    team.invitations = [open, { ...open, invitationId: 'i2', code: 'GHJKMNPQ', state: 'full', used: 3 }];
    team.helpers = [helper, { ...helper, helperId: 'm2', name: '小何', removedAt: helper.since }];
    await openTeam();
    expect(screen.getByText('来帮忙的 1 位')).toBeTruthy();
    expect(screen.getByText(/到 6月9日 周三 13:00 为止/)).toBeTruthy();
    expect(screen.getByText(/请离$/, { selector: '.team__fact' })).toBeTruthy();
    expect(screen.getByRole('button', { name: '出示邀请码 ACDE FGHJ' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /GHJK MNPQ/ })).toBeNull();
    expect(screen.getByText('人数已满')).toBeTruthy();
  });

  test('makes a code and shows it large, to scan and to say', async () => {
    team = { ...team, invitations: [], helpers: [] };
    await openTeam({ 'helper.invite': ({ most }) => ({ ...open, most, used: 0 }) });
    expect(screen.getByText('还没有志愿者')).toBeTruthy();
    await press('发一个邀请码');
    await press('请几位志愿者加一');
    fireEvent.click(screen.getByRole('radio', { name: '2 小时' }));
    await press('生成邀请码');
    expect(sent('helper.invite')[0]).toMatchObject({ activityId: 'a1', most: 4, hours: 2 });
    const shown = screen.getByRole('dialog', { name: '邀请志愿者' });
    expect(within(shown).getByText('ACDE FGHJ')).toBeTruthy();
    expect(await within(shown).findByRole('img', { name: /邀请码 ACDE FGHJ/ })).toBeTruthy();
  });

  test('lets one go only after asking, and says what follows', async () => {
    await openTeam({ 'helper.remove': () => ({ removed: true }) });
    await press('请离小李');
    expect(screen.getByText(/马上不能再扫码/)).toBeTruthy();
    expect(sent('helper.remove')).toEqual([]);
    await press('请离', screen.getByRole('dialog'));
    expect(sent('helper.remove')[0]).toMatchObject({ activityId: 'a1', helperId: 'm1' });
    await waitFor(() => expect(sent('helper.list')).toHaveLength(2));
  });
});

describe('来当志愿者', () => {
  const offer = {
    activityId: 'a1',
    title: '端午诗会',
    stationName: '东街文化站',
    startsAt: '2027-06-09T09:00:00+08:00',
    endsAt: '2027-06-09T11:00:00+08:00',
    allDay: false,
    place: '文化礼堂',
    until: '2027-06-09T13:00:00+08:00',
    joined: false,
  };

  test('from a scanned code: what it is, a name, and the door', async () => {
    openWith({ scene: 'i%3DACDEFGHJ' });
    serve({
      'invitation.view': () => offer,
      'invitation.accept': () => ({ activityId: 'a1', title: offer.title, until: offer.until }),
    });
    render(<JoinPage />);
    expect(await screen.findByText('东街文化站 请您帮忙')).toBeTruthy();
    await press('我来帮忙');
    expect(screen.getByText('请填大家怎么称呼您')).toBeTruthy();
    type(/^大家怎么称呼您/, '小李');
    await press('我来帮忙');
    expect(sent('invitation.accept')[0]).toMatchObject({ code: 'ACDEFGHJ', name: '小李' });
    expect(screen.getByText('您已经是这个活动的志愿者')).toBeTruthy();
    await press('去门口签到');
    expect(journeys).toEqual(['/station/door/gate/index?id=a1']);
  });

  test('typed, in small letters too; a wrong one says why and lets one type another', async () => {
    openWith({});
    serve({
      'invitation.view': () => {
        throw new AppError('invitation.unknown');
      },
    });
    render(<JoinPage />);
    type(/^邀请码/, 'abcd');
    await press('下一步');
    expect(screen.getByText(/^邀请码是八位字母和数字/)).toBeTruthy();
    type(/^邀请码/, 'acde fghj');
    await press('下一步');
    expect(sent('invitation.view')).toEqual([{ code: 'ACDEFGHJ' }]);
    expect(await screen.findByText(/没有这个邀请码/)).toBeTruthy();
    await press('换一个邀请码');
    expect(screen.getByLabelText(/^邀请码/)).toBeTruthy();
  });

  test('somebody who helps there already is led to the door', async () => {
    openWith({ code: 'ACDEFGHJ' });
    serve({ 'invitation.view': () => ({ ...offer, joined: true }) });
    render(<JoinPage />);
    expect(await screen.findByRole('button', { name: '去门口签到' })).toBeTruthy();
  });

  test.each([
    [{ scene: 'i=ACDEFGHJ' }, 'ACDEFGHJ'],
    [{ scene: 'i%3DACDEFGHJ' }, 'ACDEFGHJ'],
    [{ scene: 'i%253DACDEFGHJ' }, 'ACDEFGHJ'],
    [{ scene: 'a=a1' }, undefined],
    [{}, undefined],
  ])('the code in %p is %p', (params, code) => expect(codeOf(params)).toBe(code));
});
