/** The real plan through the door: read back whole, imported whole or not at all, and the same twice. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedWorld } from '@demo/seed';
import { startTestCloud, type TestCloud } from '@test/support/cloud';
import { planFile } from '@test/support/plan-files';
import { everything } from '@test/support/snapshot';
import ExcelJS from 'exceljs';

const editor = 'demo-editor';
const plan = readFileSync(join(__dirname, '../fixtures/plan-2027.xlsx'));

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ now: '2026-12-20T09:00:00+08:00' });
  await seedWorld(cloud);
});
afterAll(() => cloud.close());

const upload = (bytes: Uint8Array, openid = editor) => cloud.upload(bytes, 'plan.xlsx', openid);

/** The plan with one cell changed, under its header's name, in the row of an activity. */
async function planWith(title: string, header: string, value: string): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(plan as unknown as ArrayBuffer);
  const sheet = book.worksheets[0]!;
  let column: number | undefined;
  let row: number | undefined;
  sheet.eachRow((each, at) =>
    each.eachCell((cell, number) => {
      if (cell.text === header) column ??= number;
      if (cell.text.includes(title)) row ??= at;
    }),
  );
  if (!column || !row) throw new Error(`the plan has no ${header} of ${title}`);
  sheet.getCell(row, column).value = value;
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('the plan of 2027', () => {
  it('is read without a problem, all 44 rows', async () => {
    const before = everything(cloud);
    const preview = await cloud.ok('publishing.preview', { fileId: await upload(plan) }, editor);
    expect(preview.year).toBe(2027);
    expect(preview.rows).toHaveLength(44);
    expect(preview.rows.flatMap(row => row.problems)).toEqual([]);
    expect(preview.rows.filter(row => row.reading === null)).toEqual([]);
    expect([preview.created, preview.changed, preview.unchanged]).toEqual([44, 0, 0]);
    expect(everything(cloud)).toEqual(before);
  });

  it('with one row broken is refused at its cell, and nothing of it is written', async () => {
    const fileId = await upload(await planWith('端阳节赛诗会', '活动时间', '改日再说'));
    const preview = await cloud.ok('publishing.preview', { fileId }, editor);
    const problems = preview.rows.flatMap(row => row.problems);
    expect(problems).toEqual([
      { cell: expect.stringMatching(/^[A-Z]\d+$/), problem: expect.any(String), write: expect.any(String) },
    ]);
    const before = everything(cloud);
    expect(await cloud.call('publishing.import', { fileId, accept: true }, editor)).toMatchObject({
      ok: false,
      code: 'plan.problems',
      details: { count: 1, [problems[0]!.cell]: expect.any(String) },
    });
    expect(everything(cloud)).toEqual(before);
  });

  it('is imported whole', async () => {
    const done = await cloud.ok('publishing.import', { fileId: await upload(plan), accept: true }, editor);
    expect(done).toMatchObject({ created: 44, unchanged: 0, changed: 0, published: true });
  });

  it('is then in the calendar: its days counted, its theme above them, 端阳节赛诗会 on 端午', async () => {
    const { days, theme } = await cloud.ok('calendar.month', { month: '2027-06' });
    expect(theme?.title).toEqual(expect.any(String));
    expect(days.reduce((sum, day) => sum + day.count, 0)).toBeGreaterThan(3);
    for (const { date, count } of days) {
      const { activities } = await cloud.ok('calendar.day', { date });
      expect([date, activities.length]).toEqual([date, Math.min(count, 20)]);
    }
    const { activities } = await cloud.ok('calendar.day', { date: '2027-06-09' });
    expect(activities.map(card => card.title)).toContainEqual(expect.stringContaining('端阳节赛诗会'));
  });

  it('imported again changes nothing', async () => {
    const fileId = await upload(plan);
    const before = everything(cloud);
    expect(await cloud.ok('publishing.preview', { fileId }, editor)).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 44,
    });
    expect(await cloud.ok('publishing.import', { fileId, accept: true }, editor)).toMatchObject({
      created: 0,
      unchanged: 44,
      changed: 0,
    });
    expect(everything(cloud)).toEqual(before);
  });

  it('with one cell changed changes that activity alone, and keeps it the same activity', async () => {
    const before = (await cloud.ok('calendar.day', { date: '2027-06-09' })).activities;
    const poem = before.find(card => card.title.includes('端阳节赛诗会'))!;
    const fileId = await upload(await planWith('端阳节赛诗会', '活动地点', '滨河公园'));
    const counts = { created: 0, unchanged: 43, changed: 1 };
    expect(await cloud.ok('publishing.preview', { fileId }, editor)).toMatchObject(counts);
    expect(await cloud.ok('publishing.import', { fileId, accept: true }, editor)).toMatchObject(counts);
    const after = (await cloud.ok('calendar.day', { date: '2027-06-09' })).activities;
    expect(after.find(card => card.activityId === poem.activityId)).toMatchObject({ place: '滨河公园' });
    expect(after).toHaveLength(before.length);
  });
});

