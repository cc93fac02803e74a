import { fingerprint } from '@core/plan/fingerprint';
import { readPlan } from '@core/plan/read';
import { type Cells, expectReading, planOf, readingWith, readRowWith, stations } from '@test/support/plans';

describe('what cannot be right is reported at its cell', () => {
  test.each<[Cells, string, RegExp, RegExp]>([
    [{ 活动时间: '2月30日 9:00-11:00', 月份: '2月' }, 'E3', /2027年没有2月30日/, /2月28日/],
    [{ 活动时间: '13月1日 9:00-11:00' }, 'E3', /没有13月1日/, /1 到 12/],
    [{ 活动时间: '1月16日 11:30-9:00' }, 'E3', /结束时间不晚于开始时间/, /次日/],
    [{ 活动时间: '1月16日 25:00' }, 'E3', /不是有效的时间/, /9:00/],
    [{ 活动时间: '1月16日 9:75-11:00' }, 'E3', /不是有效的时间/, /9:00/],
    [{ 活动时间: '1月16日' }, 'E3', /没有写几点/, /全天/],
    [{ 活动时间: '1月16日下午' }, 'E3', /没有写几点/, /9:00/],
    [{ 活动时间: '' }, 'E3', /没有写活动时间/, /1月16日/],
    [{ 活动时间: '待定' }, 'E3', /待定/, /1月16日/],
    [{ 活动时间: '1月中旬 9:00' }, 'E3', /中旬/, /1月16日/],
    [{ 活动时间: '每周八 9:00-11:00' }, 'E3', /没有「每周八」/, /每周六/],
    [{ 活动时间: '隔周六 9:00-11:00' }, 'E3', /隔周/, /每周五/],
    [{ 活动时间: '2026年1月16日 9:00-11:00' }, 'E3', /写的是2026年，这份计划是2027年/, /不写年份/],
    [{ 活动时间: '每周二9:00、每周四14:00' }, 'E3', /两个“每周”/, /每周五/],
    [{ 活动时间: '第六个周六 9:00-11:00' }, 'E3', /没有读出是哪一天/, /1月16日/],
    [{ 活动时间: '2月第五个周六 9:00', 月份: '2月' }, 'E3', /没有「2月第五个周六」/, /第二个/],
    [{ 活动时间: '9:00-11:00' }, 'E3', /没有读出是哪一天/, /1月16日/],
    [{ 活动时间: '1月16日（周日）9:00' }, 'E3', /1月16日是周六，不是周日/, /周六/],
    [{ 活动时间: '1月16日（腊月初八）9:00' }, 'E3', /不是腊月初八/, /1月15日（腊月初八）/],
    [{ 活动时间: '1月20日-1月16日 9:00-11:00' }, 'E3', /结束日期早于开始日期/, /1月20日/],
    [{ 活动时间: '除夕 19:30', 月份: '1月' }, 'E3', /除夕」是2月5日，不在1月/, /2月/],
    [{ 活动时间: '腊月三十 19:30', 月份: '2月' }, 'E3', /2027年没有「腊月三十」/, /除夕/],
    [{ 月份: '13月' }, 'B3', /不是月份/, /12月/],
    [{ 月份: '春天' }, 'B3', /不是月份/, /1月/],
    [{ 活动名称: '' }, 'D3', /没有写活动名称/, /名字/],
    [{ 活动名称: '长'.repeat(61) }, 'D3', /超过60个字/, /备注/],
    [{ 主办单位: '' }, 'G3', /没有写主办单位/, /站点/],
    [{ 主办单位: '区文化官' }, 'G3', /没有叫「区文化官」的站点/, /「区文化馆」/],
    [{ 主办单位: '气象局' }, 'G3', /没有叫「气象局」的站点/, /全称/],
    [{ 预计人数: '若干' }, 'J3', /「若干」不是人数/, /200/],
    [{ 预计人数: '-5' }, 'J3', /不是人数/, /不限/],
    [{ 备注: '共3讲' }, 'L3', /备注写「共3讲」，活动时间里有1次/, /共1讲/],
    [{ 类型: '宴会' }, 'M3', /没有「宴会」这个类型/, /演出/],
    [{ 参加方式: '随缘' }, 'M3', /看不懂参加方式/, /自由参加/],
    [{ 名额: '很多' }, 'M3', /不是人数/, /整数/],
  ])('%j: cell %s', (cells, cell, problem, write) => {
    const row = readRowWith(cells);
    expect(row.reading).toBeNull();
    expect(row.problems).toEqual([
      { cell, problem: expect.stringMatching(problem), write: expect.stringMatching(write) },
    ]);
  });

  test('every problem of a row is told at once', () => {
    const { problems } = readRowWith({ 活动名称: '', 活动时间: '2月30日 9:00', 主办单位: '气象局' });
    expect(problems.map(problem => problem.cell)).toEqual(['D3', 'E3', 'G3']);
  });
});

