/** What admins keep up to date in the calendar: the nation's days off, and an area's own days. */
import { planFile } from '@test/support/plan-files';
import { people, startWorld, type World } from '@test/support/world';

const root = 'u-root';
/** Made up, in the words of the real ones: what was announced for 2027 was not known when this was written. */
const announcement = `国办发明电〔2026〕7号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至13日（周六）放假调休，共9天。2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`;

let world: World;
beforeAll(async () => {
  world = await startWorld({ now: '2026-11-24T09:00:00+08:00' });
  world.appoint(root, [{ role: 'admin', areaId: 'root' }]);
});
afterAll(() => world.close());
beforeEach(async () => {
  const query = JSON.stringify({ kind: { $in: ['days', 'daysOff'] } });
  const remove = {
    action: 'database.removeDocument',
    collectionName: 'almanac',
    query,
    queryType: 'WHERE',
    multi: true,
  };
  const reply = await world.database.handle(remove);
  if (reply.code) throw new Error(reply.message);
});

const dayOff = async (date: string, areaId = 'root') =>
  (await world.ok('calendar.month', { areaId, month: date.slice(0, 7) })).days.find(day => day.date === date)
    ?.dayOff;
const read = (text: string, year = 2027) => world.ok('almanac.previewDaysOff', { year, text }, root);
async function announce(version = 0) {
  const { off, work, source } = await read(announcement);
  return world.ok('almanac.setDaysOff', { year: 2027, off, work, source: source!, version }, root);
}

