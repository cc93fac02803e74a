/** The roster as a spreadsheet, and the trail that looks and lists leave. */

import type { Input } from '@core/contract';
import { gridFromXlsx } from '@sheets/grid';
import { crashAfter } from '@test/support/crash';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, stranger, editor, manager, managerElsewhere, helper } = people;
const lines: string[] = [];
let world: World;
let activityId: string;
let registrationId: string;
beforeEach(async () => {
  lines.length = 0;
  world = await startWorld({ log: line => lines.push(line) });
  activityId = await world.publish({
    capacity: 3,
    questions: [
      { id: 'q1', label: '想说的话', type: 'text' },
      { id: 'q2', label: '衣服尺码', type: 'choice', choices: ['大', '小'] },
    ],
  });
  const made = await world.register(activityId, resident, [], {
    party: [
      { name: '司马相如', phone: '+86 13912345678', ageBand: 'elder' },
      { name: '=HYPERLINK("http://x")', accompanying: true },
    ],
    answers: { q1: '@SUM(1+1)', q2: '大' },
  });
  ({ registrationId } = made);
  const scan = { activityId, ticket: made.ticket!.qr, count: 1, requestId: freshRequest() };
  await world.ok('checkin.scan', scan, helper);
  await world.register(activityId, neighbour, [], { party: [{ name: '-卓文君' }, { name: '李建国' }] });
});
afterEach(() => world.close());

type Export = { _id: string; fileId?: string; path: string };
const take = (overrides: Partial<Input<'roster.export'>> = {}, openid: string = manager) =>
  world.call('roster.export', { activityId, requestId: freshRequest(), ...overrides }, openid);

async function rowsOf(url: string): Promise<string[][]> {
  const file = Buffer.from(await (await fetch(url)).arrayBuffer());
  const grids = await gridFromXlsx(file);
  if ('refused' in grids) throw new Error(grids.refused);
  return grids[0]!.rows;
}
async function rowsTaken(overrides: Partial<Input<'roster.export'>>, openid?: string): Promise<string[][]> {
  const reply = await take(overrides, openid);
  if (!reply.ok) throw new Error(reply.message);
  return rowsOf(reply.data.url);
}
const head = ['状态', '姓名', '电话', '人数', '名单', '想说的话', '衣服尺码', '报名时间', '签到'];
const trail = async (openid: string = manager) =>
  (await world.ok('audit.list', { stationId: 'hall' }, openid)).lines;

