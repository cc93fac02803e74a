/** @jest-environment jsdom */

import Almanac from '@app/admin/almanac/index';
import { markedMonths, monthSaid, withDay } from '@app/admin/almanac/months';
import { areasKept } from '@app/admin/areas/reach';
import type { DaysOffReading, DaysOffView, OwnDaysView } from '@core/almanac/contract';
import type { Grant } from '@core/kernel/roles';
import { AppError } from '@core/refusal';
import { forgetEverything, openWith } from '@test/support/taro';
import { asked, serve } from '@test/support/taro-server';
import { act, fireEvent, render, screen } from '@testing-library/react';

jest.mock('@app/services/transport');

const areas = [
  { areaId: 'root', name: '江城区', parentId: null },
  { areaId: 'east', name: '东街街道', parentId: 'root' },
  { areaId: 'qiao', name: '石桥社区', parentId: 'east' },
  { areaId: 'west', name: '西岭镇', parentId: 'root' },
];
const admin = (areaId: string): Grant => ({ role: 'admin', areaId });
const nothing: DaysOffView = { year: 2099, state: 'unannounced', off: [], work: [], version: 0 };
const reading: DaysOffReading = {
  off: ['2099-01-01/2099-01-03'],
  work: ['2099-01-10'],
  problems: [],
  notes: [],
  changes: [{ date: '2099-01-01', from: '未公布', to: '休' }],
  source: '国办发明电〔2098〕7号',
};
const fair = {
  name: '东街庙会',
  rule: { fixed: [6, 9] as [number, number] },
  when: '6月9日',
  next: ['2099-06-09'],
};
const east: OwnDaysView = {
  areaId: 'east',
  areaName: '东街街道',
  days: [fair],
  above: [{ areaName: '江城区', name: '江城日', when: '谷雨' }],
  version: 3,
};

beforeEach(() => {
  forgetEverything();
  openWith({});
});

async function open(grants: Grant[], answers: Parameters<typeof serve>[0]) {
  serve({
    'me.view': () => ({ grants, stations: [], uploads: '' }),
    'area.list': () => ({ name: '江城区', areas }),
    ...answers,
  });
  await act(async () => {
    render(<Almanac />);
  });
}
const press = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
};
const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const sent = (action: string) => asked.filter(one => one.action === action).map(one => one.input);
const isOff = (name: RegExp) => screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

describe('days off', () => {
  async function paste(found: DaysOffReading, set: () => DaysOffView = () => ({ ...nothing, version: 1 })) {
    await open([admin('root')], {
      'almanac.daysOff': () => nothing,
      'almanac.previewDaysOff': () => found,
      'almanac.setDaysOff': set,
    });
    await press('公布了，贴上通知');
    type(/整段贴进来/, '一、元旦：……');
    await press('读一读');
  }

  test('a year not announced says so, and what to do when it is', async () => {
    await open([admin('root')], { 'almanac.daysOff': () => nothing });
    expect(screen.getByText('2099年还没有公布')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /撤回/ })).toBeNull();
  });

  test('an announcement is read, shown as months, and stored on the version that was shown', async () => {
    await paste(reading);
    expect(screen.getByText('读出来：休 3 天，班 1 天')).toBeTruthy();
    expect(screen.getByLabelText('2099年1月，放假：1日、2日、3日；上班：10日')).toBeTruthy();
    await press(/^存入/);
    expect(sent('almanac.setDaysOff')).toEqual([
      expect.objectContaining({
        off: reading.off,
        work: reading.work,
        source: '国办发明电〔2098〕7号',
        version: 0,
      }),
    ]);
  });

  test('what is wrong is shown with its words, and cannot be stored', async () => {
    const problems = [{ phrase: '1月10日(周六)', problem: '1月10日是周日', write: '请核对' }];
    await paste({ ...reading, problems });
    expect(screen.getByText('有 1 处要改')).toBeTruthy();
    expect(screen.getByText('“1月10日(周六)”：1月10日是周日')).toBeTruthy();
    expect(isOff(/^存入/)).toBe(true);
  });

  test('a change of what stands already says which days become what', async () => {
    await open([admin('root')], {
      'almanac.daysOff': () => ({ ...nothing, state: 'released', off: ['2099-01-01'], work: [] }),
      'almanac.previewDaysOff': () => ({
        ...reading,
        changes: [{ date: '2099-01-02', from: null, to: '休' }],
      }),
    });
    await press(/改放假安排/);
    await press(/从现在的安排改起/);
    expect(sent('almanac.previewDaysOff')).toEqual([
      { year: expect.any(Number), off: ['2099-01-01'], work: [] },
    ]);
    expect(screen.getByText('1月2日 周五 平常→休')).toBeTruthy();
  });

  test('a day is put right by hand only where the text has nothing wrong left in it', async () => {
    await paste({ ...reading, problems: [{ phrase: '1月10日', problem: '不对', write: '请核对' }] });
    expect(screen.queryByRole('button', { name: '有一天不对，单独改' })).toBeNull();
  });

  test('an arrangement that changes nothing need not be stored', async () => {
    await paste({ ...reading, changes: [] });
    expect(screen.getByText('和现在的安排一样，不用存')).toBeTruthy();
    expect(isOff(/^存入/)).toBe(true);
  });

  test('somebody else’s change meanwhile is told, and what was pasted stays', async () => {
    await paste(reading, () => {
      throw new AppError('almanac.changed');
    });
    await press(/^存入/);
    expect(screen.getByText(/刚被别人改过/)).toBeTruthy();
    expect((screen.getByLabelText(/整段贴进来/) as HTMLInputElement).value).toBe('一、元旦：……');
  });

  test('one stored here can be taken back, after being asked', async () => {
    const stored: DaysOffView = {
      ...nothing,
      state: 'stored',
      off: ['2099-01-01'],
      source: '通知',
      version: 4,
    };
    await open([admin('root')], {
      'almanac.daysOff': () => stored,
      'almanac.withdrawDaysOff': () => ({ ...nothing, version: 5 }),
    });
    await press('撤回这份安排');
    expect(sent('almanac.withdrawDaysOff')).toEqual([]);
    await press('撤回');
    expect(sent('almanac.withdrawDaysOff')).toEqual([expect.objectContaining({ version: 4 })]);
  });
});

