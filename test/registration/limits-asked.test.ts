/** Whom an activity is for: ages and an area's residents, asked of everybody who is put on its roster. */

import type { Input } from '@core/contract';
import type { Draft } from '@core/publishing/contract';
import { planFile } from '@test/support/plan-files';
import { everything } from '@test/support/snapshot';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, editor, manager } = people;
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Create = Input<'registration.create'>;
const elders: Partial<Draft> = { ages: ['senior', 'elder'] };
const qiao: Partial<Draft> = { residentsOf: '石桥社区' };
const elder = { name: '王秀兰', ageBand: 'elder' as const };
const adult = { name: '李建国', ageBand: 'adult' as const };
const create = (activityId: string, overrides: Partial<Create>, openid: string = resident) =>
  world.call(
    'registration.create',
    { activityId, party: [elder], requestId: freshRequest(), ...overrides },
    openid,
  );

describe('an activity for some ages', () => {
  it.each<[string, Create['party'], string[]]>([
    ['takes one of them', [elder], []],
    ['takes whoever accompanies one of them', [elder, { name: '小吴', accompanying: true }], []],
    ['takes nobody else', [adult], ['party.0.ageBand']],
    ['takes nobody else among several', [elder, adult], ['party.1.ageBand']],
    ['takes nobody who does not say', [{ name: '王秀兰' }], ['party.0.ageBand']],
    ['takes nobody who only accompanies', [{ ...adult, accompanying: true }], ['party.0.accompanying']],
  ])('%s', async (_, party, wrong) => {
    const activityId = await world.publish(elders);
    const before = everything(world);
    const reply = await create(activityId, { party });
    if (wrong.length === 0) expect(reply).toMatchObject({ ok: true, data: { status: 'seated' } });
    else {
      expect(reply).toMatchObject({ code: 'input.invalid' });
      const details = (reply as { details: Record<string, string> }).details;
      expect(Object.keys(details)).toEqual(wrong);
      expect(Object.values(details)[0]).toContain('60岁以上');
      expect(everything(world)).toEqual(before);
    }
  });

  it('says so on its page, and staff read it back in the form', async () => {
    const activityId = await world.publish({ ...elders, ...qiao });
    expect(await world.ok('activity.view', { activityId })).toMatchObject({ ...elders, ...qiao });
    const { draft } = await world.ok('activity.draft', { activityId }, editor);
    expect(draft).toMatchObject({ ...elders, ...qiao });
  });

  it('turns nobody out whom it had taken before, and takes no others with them', async () => {
    const activityId = await world.publish();
    expect(await create(activityId, { party: [adult, { name: '赵一诺' }] })).toMatchObject({ ok: true });
    await world.ok('activity.save', { activityId, draft: makeDraft(elders) }, editor);
    const revise = (party: Create['party']) =>
      world.call('registration.revise', { activityId, party, requestId: freshRequest() }, resident);
    expect(await revise([adult])).toMatchObject({ ok: true });
    expect(await revise([adult, { name: '周子墨', ageBand: 'teen' }])).toMatchObject({
      code: 'input.invalid',
    });
    expect(await create(activityId, { party: [adult] }, neighbour)).toMatchObject({ code: 'input.invalid' });
    await world.ok('activity.save', { activityId, draft: makeDraft() }, editor);
    expect(await create(activityId, { party: [adult] }, neighbour)).toMatchObject({ ok: true });
  });
});

describe('an activity for the residents of an area', () => {
  it('asks for one tick, says so plainly without it, and keeps nothing of who gave none', async () => {
    const activityId = await world.publish(qiao);
    const before = everything(world);
    for (const declares of [undefined, false]) {
      const reply = await create(activityId, { declares });
      expect(reply).toMatchObject({
        code: 'input.invalid',
        details: { declares: expect.stringMatching(/石桥社区.*打勾.*不用证明/) },
      });
    }
    expect(everything(world)).toEqual(before);
    expect(await create(activityId, { declares: true })).toMatchObject({ ok: true });
  });

  it('shows its staff what was declared, and its holder in their copy; at rest it cannot be read', async () => {
    const activityId = await world.publish(qiao);
    const reply = await create(activityId, { declares: true });
    const { registrationId } = (reply as { data: { registrationId: string } }).data;
    const shown = { question: '住在或工作在（自己说的）', answer: '石桥社区' };
    const asked = { activityId, registrationId };
    expect(await world.ok('roster.person', asked, editor)).toMatchObject({ answers: [shown] });
    const copy = await world.ok('privacy.export', {}, resident);
    const own = copy.registrations.find(one => one.registrationId === registrationId);
    expect(own?.answers).toEqual([shown]);
    const stored = world.dump<{ _id: string }>('registrations').find(one => one._id === registrationId);
    expect(JSON.stringify(stored)).not.toContain('石桥');
  });

  it('keeps what was declared when the party is changed, without asking again', async () => {
    const activityId = await world.publish(qiao);
    const reply = await create(activityId, { declares: true });
    const { registrationId } = (reply as { data: { registrationId: string } }).data;
    const party = [elder, { name: '赵一诺' }];
    const change = { activityId, party, answers: {}, requestId: freshRequest() };
    expect(await world.call('registration.revise', change, resident)).toMatchObject({ ok: true });
    const { answers } = await world.ok('roster.person', { activityId, registrationId }, editor);
    expect(answers).toMatchObject([{ answer: '石桥社区' }]);
  });

  it('takes no declaration that it did not ask for, and none under the name of an answer', async () => {
    const activityId = await world.publish();
    const reply = await create(activityId, {
      declares: true,
      answers: { residentsOf: '西岭镇', q9: '多的' },
    });
    const { registrationId } = (reply as { data: { registrationId: string } }).data;
    expect((await world.ok('roster.person', { activityId, registrationId }, editor)).answers).toEqual([]);
  });

  it('is at the desk too, where staff tick for whoever stands there', async () => {
    const activityId = await world.publish({ ...qiao, ...elders });
    const register = (overrides: object) =>
      world.call(
        'roster.register',
        { activityId, party: [elder], requestId: freshRequest(), ...overrides },
        editor,
      );
    expect(await register({})).toMatchObject({ details: { declares: expect.any(String) } });
    expect(await register({ declares: true, party: [adult] })).toMatchObject({
      details: { 'party.0.ageBand': expect.any(String) },
    });
    expect(await register({ declares: true })).toMatchObject({ ok: true });
  });

  it('does not publish words that fail the content check', async () => {
    const draft = makeDraft({ residentsOf: '违规测试' });
    expect(await world.ok('activity.publish', { draft }, editor)).toMatchObject({ submitted: true });
  });
});

