/** Importing: all or nothing, also when two do it at once or one dies on the way, and hand-made changes stay. */
import type { Activity } from '@core/programme/activity';
import { planFile } from '@test/support/plan-files';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const { editor, resident } = people;
const host = { 主办单位: '东街文化站', 月份: '7月' };
const rows = Array.from({ length: 25 }, (_, i) => ({
  ...host,
  活动名称: `第${i + 1}场`,
  活动时间: `7月${i + 1}日 9:00—11:30`,
}));

const upload = (file: Buffer, openid: string = editor) => world.upload(file, 'plan.csv', openid);
const importFile = (fileId: string, extra: object = {}, openid: string = editor) =>
  world.call('publishing.import', { fileId, accept: true, ...extra }, openid);
const activities = () => world.dump<Activity>('activities');

describe('two imports at once', () => {
  it('of the same file make every activity once', async () => {
    const fileId = await upload(planFile(...rows));
    const replies = await Promise.all([importFile(fileId), importFile(fileId), importFile(fileId)]);
    const created = replies.map(reply => (reply.ok ? reply.data.created : 0)).sort((a, b) => a - b);
    expect(created).toEqual([0, 0, 25]);
    for (const reply of replies) if (!reply.ok) expect(reply.code).toBe('system.busy');
    expect(activities()).toHaveLength(25);
    expect(activities().filter(one => one.staged || one.state !== 'published')).toEqual([]);
    expect(await importFile(fileId)).toMatchObject({ data: { created: 0, unchanged: 25 } });
  });
});

describe('after an import that died', () => {
  /** As a call leaves it that died while writing: some of it there, seen by nobody. */
  async function die(state: 'staging' | 'committed', startedAt: string): Promise<string> {
    const fileId = await upload(planFile(...rows.slice(0, 3)));
    await world.ok('publishing.import', { fileId, accept: true }, editor);
    const [importDone] = world.dump<{ _id: string }>('imports');
    world.load('imports', [{ ...importDone, state, startedAt: Date.parse(startedAt) }]);
    world.load(
      'activities',
      activities().map(one => ({ ...one, state: 'draft', staged: importDone!._id })),
    );
    return fileId;
  }

  it('the same file goes in whole, and stays', async () => {
    const fileId = await die('staging', '2027-06-09T07:58:00+08:00');
    expect(await importFile(fileId)).toMatchObject({ ok: true, data: { created: 3, unchanged: 0 } });
    await world.setClock('2027-06-09T08:10:00+08:00');
    expect(activities().map(one => [one.state, one.staged])).toEqual(
      Array.from({ length: 3 }, () => ['published', undefined]),
    );
  });

  it('that had been decided, the same file finds it done', async () => {
    const fileId = await die('committed', '2027-06-09T07:58:00+08:00');
    expect(await importFile(fileId)).toMatchObject({ ok: true, data: { created: 0, unchanged: 3 } });
    expect(activities().every(one => one.state === 'published' && !one.staged)).toBe(true);
  });

  it('one that cannot be finished does not hold up the others', async () => {
    const fileId = await die('committed', '2027-06-09T07:50:00+08:00');
    expect(fileId).toEqual(expect.any(String));
    const published = await world.publish({
      sessions: [
        { startsAt: '2027-06-20T09:00:00+08:00', endsAt: '2027-06-20T11:00:00+08:00' },
        { startsAt: '2027-06-21T09:00:00+08:00', endsAt: '2027-06-21T11:00:00+08:00' },
      ],
    });
    const { sessions } = activities().find(one => one._id === published)!;
    world.load('imports', [
      {
        _id: 'poison',
        state: 'committed',
        publishAs: 'published',
        changes: [
          {
            activityId: published,
            facts: {
              sessions: sessions.slice(0, 1),
              source: { key: 'x', fingerprint: 'y', declared: null, importId: '' },
            },
          },
        ],
        startedAt: Date.parse('2027-06-09T07:00:00+08:00'),
        by: editor,
      },
    ]);
    await world.setClock('2027-06-09T08:10:00+08:00');
    expect(world.dump<{ state: string }>('imports').map(one => one.state)).toEqual(['done', 'done']);
  });
});

