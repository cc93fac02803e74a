/** The family a resident keeps, and children: sealed, one's own, and never overwritten by another phone. */
import type { Input } from '@core/contract';
import { childrenNotice } from '@core/household/family';
import { everything } from '@test/support/snapshot';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const lines: string[] = [];
let world: World;
beforeAll(async () => {
  world = await startWorld({ log: line => lines.push(line) });
});
afterAll(() => world.close());

let drawn = 0;
const somebody = () => `u-family-${++drawn}`;
const save = (openid: string, version: number, overrides: Partial<Input<'family.save'>> = {}) =>
  world.call('family.save', { name: '欧阳慧敏', version, requestId: freshRequest(), ...overrides }, openid);
const list = (openid: string) => world.ok('family.list', {}, openid);
const child = { name: '小满', ageBand: 'child' as const };

describe('people kept to register with one tap', () => {
  it('are there on the next visit, in full for whoever keeps them', async () => {
    const me = somebody();
    expect(await list(me)).toEqual({ people: [], version: 0 });
    await save(me, 0, { phone: '13912345678', ageBand: 'elder' });
    expect(await list(me)).toEqual({
      people: [{ personId: expect.any(String), name: '欧阳慧敏', phone: '13912345678', ageBand: 'elder' }],
      version: 1,
    });
    expect(await list(people.neighbour)).toEqual({ people: [], version: 0 });
  });

  it('are changed and removed', async () => {
    const me = somebody();
    const first = await save(me, 0);
    const { personId } = (first.ok && first.data.people[0]) as { personId: string };
    expect(await save(me, 1, { personId, name: '欧阳敏' })).toMatchObject({
      data: { people: [{ personId, name: '欧阳敏' }], version: 2 },
    });
    const removal = { personId, version: 2, requestId: freshRequest() };
    expect(await world.ok('family.remove', removal, me)).toEqual({ people: [], version: 3 });
    expect(await save(me, 3, { personId })).toMatchObject({ code: 'family.not-found' });
  });

  it('another’s id changes nobody', async () => {
    const [me, other] = [somebody(), somebody()];
    const theirs = await save(other, 0);
    const { personId } = (theirs.ok && theirs.data.people[0]) as { personId: string };
    expect(await save(me, 0, { personId, name: '改了' })).toMatchObject({ code: 'family.not-found' });
    await world.ok('family.remove', { personId, version: 0, requestId: freshRequest() }, me);
    expect((await list(other)).people).toHaveLength(1);
  });

  it('are twelve at most', async () => {
    const me = somebody();
    for (let version = 0; version < 12; version++) await save(me, version, { name: `家人${version}` });
    expect(await save(me, 12)).toMatchObject({ code: 'family.full', details: { max: 12 } });
    const [first] = (await list(me)).people;
    expect(await save(me, 12, { personId: first!.personId, name: '还能改' })).toMatchObject({ ok: true });
  });
});

describe('said twice, or from two phones', () => {
  it('a lost reply sent again adds nobody more, also after a later change', async () => {
    const me = somebody();
    const requestId = freshRequest();
    await save(me, 0, { requestId });
    await save(me, 1, { name: '李建国' });
    expect(await save(me, 0, { requestId })).toMatchObject({ ok: true, data: { version: 2 } });
    expect((await list(me)).people).toHaveLength(2);
  });

  it('a double tap at the same moment is one', async () => {
    const me = somebody();
    const requestId = freshRequest();
    const replies = await Promise.all([save(me, 0, { requestId }), save(me, 0, { requestId })]);
    expect(replies.map(reply => reply.ok)).toEqual([true, true]);
    expect((await list(me)).people).toHaveLength(1);
  });

  it('a phone that has not seen the other’s change is told to look again', async () => {
    const me = somebody();
    await save(me, 0, { name: '李建国' });
    expect(await save(me, 0, { name: '王秀兰' })).toMatchObject({ ok: false, code: 'family.changed' });
    expect((await list(me)).people).toMatchObject([{ name: '李建国' }]);
  });

  it('of two phones at once one is taken and the other told', async () => {
    const me = somebody();
    await save(me, 0);
    const replies = await Promise.all([save(me, 1, { name: '甲' }), save(me, 1, { name: '乙' })]);
    expect(replies.map(reply => (reply.ok ? 'ok' : reply.code)).sort()).toEqual(['family.changed', 'ok']);
    expect(await list(me)).toMatchObject({ version: 2, people: [{}, {}] });
  });
});