describe('who may come, and how', () => {
  test.each<[Cells, object]>([
    [{ 备注: '15 组，1大1小' }, { unit: 'group', perGroup: 2 }],
    [
      { 预计人数: '15组', 备注: '每组3人' },
      { unit: 'group', perGroup: 3, expected: 15 },
    ],
    [{ 预计人数: '约200人' }, { unit: 'person', expected: 200, capacity: null }],
    [{ 预计人数: '200余人' }, { expected: 200 }],
    [{ 预计人数: '1,500' }, { expected: 1500 }],
    [{ 预计人数: '200-300人' }, { expected: 300 }],
    [{ 预计人数: '' }, { expected: null, capacity: null, mode: 'registration' }],
    [{ 预计人数: '不限' }, { expected: null, capacity: null, unlimited: true, mode: 'open' }],
    [{ 名额: '30' }, { capacity: 30, expected: 200, mode: 'registration' }],
    [{ 名额: '不限' }, { capacity: null, unlimited: true, mode: 'open' }],
    [{ 备注: '限30人，先到先得' }, { capacity: 30 }],
    [{ 备注: '团体预约' }, { mode: 'group' }],
    [{ 参与对象: '中小学生（学校组织）' }, { mode: 'group' }],
    [{ 备注: '线上投稿' }, { mode: 'submission' }],
    [{ 参加方式: '自由参加' }, { mode: 'open' }],
    [
      { 预计人数: '不限', 参加方式: '报名' },
      { mode: 'registration', unlimited: true },
    ],
    [{ 类型: '讲座' }, { kind: 'lecture' }],
    [{ 类型: '戏曲演出' }, { kind: 'performance' }],
    [{ 参与对象: '60岁以上老人' }, { ages: { min: 60 } }],
    [{ 参与对象: '14周岁以下' }, { ages: { max: 14 } }],
    [{ 活动地点: '' }, { place: { kind: 'undecided', text: '待定' } }],
    [{ 活动地点: '腾讯会议' }, { place: { kind: 'online', text: '腾讯会议' } }],
    [
      { 主办单位: '区文化馆、区图书馆', 协办单位: '区作协，各街道' },
      { coHosts: ['区图书馆', '区作协', '各街道'] },
    ],
    [{ 主办单位: '江城区文化馆' }, { stationId: 'st1', hostName: '区文化馆' }],
  ])('%j', (cells, expected) => expect(readingWith(cells)).toMatchObject(expected));
});