describe('an announcement', () => {
  it('is read first, and changes nothing until it is stored', async () => {
    const before = world.dump('almanac');
    const reading = await read(announcement);
    expect(reading).toMatchObject({ problems: [], notes: [], source: '国办发明电〔2026〕7号' });
    expect(reading.changes).toHaveLength(29 + 4);
    expect(reading.changes).toContainEqual({ date: '2027-02-06', from: '未公布', to: '休' });
    expect(world.dump('almanac')).toEqual(before);
    expect(await dayOff('2027-02-06')).toBe('未公布');
  });

  it('once stored is shown to everybody at once, without a release', async () => {
    expect(await world.ok('almanac.daysOff', { year: 2027 }, root)).toMatchObject({
      state: 'unannounced',
      version: 0,
    });
    expect(await announce()).toMatchObject({ state: 'stored', version: 1 });
    expect(await dayOff('2027-02-06')).toBe('休');
    expect(await dayOff('2027-02-20', 'qiao')).toBe('班');
    expect(await dayOff('2027-02-22')).toBeNull();
    expect(await dayOff('2028-01-03')).toBe('未公布');
    expect(await dayOff('2026-10-10', 'no-such-area')).toBe('班');
  });

  it('warns an import of activities on days that are worked', async () => {
    await announce();
    const fileId = await world.upload(
      planFile({ 活动名称: '书场', 月份: '2月', 活动时间: '2月20日 9:00', 主办单位: '东街文化站' }),
      '2027年计划.csv',
      people.editor,
    );
    const { rows } = await world.ok('publishing.preview', { fileId, year: 2027 }, people.editor);
    expect(rows[0]?.reading?.notes).toContain('2月20日是调休上班日');
  });

  it('may correct what came with the release, and be taken back to it', async () => {
    expect(await world.ok('almanac.daysOff', { year: 2026 }, root)).toMatchObject({ state: 'released' });
    const { off, work } = await world.ok('almanac.daysOff', { year: 2026 }, root);
    const longer = off.map(span => span.replace('2026-10-07', '2026-10-08'));
    await world.ok(
      'almanac.setDaysOff',
      { year: 2026, off: longer, work, source: '补充通知', version: 0 },
      root,
    );
    expect(await dayOff('2026-10-08')).toBe('休');
    const back = await world.ok('almanac.withdrawDaysOff', { year: 2026, version: 1 }, root);
    expect(back).toMatchObject({ state: 'released', version: 2, changed: { by: root } });
    expect(await dayOff('2026-10-08')).toBeNull();
  });

  it('leaves a year 未公布 where nothing came with the release', async () => {
    await announce();
    await world.ok('almanac.withdrawDaysOff', { year: 2027, version: 1 }, root);
    expect(await dayOff('2027-02-06')).toBe('未公布');
    expect(await announce(2)).toMatchObject({ state: 'stored', version: 3 });
    expect(await dayOff('2027-02-06')).toBe('休');
  });

  it('sent twice, as after a lost reply, is one version', async () => {
    const first = await announce();
    expect(await announce()).toEqual(first);
    expect(world.dump('almanac')).toHaveLength(1);
  });

  it('of two who change it at once the second is told so, and loses nothing unseen', async () => {
    await announce();
    const other = { year: 2027, off: ['2027-01-01'], work: [], source: '另一份', version: 0 };
    expect(await world.call('almanac.setDaysOff', other, root)).toMatchObject({ code: 'almanac.changed' });
    expect(await dayOff('2027-02-06')).toBe('休');
    const both = await Promise.all(
      ['一', '二'].map(source => world.call('almanac.setDaysOff', { ...other, source, version: 1 }, root)),
    );
    expect(both.map(reply => reply.ok).sort()).toEqual([false, true]);
  });

  it('a late replay does not bring back what was taken back', async () => {
    await announce();
    await world.ok('almanac.withdrawDaysOff', { year: 2027, version: 1 }, root);
    const { off, work, source } = await read(announcement);
    const replay = { year: 2027, off, work, source: source!, version: 0 };
    expect(await world.call('almanac.setDaysOff', replay, root)).toMatchObject({ code: 'almanac.changed' });
    expect(await dayOff('2027-02-06')).toBe('未公布');
  });

  it('keeps who changed what, and when', async () => {
    await announce();
    await world.ok('almanac.withdrawDaysOff', { year: 2027, version: 1 }, root);
    expect(world.dump('almanac')).toEqual([
      expect.objectContaining({
        version: 2,
        withdrawn: true,
        by: root,
        at: expect.any(Number),
        past: [expect.objectContaining({ version: 1, withdrawn: false, by: root })],
      }),
    ]);
  });

  it.each([
    [{ off: ['2027-01-01'], work: ['2027-01-06'] }, '2027-01-06'],
    [{ off: [], work: [] }, '2027'],
    [{ off: ['2027-02-30'], work: [] }, '2027-02-30'],
  ])('that cannot be is refused at its day: %j', async (days, place) => {
    const reply = await world.call(
      'almanac.setDaysOff',
      { year: 2027, ...days, source: '通知', version: 0 },
      root,
    );
    expect(reply).toMatchObject({
      ok: false,
      code: 'input.invalid',
      details: { [place]: expect.any(String) },
    });
    expect(world.dump('almanac')).toEqual([]);
  });

  it('is not taken for a year whose announcement cannot be there yet', async () => {
    for (const year of [2003, 2028]) {
      const input = { year, off: [`${year}-01-01`], work: [], source: '通知', version: 0 };
      expect(await world.call('almanac.setDaysOff', input, root)).toMatchObject({
        code: 'input.invalid',
        details: { year: expect.stringContaining('2027') },
      });
    }
  });

  it('is the root’s alone: an area’s admin neither reads nor writes it', async () => {
    for (const openid of [people.admin, people.reviewer, people.manager]) {
      const input = { year: 2027, off: ['2027-01-01'], work: [], source: '通知', version: 0 };
      expect(await world.call('almanac.setDaysOff', input, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
      expect(await world.call('almanac.daysOff', { year: 2027 }, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
    }
  });
});

describe('an area’s own days', () => {
  const fair = { name: '东街庙会', rule: { period: { from: [6, 7], to: [6, 13] } } } as const;
  const boats = { name: '龙舟日', rule: { lunar: [5, 5] } } as const;
  const set = (areaId: string, days: readonly object[], openid: string, version = 0) =>
    world.ok('almanac.setDays', { areaId, days: days as never, version }, openid);
  const festivals = async (date: string, areaId: string) =>
    (await world.ok('calendar.month', { areaId, month: date.slice(0, 7) })).days.find(
      day => day.date === date,
    )?.festivals;

  it('are shown there and below, not above and not beside', async () => {
    await set('east', [fair, boats], people.admin);
    expect(await festivals('2027-06-09', 'east')).toEqual(['端午', '东街庙会', '龙舟日']);
    expect(await festivals('2027-06-09', 'qiao')).toEqual(['端午', '东街庙会', '龙舟日']);
    expect(await festivals('2027-06-09', 'root')).toEqual(['端午']);
    expect(await festivals('2027-06-09', 'west')).toEqual(['端午']);
  });

  it('from above stand before those of the area itself', async () => {
    await set('root', [{ name: '江城日', rule: { fixed: [6, 9] } }], root);
    await set('qiao', [{ name: '石桥日', rule: { fixed: [6, 9] } }], people.admin);
    expect(await festivals('2027-06-09', 'qiao')).toEqual(['端午', '江城日', '石桥日']);
    expect(await world.ok('almanac.days', { areaId: 'qiao' }, people.admin)).toMatchObject({
      days: [{ name: '石桥日', when: '6月9日', next: ['2027-06-09', '2028-06-09', '2029-06-09'] }],
      above: [{ areaName: '江城区', name: '江城日', when: '6月9日' }],
    });
  });

  it('of several days are known as a period on each of them', async () => {
    await set('east', [fair], people.admin);
    const { days } = await world.ok('calendar.month', { areaId: 'qiao', month: '2027-06' });
    expect(days.filter(day => day.periods).map(day => day.date.slice(8))).toEqual([
      '07',
      '08',
      '09',
      '10',
      '11',
      '12',
      '13',
    ]);
    expect(days[8]!.periods).toEqual([{ name: '东街庙会', from: '2027-06-07', to: '2027-06-13' }]);
  });

  it('do not replace 休 or 班', async () => {
    await set('east', [{ name: '庙会', rule: { fixed: [10, 10] } }], people.admin);
    const { days } = await world.ok('calendar.month', { areaId: 'east', month: '2026-10' });
    expect(days[9]).toMatchObject({ festivals: ['庙会'], dayOff: '班' });
  });

  it('are written as a whole: added to, changed and taken away', async () => {
    await set('east', [fair], people.admin);
    await set('east', [fair, boats], people.admin, 1);
    const left = await set('east', [boats], people.admin, 2);
    expect(left.days.map(day => day.name)).toEqual(['龙舟日']);
    expect(await festivals('2027-06-09', 'east')).toEqual(['端午', '龙舟日']);
    expect(await set('east', [], people.admin, 3)).toMatchObject({ days: [], version: 4 });
  });

  it('sent twice are one version, and never overwrite what somebody else has written since', async () => {
    expect(await set('east', [fair], people.admin)).toEqual(await set('east', [fair], people.admin));
    world.appoint('u-second', [{ role: 'admin', areaId: 'root' }]);
    await set('east', [fair, boats], 'u-second', 1);
    const late = { areaId: 'east', days: [] as never[], version: 1 };
    expect(await world.call('almanac.setDays', late, people.admin)).toMatchObject({
      code: 'almanac.changed',
    });
    expect(await festivals('2027-06-09', 'east')).toContain('龙舟日');
  });

  it('whose name fails the content check are not stored, and the others stay', async () => {
    await set('east', [boats], people.admin);
    const bad = {
      areaId: 'east',
      days: [boats, { name: '违规测试', rule: { fixed: [6, 1] } }] as never,
      version: 1,
    };
    expect(await world.call('almanac.setDays', bad, people.admin)).toMatchObject({
      code: 'almanac.words-refused',
    });
    expect((await world.ok('almanac.days', { areaId: 'east' }, people.admin)).days).toHaveLength(1);
  });

  it.each([
    ['没有这一天', { fixed: [2, 30] }],
    ['最多 31 天', { period: { from: [1, 1], to: [12, 31] } }],
    ['没有这个节气', { term: '开学' }],
  ])('that cannot be are refused: %s', async (problem, rule) => {
    const input = { areaId: 'east', days: [{ name: '某日', rule }] as never, version: 0 };
    expect(await world.call('almanac.setDays', input, people.admin)).toMatchObject({
      code: 'input.invalid',
      details: { 'days.0.rule': expect.stringContaining(problem) },
    });
  });

  it('are at most sixty, with names of at most twelve characters', async () => {
    const days = (count: number, name = '某日') =>
      Array.from({ length: count }, (_, i) => ({ name: `${name}${i}`, rule: { fixed: [6, 9] } }));
    expect((await set('east', days(60), people.admin)).days).toHaveLength(60);
    const refused = async (input: object) =>
      expect(await world.call('almanac.setDays', input as never, people.admin)).toMatchObject({
        code: 'input.invalid',
      });
    await refused({ areaId: 'east', days: days(61), version: 1 });
    await refused({ areaId: 'east', days: days(1, '十三个字的名称太长了不行啊'), version: 1 });
    await refused({ areaId: 'east', days: days(1, ''), version: -1 });
  });

  it('are an admin’s of that area or above: the area asked about decides, by its own document', async () => {
    const write = (areaId: string, openid: string) =>
      world.call('almanac.setDays', { areaId, days: [], version: 0 }, openid);
    expect(await write('west', people.admin)).toMatchObject({ code: 'caller.forbidden' });
    expect(await write('root', people.admin)).toMatchObject({ code: 'caller.forbidden' });
    expect(await write('qiao', people.reviewer)).toMatchObject({ code: 'caller.forbidden' });
    expect(await write('nowhere', people.admin)).toMatchObject({ code: 'area.not-found' });
    expect(await write('qiao', people.admin)).toMatchObject({ ok: true });
  });

  it('are read back before they are stored, with the next dates', async () => {
    expect(await world.ok('almanac.readDay', { areaId: 'east', when: '腊月廿三' }, people.admin)).toEqual({
      rule: { lunar: [12, 23] },
      when: '农历腊月廿三',
      next: ['2027-01-30', '2028-01-19', '2029-02-06'],
    });
    expect(await world.call('almanac.readDay', { areaId: 'east', when: '改天' }, people.admin)).toMatchObject(
      {
        code: 'input.invalid',
        details: { when: expect.stringContaining('例如') },
      },
    );
  });
});

it('a month costs two calls, however much its areas have of their own', async () => {
  await announce();
  for (const areaId of ['root', 'east', 'qiao']) {
    await world.ok(
      'almanac.setDays',
      { areaId, days: [{ name: `${areaId}日`, rule: { fixed: [6, 9] } }], version: 0 },
      root,
    );
  }
  for (const areaId of ['root', 'east', 'qiao', 'no-such-area']) {
    await fetch(`${world.url}/__inspect/reset-calls`, { method: 'POST' });
    await world.ok('calendar.month', { areaId, month: '2027-06' });
    const [call] = (await (await fetch(`${world.url}/__inspect/calls`)).json()) as { calls: object[] }[];
    expect([areaId, call?.calls.length]).toEqual([areaId, 2]);
  }
});

it('a theme is shown below its area, until one nearer by has its own', async () => {
  const theme = (areaId: string, title: string) => ({
    _id: `${areaId}_2027-06`,
    areaId,
    areaName: areaId,
    month: '2027-06',
    title,
  });
  world.load('themes', [theme('root', '区里的主题'), theme('east', '街道的主题')]);
  const title = async (areaId: string) =>
    (await world.ok('calendar.month', { areaId, month: '2027-06' })).theme?.title;
  expect(await title('root')).toBe('区里的主题');
  expect(await title('west')).toBe('区里的主题');
  expect(await title('east')).toBe('街道的主题');
  expect(await title('qiao')).toBe('街道的主题');
  expect(await title('no-such-area')).toBe('区里的主题');
});