it('a change of what is public that WeChat’s check does not pass is refused, and nothing of it is written', async () => {
  const fileId = await upload(await planWith('端阳节赛诗会', '备注', '违规测试'));
  const before = everything(cloud);
  expect(await cloud.call('publishing.import', { fileId, accept: true }, editor)).toMatchObject({
    ok: false,
    code: 'activity.words-refused',
  });
  expect(everything(cloud)).toEqual(before);
});

describe('a file is read', () => {
  it('for nobody without a station', async () => {
    const fileId = await upload(plan, 'demo-resident-1');
    for (const openid of ['demo-resident-1', 'demo-reviewer', 'demo-admin', 'demo-helper']) {
      expect(await cloud.call('publishing.preview', { fileId }, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
      expect(await cloud.call('publishing.import', { fileId, accept: true }, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
    }
  });

  it('for its uploader alone', async () => {
    const fileId = await upload(plan, 'demo-manager');
    expect(await cloud.call('publishing.preview', { fileId }, editor)).toMatchObject({
      code: 'file.not-found',
    });
    expect(await cloud.call('publishing.import', { fileId, accept: true }, editor)).toMatchObject({
      code: 'file.not-found',
    });
  });

  it('and not through a path that only passes by the caller’s own', async () => {
    const own = await upload(plan);
    const other = await upload(plan, 'demo-manager');
    const folder = (fileId: string) => fileId.slice(fileId.indexOf('/uploads/'), fileId.lastIndexOf('/') + 1);
    const sneaky = own.replace(/[^/]*$/, `../..${folder(other)}${other.split('/').pop()}`);
    expect((await cloud.call('publishing.preview', { fileId: sneaky }, editor)).ok).toBe(false);
  });

  it('and not called directly past the door', async () => {
    const response = await fetch(`${cloud.url}/__call/sheets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-openid': editor },
      body: JSON.stringify({ fileId: await upload(plan) }),
    });
    expect(await response.json()).toMatchObject({ ok: false, code: 'caller.forbidden' });
  });

  it.each([
    ['empty sheet', Buffer.from(' \n')],
    ['picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['sheet of something else', Buffer.from('名字,电话\n王秀兰,1\n')],
  ])('but never guessed at: a %s is refused or has its problem said', async (_, bytes) => {
    const fileId = await upload(bytes);
    const reply = await cloud.call('publishing.preview', { fileId }, editor);
    if (reply.ok) expect(reply.data.rows.flatMap(row => row.problems)).not.toEqual([]);
    else expect(reply.code).toBe('input.invalid');
  });
});

it('only the rows accepted are imported, and the rest another time', async () => {
  const bytes = planFile(
    { 活动名称: '第一场', 活动时间: '1月16日 9:00—11:30' },
    { 活动名称: '第二场', 活动时间: '1月17日 9:00—11:30' },
  );
  const fileId = await cloud.upload(bytes, 'plan.csv', editor);
  expect(await cloud.ok('publishing.import', { fileId, accept: [4] }, editor)).toMatchObject({ created: 1 });
  expect(await cloud.ok('publishing.import', { fileId, accept: true }, editor)).toMatchObject({
    created: 1,
    unchanged: 1,
  });
});
