/** Volunteers by an invitation's code: in for one activity, out with its last door, or at once when staff say so. */
import { readInvitationCode } from '@core/helpers/invitations';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

let drawn = 0;
const somebody = () => `u-volunteer-${++drawn}`;
const invite = (activityId: string, most = 3, hours = 72) =>
  world.ok('helper.invite', { activityId, most, hours, requestId: freshRequest() }, people.manager);
const accept = (code: string, openid: string, name = '小李', requestId = freshRequest()) =>
  world.call('invitation.accept', { code, name, requestId }, openid);
const list = (activityId: string) => world.ok('helper.list', { activityId }, people.manager);
const canRun = async (activityId: string, openid: string) =>
  (await world.call('gate.pack', { activityId }, openid)).ok;

describe('an invitation', () => {
  it('is eight characters that nobody mistakes, and a code to scan', async () => {
    const activityId = await world.publish();
    const made = await invite(activityId);
    expect(made).toMatchObject({
      code: expect.stringMatching(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/),
      used: 0,
      most: 3,
    });
    expect(made.state).toBe('open');
    const input = { activityId, invitationId: made.invitationId };
    expect(await world.ok('invitation.code', input, people.manager)).toEqual({
      image: expect.stringMatching(/^data:image/),
      scene: `i=${made.code}`,
      page: 'station/join/index',
    });
  });

  it('sent again after a lost reply is the same one', async () => {
    const activityId = await world.publish();
    const input = { activityId, most: 2, hours: 1, requestId: freshRequest() };
    const both = await Promise.all([
      world.ok('helper.invite', input, people.manager),
      world.ok('helper.invite', input, people.manager),
    ]);
    const third = await world.ok('helper.invite', input, people.manager);
    expect(new Set([...both, third].map(one => one.code)).size).toBe(1);
    expect((await list(activityId)).invitations).toHaveLength(1);
  });

  it('shows what one is asked to help at, before anything is said', async () => {
    const activityId = await world.publish({ title: '包粽子' });
    const { code } = await invite(activityId);
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    expect(await world.ok('invitation.view', { code: typed }, somebody())).toMatchObject({
      activityId,
      title: '包粽子',
      stationName: '东街文化站',
      until: '2027-06-09T13:00:00+08:00',
      joined: false,
    });
  });

  it('is for what is published and still to come', async () => {
    const { activityId } = await world.ok(
      'activity.save',
      { draft: { title: '草稿', kind: 'film', capacity: 5, startsAt: '2027-06-09T09:00:00+08:00' } },
      people.editor,
    );
    const input = { activityId, most: 1, hours: 1, requestId: freshRequest() };
    expect(await world.call('helper.invite', input, people.manager)).toMatchObject({
      code: 'invitation.not-now',
    });
  });

  it.each([
    ['closed by staff', '站点已经收回'],
    ['past its hours', '过了期限'],
    ['used up', '人数已满'],
  ])('lets nobody in once it is %s', async (how, why) => {
    const activityId = await world.publish({
      startsAt: '2027-06-09T12:00:00+08:00',
      endsAt: '2027-06-09T14:00:00+08:00',
      checkInBefore: 600,
    });
    const { code, invitationId } = await invite(activityId, 1, 1);
    if (how === 'used up') await accept(code, somebody());
    if (how === 'closed by staff')
      await world.ok(
        'invitation.close',
        { activityId, invitationId, requestId: freshRequest() },
        people.manager,
      );
    if (how === 'past its hours') {
      const [stored] = world.dump<{ _id: string }>('invitations').filter(one => one._id === invitationId);
      world.load('invitations', [{ ...stored, expiresAt: Date.parse('2027-06-09T07:00:00+08:00') }]);
    }
    const late = somebody();
    expect(await accept(code, late)).toMatchObject({ code: 'invitation.over', details: { why } });
    expect(await world.call('invitation.view', { code }, late)).toMatchObject({ code: 'invitation.over' });
    expect(await canRun(activityId, late)).toBe(false);
  });
});