it('a later import of the same plan leaves limits that staff have set', async () => {
  const june = { 月份: '6月', 活动时间: '6月20日 9:00—11:30' };
  const plan = async (row: Parameters<typeof planFile>[0]) => {
    const file = planFile({ 活动名称: '夏至茶会', 主办单位: '东街文化站', ...june, ...row });
    const fileId = await world.upload(file, 'plan.csv', manager);
    return world.ok('publishing.import', { fileId, accept: true }, manager);
  };
  await plan({});
  const { activities } = await world.ok('station.activities', { stationId: 'hall' }, manager);
  const { activityId } = activities.find(one => one.title === '夏至茶会')!;
  const { draft } = await world.ok('activity.draft', { activityId }, manager);
  await world.ok('activity.save', { activityId, draft: { ...draft, ...elders, ...qiao } }, manager);
  expect(await plan({ 备注: '改在二楼' })).toMatchObject({ changed: 1 });
  expect(await world.ok('activity.view', { activityId })).toMatchObject({ ...elders, ...qiao });
});

it.each<[string, Partial<Draft>, string]>([
  [
    'closes before it opens',
    { opensAt: '2027-06-08T09:00:00+08:00', closesAt: '2027-06-07T09:00:00+08:00' },
    'closesAt',
  ],
  ['opens when it has begun', { opensAt: '2027-06-09T09:00:00+08:00' }, 'opensAt'],
])('registration that %s is refused at its field', async (_, window, path) => {
  const reply = await world.call('activity.publish', { draft: makeDraft(window) }, editor);
  expect(reply).toMatchObject({ code: 'input.invalid', details: { [`draft.${path}`]: expect.any(String) } });
});

describe('questions are judged by the server, whoever asks and whoever answers', () => {
  it.each<[string, NonNullable<Draft['questions']>, string]>([
    ['a choice of nothing', [{ id: 'q1', label: '尺码', type: 'choice' }], 'draft.questions.0.choices'],
    [
      'two under one id',
      [
        { id: 'q1', label: '尺码', type: 'text' },
        { id: 'q1', label: '几位', type: 'number' },
      ],
      'draft.questions.1.id',
    ],
  ])('%s is not asked', async (_, questions, path) => {
    const reply = await world.call('activity.publish', { draft: makeDraft({ questions }) }, editor);
    expect(reply).toMatchObject({ code: 'input.invalid', details: { [path]: expect.any(String) } });
  });

  it.each<[string, Create['answers'], string[]]>([
    ['none of what must be answered', {}, ['answers.size']],
    ['a choice that is not offered', { size: '特大' }, ['answers.size']],
    ['a list for a number', { size: '大', number: ['3'] }, ['answers.number']],
    ['a phone of any country', { size: '大', phone: '+44 (20) 7946-0958' }, []],
    ['an age that there is not', { size: '大', age: 'old' }, ['answers.age']],
  ])('%s', async (_, answers, wrong) => {
    const activityId = await world.publish({
      questions: [
        { id: 'size', label: '尺码', type: 'choice', choices: ['大', '小'], required: true },
        { id: 'number', label: '几位', type: 'number' },
        { id: 'phone', label: '紧急电话', type: 'phone' },
        { id: 'age', label: '年龄', type: 'ageBand' },
      ],
    });
    const reply = await create(activityId, { answers });
    expect(Object.keys((reply as { details?: object }).details ?? {})).toEqual(wrong);
    expect(reply.ok).toBe(wrong.length === 0);
  });

  it('a question that staff add later does not hold up a party that is changed', async () => {
    const activityId = await world.publish();
    await create(activityId, {});
    const questions = [{ id: 'q1', label: '尺码', type: 'text' as const, required: true }];
    await world.ok('activity.save', { activityId, draft: makeDraft({ questions }) }, editor);
    const change = { activityId, party: [elder, adult], requestId: freshRequest() };
    expect(await world.call('registration.revise', change, resident)).toMatchObject({ ok: true });
  });
});