describe('a changed file', () => {
  const one = (cells: object = {}) => planFile({ ...rows[9]!, ...cells });

  it('leaves what staff wrote by hand and the file says nothing of', async () => {
    await importFile(await upload(one()));
    const { activityId, draft } = await world.ok(
      'activity.draft',
      { activityId: activities()[0]!._id },
      editor,
    );
    const questions = [{ id: 'q1', label: '几岁', type: 'number' as const }];
    await world.ok(
      'activity.save',
      {
        activityId,
        draft: { ...draft, capacity: 40, questions, phoneRequired: true, partyMax: 3, summary: '带伞' },
      },
      editor,
    );
    expect(await importFile(await upload(one({ 活动地点: '滨河公园' })))).toMatchObject({
      data: { changed: 1 },
    });
    expect(await world.ok('activity.view', { activityId })).toMatchObject({
      sessions: [{ place: { text: '滨河公园' } }],
      capacity: 40,
      questions,
      phoneRequired: true,
      partyMax: 3,
      summary: '带伞',
    });
  });

  it('moves the door with the time, and keeps who had registered', async () => {
    await importFile(await upload(one()));
    const { activityId } = await world.ok('activity.draft', { activityId: activities()[0]!._id }, editor);
    const { ticket } = await world.register(activityId, resident, 2);
    await importFile(await upload(one({ 活动时间: '7月12日 14:00—16:00' })));
    await world.setClock('2027-07-12T13:00:00+08:00');
    const scan = { activityId, ticket: ticket!.qr, requestId: freshRequest() };
    expect(await world.ok('checkin.scan', scan, editor)).toMatchObject({ arrived: 2, repeated: false });
  });

  it('that takes sessions from what people hold tickets for is refused before anything is written', async () => {
    const several = { 活动时间: '7月10日-7月12日 每天14:00—16:00' };
    await importFile(await upload(one(several)));
    expect(activities()[0]?.sessions).toHaveLength(3);
    const before = world.dump('activities');
    const reply = await importFile(await upload(one({ 活动时间: '7月10日-7月11日 每天14:00—16:00' })));
    expect(reply).toMatchObject({ ok: false, code: 'activity.seats-taken' });
    expect(world.dump('activities')).toEqual(before);
    expect(world.dump<{ state: string }>('imports').every(each => each.state === 'done')).toBe(true);
  });
});

it('drafts kept from an import are published as they stand by then', async () => {
  await importFile(await upload(planFile(rows[9]!)), { keepDrafts: true });
  const { activityId, draft } = await world.ok(
    'activity.draft',
    { activityId: activities()[0]!._id },
    editor,
  );
  await world.ok('activity.publish', { activityId, draft: { ...draft, capacity: 2, partyMax: 5 } }, editor);
  expect(await world.register(activityId, resident, 2)).toMatchObject({ status: 'seated' });
  expect(await world.ok('activity.view', { activityId })).toMatchObject({ capacity: 2, left: 0 });
});

test('dates that a series no longer has are named, since only staff may call them off', async () => {
  const weekly = (time: string) => planFile({ ...host, 活动名称: '夜读', 活动时间: time });
  await importFile(await upload(weekly('每周三 19:30—20:30')));
  const fewer = await upload(weekly('7月14日起每周三 19:30—20:30'));
  const preview = await world.ok('publishing.preview', { fileId: fewer }, editor);
  expect(preview.rows[0]?.reading?.notes.join()).toContain('7月28日');
  expect(await importFile(fewer)).toMatchObject({ data: { changed: 1 } });
  expect(activities().filter(one => one.state === 'published')).toHaveLength(4);
});

describe('a month’s theme', () => {
  const themed = (title: string) => planFile({ ...rows[9]!, 月度主题: title });
  const theme = async () =>
    (await world.ok('calendar.month', { areaId: 'qiao', month: '2027-07' })).theme?.title;

  it('is seen once a trusted station has published it', async () => {
    await importFile(await upload(themed('瑞雪迎春')));
    expect(await theme()).toBe('瑞雪迎春');
  });

  it('of kept drafts is seen with the first of them that is published', async () => {
    await importFile(await upload(themed('秋高气爽')), { keepDrafts: true });
    expect(await theme()).toBeUndefined();
    const draft = world.dump<{ _id: string; state: string; theme?: string }>('activities');
    const { _id } = draft.find(one => one.state === 'draft' && one.theme === '秋高气爽')!;
    await world.ok('activity.publish', { activityId: _id }, editor);
    expect(await theme()).toBe('秋高气爽');
  });

  it('is not seen while its programme waits for review', async () => {
    const waiting = planFile({ ...rows[9]!, 主办单位: '石桥书屋', 月度主题: '未经审核' });
    const openid = people.editorUntrusted;
    const reply = await importFile(await upload(waiting, openid), {}, openid);
    expect(reply).toMatchObject({ ok: true, data: { created: 1, published: false } });
    expect(await theme()).toBeUndefined();
  });
});