describe('whoever accepts', () => {
  it('stands at that door and no other, under the name they gave', async () => {
    const activityId = await world.publish();
    const other = await world.publish();
    const { code } = await invite(activityId);
    const me = somebody();
    expect(await canRun(activityId, me)).toBe(false);
    expect(await accept(code, me, '小李')).toMatchObject({
      ok: true,
      data: { activityId, until: '2027-06-09T13:00:00+08:00' },
    });
    expect(await canRun(activityId, me)).toBe(true);
    expect(await canRun(other, me)).toBe(false);
    expect(await world.call('roster.list', { activityId }, me)).toMatchObject({ code: 'caller.forbidden' });
    expect(await world.ok('me.view', {}, me)).toMatchObject({ title: '志愿者 小李' });
    const doors = await world.ok('gate.activities', {}, me);
    expect(doors.activities.map(one => one.activityId)).toEqual([activityId]);

    const { ticket } = await world.register(activityId, people.resident, 1);
    const scan = { activityId, ticket: ticket!.qr, requestId: freshRequest() };
    expect(await world.ok('checkin.scan', scan, me)).toMatchObject({ by: '志愿者 小李' });
    expect((await list(activityId)).helpers).toMatchObject([{ name: '小李' }]);
  });

  it('is let in once however often it is said, and takes one place', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId, 2);
    const me = somebody();
    const requestId = freshRequest();
    const replies = await Promise.all([
      accept(code, me, '小李', requestId),
      accept(code, me, '小李', requestId),
      accept(code, me, '另一个名字'),
    ]);
    expect(replies.map(reply => reply.ok)).toEqual([true, true, true]);
    expect((await list(activityId)).invitations).toMatchObject([{ used: 1 }]);
    expect((await list(activityId)).helpers).toHaveLength(1);
    // Also by another invitation, of which it uses up nothing.
    const second = await invite(activityId, 1);
    expect(await accept(second.code, me)).toMatchObject({ ok: true });
    expect((await list(activityId)).invitations).toMatchObject([{ used: 0 }, { used: 1 }]);
  });

  it('of two at once the last place is one’s', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId, 1);
    const both = [somebody(), somebody()];
    const replies = await Promise.all(both.map(openid => accept(code, openid)));
    expect(replies.map(reply => (reply.ok ? 'in' : reply.code)).sort()).toEqual(['in', 'invitation.over']);
    const run = await Promise.all(both.map(openid => canRun(activityId, openid)));
    expect(run.sort()).toEqual([false, true]);
  });

  it('is let in by the next try where the first died between its two writes', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId, 1);
    const me = somebody();
    await accept(code, me);
    await world.dismiss(me);
    expect(await canRun(activityId, me)).toBe(false);
    expect(await accept(code, me)).toMatchObject({ ok: true });
    expect(await canRun(activityId, me)).toBe(true);
    expect((await list(activityId)).invitations).toMatchObject([{ used: 1 }]);
  });

  it('keeps a title that goes with a role', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId);
    await accept(code, people.editorElsewhere, '小周');
    expect(await world.ok('me.view', {}, people.editorElsewhere)).toMatchObject({ title: '编辑 小周' });
    expect(await canRun(activityId, people.editorElsewhere)).toBe(true);
  });

  it('is refused with a name that fails the content check, and takes no place', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId, 1);
    const me = somebody();
    expect(await accept(code, me, '违规测试')).toMatchObject({ code: 'invitation.name-refused' });
    expect(await accept(code, me, '小李')).toMatchObject({ ok: true });
  });
});