describe('an area’s own days', () => {
  const openEast = (answers: Parameters<typeof serve>[0] = {}) =>
    open([admin('east')], { 'almanac.days': () => east, ...answers });

  test('are all that the admin of a part of the platform sees', async () => {
    await openEast();
    expect(screen.queryByText('放假安排')).toBeNull();
    expect(screen.getByText('东街庙会')).toBeTruthy();
    expect(screen.getByText('江城日，每年谷雨（江城区）')).toBeTruthy();
  });

  test('one is added in words that are read first, and the list is written whole', async () => {
    await openEast({
      'almanac.readDay': () => ({ rule: { lunar: [5, 5] }, when: '农历五月初五', next: ['2099-06-23'] }),
      'almanac.setDays': () => east,
    });
    await press('加一个日子');
    type(/^叫什么/, '龙舟日');
    type(/^是哪天/, '端午');
    await press('看看是哪天');
    expect(screen.getByText('每年农历五月初五')).toBeTruthy();
    await press(/^存入/);
    expect(sent('almanac.setDays')).toEqual([
      expect.objectContaining({
        areaId: 'east',
        version: 3,
        days: [
          { name: '东街庙会', rule: { fixed: [6, 9] } },
          { name: '龙舟日', rule: { lunar: [5, 5] } },
        ],
      }),
    ]);
  });

  test('words that mean no day are answered at their field, and nothing is written', async () => {
    await openEast({
      'almanac.readDay': () => {
        throw new AppError('input.invalid', { when: '不知道「改天」是哪天。例如「6月9日」' });
      },
    });
    await press('加一个日子');
    type(/^叫什么/, '某日');
    type(/^是哪天/, '改天');
    await press(/^存入/);
    expect(screen.getByText('不知道「改天」是哪天。例如「6月9日」')).toBeTruthy();
    expect(sent('almanac.setDays')).toEqual([]);
  });

  test('one is taken away only after a second tap', async () => {
    await openEast({ 'almanac.setDays': () => ({ ...east, days: [] }) });
    await press('去掉东街庙会');
    expect(sent('almanac.setDays')).toEqual([]);
    await press('确定去掉');
    expect(sent('almanac.setDays')).toEqual([expect.objectContaining({ days: [], version: 3 })]);
  });
});

test('who is nobody’s admin is told who is', async () => {
  await open([{ role: 'manager', stationId: 'hall' }], {});
  expect(screen.getByText('这里由地区的管理员维护')).toBeTruthy();
});

test('without a network the page says so', async () => {
  await open([admin('root')], { 'almanac.daysOff': () => 'lost' });
  expect(screen.getByText('网络不通')).toBeTruthy();
});

test('an admin keeps the area and everything below, each once, in the order of the tree', () => {
  const names = (...grants: Grant[]) =>
    areasKept(grants, areas).map(({ area, depth }) => `${depth}${area.name}`);
  expect(names(admin('root'))).toEqual(['0江城区', '1东街街道', '2石桥社区', '1西岭镇']);
  expect(names(admin('east'), admin('qiao'))).toEqual(['0东街街道', '1石桥社区']);
  expect(names({ role: 'reviewer', areaId: 'root' })).toEqual([]);
});

describe('the months to look at', () => {
  const days = { off: ['2026-12-31/2027-01-02'], work: ['2027-01-09'] };

  test('are those in which anything is marked, over the turn of the year', () => {
    expect(markedMonths(days).map(({ month, blanks }) => [month, blanks])).toEqual([
      ['2026-12', 1],
      ['2027-01', 4],
    ]);
    expect(monthSaid(markedMonths(days)[1]!)).toBe('2027年1月，放假：1日、2日；上班：9日');
  });

  test('one day put right leaves the others', () => {
    expect(withDay(days, '2027-01-02', null).off).toEqual(['2026-12-31', '2027-01-01']);
    expect(withDay(days, '2027-01-09', '休')).toEqual({
      off: ['2026-12-31', '2027-01-01', '2027-01-02', '2027-01-09'],
      work: [],
    });
  });
});
