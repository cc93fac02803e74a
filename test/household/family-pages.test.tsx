/** @jest-environment jsdom */

import FamilyPage from '@app/family/household/index';
import { copyText, joined } from '@app/family/privacy/copy-text';
import PrivacyPage from '@app/family/privacy/index';
import { keep, kept } from '@app/services/storage';
import type { Output } from '@core/contract';
import type { Family } from '@core/household/contract';
import { childrenNotice } from '@core/household/family';
import type { CopyPart } from '@core/privacy/contract';
import { AppError } from '@core/refusal';
import { forgetEverything } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';

jest.mock('@app/services/transport');

const grandma = { personId: 'f1', name: '王秀兰', phone: '13812345678', ageBand: 'elder' as const };
const family: Family = { people: [grandma], version: 4 };
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const sent = (name: string) => asked.filter(({ action }) => action === name).map(({ input }) => input);

beforeEach(() => forgetEverything());

describe('我的家人', () => {
  async function openFamily(answers: Parameters<typeof serve>[0] = {}) {
    serve({ 'family.list': () => family, 'family.save': () => family, ...answers });
    render(<FamilyPage />);
    await screen.findByText('王秀兰');
  }

  test('lists people with their phones masked', async () => {
    await openFamily();
    expect(screen.getByText('70岁以上，电话尾号 5678')).toBeTruthy();
    expect(screen.queryByText(/13812345678/)).toBeNull();
  });

  test('adds a child only under the notice and the guardian’s tick, and asks for no phone', async () => {
    await openFamily();
    await press('添加一位');
    fireEvent.click(screen.getByRole('radio', { name: '14岁以下' }));
    for (const line of childrenNotice.lines) expect(screen.getByText(line)).toBeTruthy();
    expect(screen.queryByLabelText(/^电话/)).toBeNull();
    type(/^孩子的小名/, '小满');
    await press('保存');
    expect(screen.getByText('请看完上面的说明，再打勾')).toBeTruthy();
    expect(sent('family.save')).toEqual([]);
    fireEvent.click(screen.getByRole('checkbox', { name: childrenNotice.tick }));
    await press('保存');
    expect(sent('family.save')).toMatchObject([
      { name: '小满', ageBand: 'child', guardian: true, version: 4, requestId: expect.any(String) },
    ]);
  });

  test('changes somebody under their id, on the version it has seen', async () => {
    await openFamily();
    await press('修改王秀兰');
    type(/^姓名/, '王奶奶');
    await press('保存');
    expect(sent('family.save')).toMatchObject([
      { personId: 'f1', name: '王奶奶', phone: '13812345678', ageBand: 'elder', version: 4 },
    ]);
  });

  test('says that another phone was quicker, and shows its list', async () => {
    await openFamily({
      'family.save': () => {
        throw new AppError('family.changed');
      },
    });
    await press('修改王秀兰');
    await press('保存');
    const before = sent('family.list').length;
    await press('看最新的名单');
    await waitFor(() => expect(sent('family.list').length).toBeGreaterThan(before));
  });

  test('takes somebody off after asking once', async () => {
    await openFamily({ 'family.remove': () => ({ people: [], version: 5 }) });
    await press('去掉王秀兰');
    expect(sent('family.remove')).toEqual([]);
    await press('去掉');
    expect(sent('family.remove')).toMatchObject([{ personId: 'f1', version: 4 }]);
  });
});

describe('我的资料与隐私', () => {
  const reply = (parts: CopyPart[]): Output<'privacy.export'> => ({
    madeAt: '2027-06-09T08:00:00+08:00',
    parts,
    registrations: [],
    messages: [],
  });
  const party = {
    title: '端午诗会',
    lines: ['同行人：王秀兰，13812345678', '2027年6月2日 周三 9:00 站长 老王看了完整姓名和电话：核对电话'],
  };
  const page = {
    ...reply([
      { title: '家人', empty: '没有存家人', entries: [{ title: '王秀兰，13812345678', lines: [] }] },
      { title: '报名', empty: '没有报名', entries: [party] },
      { title: '当志愿者', entries: [{ title: '中秋灯会', lines: ['用的名字：小李'] }] },
    ]),
    next: 'registrations.1_g1',
  };
  const last = reply([
    { title: '报名', empty: '没有报名', entries: [{ title: '清明踏青', lines: ['已退出'] }] },
    { title: '通知', empty: '没有通知', entries: [] },
  ]);
  const open = (answers: Parameters<typeof serve>[0] = {}) => {
    serve({ 'privacy.export': ({ cursor }) => (cursor ? last : page), ...answers });
    render(<PrivacyPage />);
  };

  test('shows all pages of what is held, who looked among it', async () => {
    open();
    await press('查看我的全部资料');
    expect(await screen.findByText('端午诗会')).toBeTruthy();
    expect(screen.getByText(/站长 老王看了完整姓名和电话：核对电话/)).toBeTruthy();
    expect(screen.getByText('清明踏青')).toBeTruthy();
    expect(screen.getByText('没有通知')).toBeTruthy();
  });

  test('shows a part nobody has thought of on this side, under the words it comes with', async () => {
    open();
    await press('查看我的全部资料');
    expect(await screen.findByText('当志愿者（1）')).toBeTruthy();
    expect(screen.getByText('报名（2）')).toBeTruthy();
    expect(screen.getByText('中秋灯会')).toBeTruthy();
    expect(screen.getByText('用的名字：小李')).toBeTruthy();
  });

  test('the file holds the same, in Chinese, and is JSON', () => {
    const text = copyText(joined([page, last]));
    expect(JSON.parse(text)).toEqual({
      说明: expect.any(String),
      导出时间: page.madeAt,
      家人: [{ 内容: '王秀兰，13812345678', 详情: [] }],
      报名: [
        { 内容: '端午诗会', 详情: party.lines },
        { 内容: '清明踏青', 详情: ['已退出'] },
      ],
      当志愿者: [{ 内容: '中秋灯会', 详情: ['用的名字：小李'] }],
      通知: [],
    });
  });

  test('deletes only with the word, and the phone forgets with it', async () => {
    open({ 'privacy.delete': () => ({ state: 'done' }) });
    keep('family', [{ name: '王秀兰' }]);
    await press('删除我的全部资料');
    type(/确定要删/, '好');
    await press('全部删除');
    expect(sent('privacy.delete')).toEqual([]);
    type(/确定要删/, '删除');
    await press('全部删除');
    expect(sent('privacy.delete')).toMatchObject([{ confirm: '删除', requestId: expect.any(String) }]);
    expect(await screen.findByText('已经全部删除')).toBeTruthy();
    expect(kept('family')).toBeUndefined();
  });
});