describe('the end', () => {
  const until = async (openid: string) => (await world.ok('me.view', {}, openid)).grants[0]?.until;

  it('comes when the last door closes, and only late reports are taken for a week', async () => {
    const late = await startWorld();
    const activityId = await late.publish();
    const made = { activityId, most: 1, hours: 72, requestId: freshRequest() };
    const { code } = await late.ok('helper.invite', made, people.manager);
    const me = somebody();
    await late.ok('invitation.accept', { code, name: '小李', requestId: freshRequest() }, me);
    const forbidden = { code: 'caller.forbidden' };
    await late.setClock('2027-06-09T12:59:00+08:00');
    expect(await late.call('gate.pack', { activityId }, me)).toMatchObject({ ok: true });
    await late.setClock('2027-06-09T13:01:00+08:00');
    for (const action of ['gate.pack', 'attendance.live', 'poster.code'] as const)
      expect(await late.call(action, { activityId }, me)).toMatchObject(forbidden);
    const walkIn = { activityId, count: 1, requestId: freshRequest() };
    expect(await late.call('checkin.walkIn', walkIn, me)).toMatchObject(forbidden);
    expect((await late.ok('gate.activities', {}, me)).activities).toHaveLength(1);
    type Stored = { _id: string; helps: Record<string, { until: number }> };
    const [mine] = late.dump<Stored>('staff').filter(one => one._id === me);
    const lastWeek = Date.parse('2027-06-02T13:00:00+08:00');
    late.load('staff', [
      { ...mine, helps: { [activityId]: { ...mine!.helps[activityId], until: lastWeek } } },
    ]);
    expect(await late.ok('me.view', {}, me)).toMatchObject({ grants: [] });
    expect((await late.ok('gate.activities', {}, me)).activities).toEqual([]);
    // And a month later nothing is known of them.
    const [invitation] = late.dump<{ _id: string }>('invitations');
    late.load('invitations', [{ ...invitation, until: Date.parse('2027-05-09T12:00:00+08:00') }]);
    late.everyDutyNext();
    await late.setClock('2027-06-09T13:03:00+08:00');
    expect(late.dump('invitations')).toEqual([]);
    expect(late.dump<{ _id: string }>('staff').some(one => one._id === me)).toBe(false);
    await late.close();
  });

  it('moves with the activity, for those who are in and for those who come in later', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId);
    const [before, after] = [somebody(), somebody()];
    await accept(code, before);
    const input = { activityId, reason: '停电', startsAt: '2027-06-12T09:00:00+08:00' };
    await world.ok('activity.postpone', input, people.manager);
    await accept(code, after);
    const closes = Date.parse('2027-06-12T13:00:00+08:00');
    expect([await until(before), await until(after)]).toEqual([closes, closes]);
    expect((await list(activityId)).helpers[0]).toMatchObject({ until: '2027-06-12T13:00:00+08:00' });
  });

  it('comes at once when staff say so, and no invitation they already had brings them back', async () => {
    const activityId = await world.publish();
    const [first, spare] = [await invite(activityId), await invite(activityId)];
    const me = somebody();
    await accept(first.code, me);
    const [helper] = (await list(activityId)).helpers;
    const removal = { activityId, helperId: helper!.helperId, requestId: freshRequest() };
    await world.ok('helper.remove', removal, people.manager);
    expect(await canRun(activityId, me)).toBe(false);
    expect((await world.ok('gate.activities', {}, me)).activities).toEqual([]);
    expect((await list(activityId)).helpers).toMatchObject([{ removedAt: expect.any(String) }]);
    expect(await accept(first.code, me)).toMatchObject({ code: 'invitation.removed' });
    expect(await accept(spare.code, me)).toMatchObject({ code: 'invitation.removed' });
    // A postponement brings nobody back either.
    const input = { activityId, reason: '停电', startsAt: '2027-06-12T09:00:00+08:00' };
    await world.ok('activity.postpone', input, people.manager);
    expect(await canRun(activityId, me)).toBe(false);

    // One made since then does; and the removal said again, late, removes nobody.
    const anew = await invite(activityId);
    expect(await accept(anew.code, me)).toMatchObject({ ok: true });
    await world.ok('helper.remove', removal, people.manager);
    expect(await canRun(activityId, me)).toBe(true);
    expect((await list(activityId)).helpers).toMatchObject([{ name: '小李' }]);
    expect((await list(activityId)).helpers[0]).not.toHaveProperty('removedAt');
  });

  it('comes for whoever has everything about them deleted', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId);
    const me = somebody();
    await accept(code, me, '小何');
    expect((await world.ok('privacy.export', {}, me)).helping).toEqual([
      { activity: '端午诗会', name: '小何', joinedAt: expect.any(String) },
    ]);
    await world.ok('privacy.delete', { confirm: '删除', requestId: freshRequest() }, me);
    expect(await canRun(activityId, me)).toBe(false);
    expect(JSON.stringify([world.dump('invitations'), world.dump('staff')])).not.toContain(me);
    expect((await list(activityId)).invitations).toMatchObject([{ used: 1 }]);
  });
});

describe('guessing', () => {
  it('is over after twenty wrong codes a day, also sent at once; right ones are not counted', async () => {
    const activityId = await world.publish();
    const { code } = await invite(activityId);
    const me = somebody();
    for (let i = 0; i < 22; i++)
      expect(await world.call('invitation.view', { code }, me)).toMatchObject({ ok: true });
    const wrong = Array.from({ length: 30 }, () => world.call('invitation.view', { code: 'AAAAAAAA' }, me));
    const codes = (await Promise.all(wrong)).map(reply => (reply.ok ? 'ok' : reply.code));
    expect(codes.filter(one => one === 'invitation.unknown')).toHaveLength(20);
    expect(await accept(code, me)).toMatchObject({ code: 'invitation.too-many-tries' });
    expect(await accept(code, somebody())).toMatchObject({ ok: true });
  });

  it('needs a whole code: what is no code at all is looked for nowhere', () => {
    for (const text of ['', 'AAAAAAA', 'AAAAAAAAA', 'AAAAAAA0', '{"$gt":""}', '海报上的码'])
      expect(readInvitationCode(text)).toBeUndefined();
    expect(readInvitationCode('acde-fghj')).toBe('ACDEFGHJ');
  });
});

it('all of it is in the station’s trail', async () => {
  const activityId = await world.publish();
  const { code, invitationId } = await invite(activityId, 5);
  await accept(code, somebody(), '小李');
  const [helper] = (await list(activityId)).helpers;
  const requestId = freshRequest();
  await world.ok('helper.remove', { activityId, helperId: helper!.helperId, requestId }, people.manager);
  await world.ok('invitation.close', { activityId, invitationId, requestId }, people.manager);
  const { lines } = await world.ok('audit.list', { stationId: 'hall' }, people.manager);
  const of = lines.filter(one => one.activityId === activityId);
  expect(of).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'invite', by: '站长 老王', count: 5 }),
      expect.objectContaining({ what: 'join', by: '志愿者 小李' }),
      expect.objectContaining({ what: 'dismiss', by: '站长 老王', name: '小李' }),
      expect.objectContaining({ what: 'closeInvite', by: '站长 老王' }),
    ]),
  );
  expect(of).toHaveLength(4);
});