describe('the sheet', () => {
  test('columns may stand in any order, under other names, with titles above and notes below', () => {
    const sheet = {
      name: '计划',
      rows: [
        ['某某区文化活动安排'],
        ['2027年度'],
        [],
        ['主办', '时间', '活动项目', '地点', '电话'],
        ['区文化馆', '1月16日 9:00-11:00', '新年音乐会', '文化礼堂', '1'],
        ['', '', '', '', ''],
        ['主办', '时间', '活动项目', '地点', '电话'],
        ['区图书馆', '2月16日 9:00-11:00', '读书会', '图书馆', '2'],
        ['注：遇雨顺延', '', '', '', ''],
        ['合计', '', '2', '', ''],
      ],
    };
    const plan = readPlan(sheet, { stations });
    expect(plan.rows.map(row => [row.row, expectReading(row).title])).toEqual([
      [5, '新年音乐会'],
      [8, '读书会'],
    ]);
    expect(
      readPlan({ ...sheet, rows: sheet.rows.map((row, i) => (i === 1 ? [''] : row)) }, { stations }).year,
    ).toBe(0);
  });

  test('a month or theme left empty continues from above, as merged cells do in a .csv', () => {
    const plan = readPlan(
      planOf(
        { 月份: '6月', 月度主题: '端午', 活动时间: '端午节 9:00-10:00' },
        { 月份: '', 月度主题: '', 活动名称: '二', 活动时间: '每周六 9:00-10:00' },
      ),
      { stations },
    );
    expect(plan.rows.map(row => expectReading(row).theme)).toEqual(['端午', '端午']);
    expect(expectReading(plan.rows[1]!).summary).toContain('6月每周六');
    expect(plan.themes).toEqual([{ month: '2027-06', title: '端午' }]);
  });

  test('the year comes from the title, then the sheet’s name, then what is told; the day of filing is no year', () => {
    const sheet = planOf({});
    const untitled = (title: string, name: string) => ({ name, rows: [[title], ...sheet.rows.slice(1)] });
    expect(readPlan(untitled('二〇二八年活动计划', 'x'), { stations }).year).toBe(2028);
    expect(readPlan(untitled('填报日期：2026年11月20日', '2027年计划'), { stations }).year).toBe(2027);
    expect(readPlan(untitled('活动计划', 'Sheet1'), { stations, year: 2029 }).year).toBe(2029);
    expect(readPlan(untitled('活动计划', 'Sheet1'), { stations }).rows[0]).toMatchObject({
      reading: null,
      problems: [{ cell: 'A1', problem: '没有写是哪一年的计划' }],
    });
  });

  test.each([
    [[], 'A1', /没有找到表头/],
    [[['2027年计划'], ['月份', '活动名称', '活动时间', '备注']], 'A2', /缺少“主办单位”/],
    [planOf({}).rows.slice(0, 2), 'A3', /没有活动/],
  ])('%j is refused at %s', (rows, cell, problem) => {
    const plan = readPlan({ name: 'x', rows }, { stations });
    expect(plan.rows).toEqual([
      expect.objectContaining({
        reading: null,
        problems: [expect.objectContaining({ cell, problem: expect.stringMatching(problem) })],
      }),
    ]);
  });

  test('an activity with nothing but a name is not passed over', () => {
    const empty = Object.fromEntries(planOf({}).rows[1]!.map(name => [name, ''])) as Cells;
    const { problems } = readRowWith({ ...empty, 月份: '1月', 活动名称: '新年音乐会' });
    expect(problems.map(problem => problem.cell)).toEqual(['E3', 'G3']);
  });
});

describe('a row’s identity', () => {
  const key = (cells: Cells) => readRowWith(cells).key;

  test('stays when its time, place or numbers change, and not when host, title or month do', () => {
    expect(key({ 活动时间: '1月17日 9:00', 活动地点: '别处', 预计人数: '1' })).toBe(key({}));
    expect(key({ 活动名称: '“新年” 音乐会' })).toBe(key({}));
    expect(
      new Set([
        key({}),
        key({ 主办单位: '区图书馆' }),
        key({ 活动名称: '二' }),
        key({ 月份: '2月', 活动时间: '2月1日 9:00' }),
      ]).size,
    ).toBe(4);
  });

  test('twice the same host, title and month are told apart by their order', () => {
    const { rows } = readPlan(planOf({}, { 活动时间: '1月23日 9:00' }), { stations });
    expect(rows[1]!.key).toBe(`${rows[0]!.key}#2`);
  });

  test('its fingerprint changes with what it says, and with nothing else', () => {
    const print = (cells: Cells) => fingerprint(readingWith(cells));
    const base = print({});
    expect(print({ 序号: '9', 活动时间: '1月16日（周六） 9：00-11：30' })).toBe(base);
    for (const cells of [
      { 活动时间: '1月16日 9:00-11:31' },
      { 活动地点: '别处' },
      { 预计人数: '201' },
      { 备注: '一' },
      { 协办单位: '一' },
    ]) {
      expect(print(cells)).not.toBe(base);
    }
  });
});