describe('a child under 14', () => {
  it('is added by a guardian who agreed to the notice, whose version and time are kept', async () => {
    const me = somebody();
    expect(await save(me, 0, child)).toMatchObject({
      code: 'input.invalid',
      details: { guardian: expect.any(String) },
    });
    await save(me, 0, { ...child, guardian: true });
    expect((await world.ok('privacy.export', {}, me)).family).toEqual([
      { name: '小满', age: '14岁以下', guardianAgreedAt: expect.stringMatching(/^2027-06-09T08:0/) },
    ]);
    expect(childrenNotice.version).toBeGreaterThan(0);
  });

  it('has no phone', async () => {
    const reply = await save(somebody(), 0, { ...child, guardian: true, phone: '13912345678' });
    expect(reply).toMatchObject({ code: 'input.invalid', details: { phone: expect.any(String) } });
  });

  it('is registered only with the guardian’s tick, by a resident, in a change, and at the desk', async () => {
    const activityId = await world.publish();
    const me = somebody();
    const input = { activityId, party: [{ name: '王秀兰' }, child], requestId: freshRequest() };
    const missing = { code: 'input.invalid', details: { guardian: expect.any(String) } };
    expect(await world.call('registration.create', input, me)).toMatchObject(missing);
    expect(await world.call('roster.register', input, people.editor)).toMatchObject(missing);
    await world.register(activityId, me, 1);
    expect(await world.call('registration.revise', input, me)).toMatchObject(missing);

    const agreed = { ...input, guardian: true };
    expect(await world.call('registration.revise', agreed, me)).toMatchObject({ ok: true });
    expect(await world.call('registration.create', agreed, somebody())).toMatchObject({ ok: true });
    expect(await world.call('roster.register', agreed, people.editor)).toMatchObject({ ok: true });
    const stored = world
      .dump<{ activityId: string; guardian?: object; revisions?: Record<string, { guardian?: object }> }>(
        'registrations',
      )
      .filter(one => one.activityId === activityId)
      .map(one => one.guardian ?? Object.values(one.revisions ?? {})[0]?.guardian);
    expect(stored).toEqual([1, 2, 3].map(() => ({ notice: childrenNotice.version, at: expect.any(Number) })));
  });

  it('is registered without a phone', async () => {
    const activityId = await world.publish();
    const party = [{ ...child, phone: '13912345678' }];
    const input = { activityId, party, guardian: true, requestId: freshRequest() };
    expect(await world.call('registration.create', input, people.resident)).toMatchObject({
      code: 'input.invalid',
      details: { 'party.0.phone': expect.any(String) },
    });
  });
});

it('nothing of all this stands in clear in any document or any line of the log', async () => {
  const me = somebody();
  const activityId = await world.publish({
    questions: [{ id: 'q1', label: '过敏吗', type: 'text' }],
  });
  await save(me, 0, { name: '司马相如', phone: '+852 9123 4567' });
  await save(me, 1, { name: '小核桃', ageBand: 'child', guardian: true });
  await world.register(activityId, me, [], {
    party: [
      { name: '司马相如', phone: '+852 9123 4567' },
      { name: '小核桃', ageBand: 'child' },
    ],
    guardian: true,
    answers: { q1: '对花生过敏' },
  });
  const stored = JSON.stringify(everything(world));
  expect(stored).toContain('司**如');
  for (const secret of ['司马相如', '9123 4567', '91234567', '小核桃', '花生']) {
    expect(stored).not.toContain(secret);
    expect(lines.join('\n')).not.toContain(secret);
  }
});