describe('a list taken out', () => {
  it('in full, by a manager, holds what was written, as text', async () => {
    const [first, ...rows] = await rowsTaken({ full: true });
    expect(first).toEqual(head);
    expect(rows).toEqual([
      [
        ...['候补第1家', '-卓文君', '', '2', '-卓文君、李建国', '', ''],
        expect.stringMatching(/^2027-06-09 8:0\d$/),
      ],
      [
        ...['已报上', '司马相如', '+86 13912345678', '2'],
        '司马相如（70岁以上）、=HYPERLINK("http://x")（陪同）',
        ...['@SUM(1+1)', '大'],
        expect.stringMatching(/^2027-06-09 8:0\d$/),
        expect.stringMatching(/^1\/2 8:0\d$/),
      ],
    ]);
  });

  it('by an editor, names nobody: names and phones masked, own words hidden, choices kept', async () => {
    const rows = await rowsTaken({}, editor);
    expect(rows[0]).toEqual(head);
    expect(rows[2]).toEqual([
      ...['已报上', '司**如', '*******5678', '2', '司**如、=***)', '*', '大'],
      ...[expect.any(String), expect.any(String)],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/司马|13912345678|SUM|李建国/);
  });

  it('in full is refused to an editor, to another station’s manager, and to anybody else', async () => {
    for (const openid of [editor, managerElsewhere, helper, resident])
      expect(await take({ full: true }, openid)).toMatchObject({ code: 'caller.forbidden' });
    expect(world.dump('exports')).toEqual([]);
  });

  it('leaves a line that says who, how many, in full or not, and why', async () => {
    await take({ full: true, reason: '下雨改期，逐个打电话' });
    await take({}, editor);
    expect((await trail()).map(({ at, ...line }) => line)).toEqual([
      {
        ...{ by: '编辑 小吴', what: 'export', activityId, activity: '端午诗会', count: 2 },
        text: '导出名单 2 家，隐去姓名电话',
      },
      {
        ...{ by: '站长 老王', what: 'exportFull', activityId, activity: '端午诗会', count: 2 },
        ...{ text: '导出名单 2 家，有完整姓名电话', strong: true },
        reason: '下雨改期，逐个打电话',
      },
    ]);
  });

  it('sent again is the same file and one line', async () => {
    const requestId = freshRequest();
    await Promise.all([take({ requestId }), take({ requestId })]);
    await take({ requestId });
    expect(world.dump('exports')).toHaveLength(1);
    expect(await trail()).toHaveLength(1);
  });

  it('lies under a name nobody guesses, is reached by an address of ten minutes, and is gone a day later', async () => {
    const reply = await take({ full: true });
    if (!reply.ok) throw new Error(reply.message);
    const [note] = world.dump<Export>('exports');
    expect(note!.path).toMatch(/^exports\/[0-9a-f]{32}\.xlsx$/);
    await world.setClock('2027-06-09T08:20:00+08:00');
    expect((await fetch(reply.data.url)).status).toBe(403);
    await world.setClock('2027-06-10T09:00:00+08:00');
    expect(world.dump('exports')).toEqual([]);
    expect((await fetch(`${world.url}/__files/${note!.path}`)).ok).toBe(false);
  });

  it('after a crash at any write is taken by its retry, and no file stays behind', async () => {
    const paths = new Set<string>();
    for (let writes = 0, crashed = true; crashed; writes++) {
      const requestId = freshRequest();
      crashed = await crashAfter(world, writes, () => take({ full: true, requestId }));
      for (const { path } of world.dump<Export>('exports')) paths.add(path);
      if (writes % 2 === 0) expect(await rowsTaken({ full: true, requestId })).toHaveLength(3);
    }
    await world.setClock('2027-06-10T09:00:00+08:00');
    expect(world.dump('exports')).toEqual([]);
    const files = [...paths].map(path => world.database.meta.get(`file:${path}`) ?? null);
    expect(files).toEqual(files.map(() => null));
    expect(files.length).toBeGreaterThan(2);
  });

  it('says nothing of anybody in the log', async () => {
    await take({ full: true });
    expect(lines.join('\n')).not.toMatch(/司马相如|13912345678|卓文君/);
  });

  it('is taken thirty times a day at most', async () => {
    const { title: _, ...allowance } = {
      title: '',
      _id: '',
      count: 30,
      at: Date.parse('2027-06-09T00:00:00Z'),
    };
    await take();
    const [counted] = world.dump<{ _id: string }>('allowances');
    world.load('allowances', [{ ...allowance, _id: counted!._id }]);
    expect(await take()).toMatchObject({ code: 'export.too-often', details: { max: 30 } });
  });
});

describe('looks at people in full', () => {
  const look = (openid: string, overrides: object = {}) =>
    world.call('roster.person', { activityId, registrationId, ...overrides }, openid);

  it('leave a line each, newest first, with a masked name and the reason', async () => {
    await look(editor);
    await world.setClock('2027-06-09T08:02:00+08:00');
    await look(manager, { reason: '打电话确认' });
    expect(await trail()).toMatchObject([
      { what: 'person', by: '站长 老王', name: '司**如', reason: '打电话确认', activity: '端午诗会' },
      { what: 'person', by: '编辑 小吴', name: '司**如' },
    ]);
    expect(JSON.stringify(await trail())).not.toMatch(/司马相如|u-/);
  });

  it('are told to whom they concern', async () => {
    await look(editor);
    await take({ full: true });
    await take();
    const copy = await world.ok('privacy.export', {}, resident);
    expect(copy.registrations[0]).toMatchObject({
      looks: [
        { by: '编辑 小吴', what: 'person' },
        { by: '站长 老王', what: 'exportFull' },
      ],
      arrivals: [{ people: 1, by: '志愿者 小李', way: 'scanned' }],
    });
    expect((await world.ok('privacy.export', {}, neighbour)).registrations[0]!.looks).toMatchObject([
      { what: 'exportFull' },
    ]);
    expect(await world.ok('privacy.export', {}, stranger)).toMatchObject({ registrations: [] });
  });

  it('stop at two hundred a day for one person, and go on for others and the next day', async () => {
    await look(editor);
    const [counted] = world.dump<{ _id: string; count: number }>('allowances');
    world.load('allowances', [{ ...counted, count: 199 }]);
    expect(await look(editor)).toMatchObject({ ok: true });
    expect(await look(editor)).toMatchObject({ code: 'people.too-many-looks', details: { max: 200 } });
    expect(await look(manager)).toMatchObject({ ok: true });
    await world.setClock('2027-06-10T00:05:00+08:00');
    expect(await look(editor)).toMatchObject({ ok: true });
  });

  it('are read by the station’s own manager, page by page', async () => {
    for (const openid of [editor, managerElsewhere, people.admin, resident]) {
      expect(await world.call('audit.list', { stationId: 'hall' }, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
    }
    await look(editor);
    const [line] = world.dump<{ _id: string; at: number }>('audits');
    world.load(
      'audits',
      Array.from({ length: 65 }, (_, n) => ({ ...line, _id: `more${n}`, at: line!.at - n })),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.ok(
        'audit.list',
        { stationId: 'hall', ...(cursor ? { cursor } : {}) },
        manager,
      );
      seen.push(...page.lines.map(one => one.at));
      cursor = page.next;
    } while (cursor);
    expect(seen).toHaveLength(66);
    expect([...seen].sort().reverse()).toEqual(seen);
  });
});
