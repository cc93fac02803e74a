/**
 * Data that an earlier version wrote: whoever held a ticket, waited, was paused or had written something down goes on as
 * if nothing had changed. Only what anybody outside can ask is asked, so that it holds whatever the code becomes inside.
 */
import type { TestCloud } from '@test/support/cloud';
import { archiveDigest, expectedOf, keptVersions, openKept } from '@test/support/kept-folder';
import { people as staff } from '@test/support/world';

describe.each(keptVersions)('a data folder of version %s', version => {
  const { tickets, queue, applied, noShows, corrected, family, agreed, draft, digest } = expectedOf(version);
  let cloud: TestCloud;
  let asked = 0;
  const request = () => ({ requestId: `since-${++asked}` });
  beforeAll(async () => {
    cloud = await openKept(version);
  });
  afterAll(() => cloud.close());

  const mineOf = async (openid: string, activityId: string) => {
    const { registrations } = await cloud.ok('registration.mine', {}, openid);
    return registrations.find(one => one.activity.activityId === activityId)!.registration;
  };
  const standingOf = async (openid: string) => {
    const { status, position } = await mineOf(openid, queue.activityId);
    return position === undefined ? status : `${status} ${position}`;
  };

  it('is the archive that was written, to the byte', () => {
    expect(archiveDigest(version)).toBe(digest);
  });

  it.each([...tickets.seated, ...queue.seated, ...queue.waiting])(
    '$openid reads their own registration: names, status, place and ticket',
    async held => {
      const { input, names, registrationId, status, position, ticket } = held;
      const own = await mineOf(held.openid, input.activityId);
      expect(own.party.map(person => person.name)).toEqual(names);
      expect([own.registrationId, own.status, own.position ?? null]).toEqual([
        registrationId,
        status,
        position,
      ]);
      expect(own.ticket?.code).toBe(ticket?.code);
    },
  );

  it.each([...tickets.seated, ...queue.waiting])(
    'a registration of $openid sent again gets its first answer',
    async held => {
      const { input, registrationId, status, position, ticket } = held;
      const again = await cloud.ok('registration.create', input, held.openid);
      expect(again).toMatchObject({ registrationId, status, repeated: true });
      expect([again.position ?? null, again.ticket?.code]).toEqual([position, ticket?.code]);
    },
  );

  it('a late replay does not seat whoever has withdrawn', async () => {
    const { openid, input, again, registrationId } = tickets.withdrawn;
    const late = await cloud.ok('registration.create', input, openid);
    expect(late).toMatchObject({ registrationId, status: 'withdrawn', repeated: true });
    expect(await cloud.ok('registration.withdraw', again, openid)).toEqual({ status: 'withdrawn' });
  });

  it('seats given back go to the first waiting party that fits, and the others keep their places', async () => {
    const { activityId } = queue;
    await cloud.ok('registration.withdraw', { activityId, ...request() }, 'u-sun');
    expect(await Promise.all(['u-wu', 'u-zheng', 'u-feng'].map(standingOf))).toEqual([
      'waiting 1',
      'seated',
      'waiting 2',
    ]);
    await cloud.ok('registration.withdraw', { activityId, ...request() }, 'u-zhou');
    expect(await Promise.all(['u-wu', 'u-zheng', 'u-feng'].map(standingOf))).toEqual([
      'seated',
      'seated',
      'waiting 1',
    ]);
    expect(await cloud.ok('attendance.live', { activityId }, staff.editor)).toMatchObject({
      seated: 4,
      waiting: 2,
      withdrawn: 4,
    });
  });

  it('an application is read in full by its station, and accepted', async () => {
    const { input, registrationId, openid } = applied;
    const one = { activityId: input.activityId, registrationId };
    expect(await cloud.ok('roster.person', one, staff.editor)).toMatchObject({
      party: [{ name: '米兰' }],
      answers: [{ question: '唱什么声部', answer: '女中音' }],
    });
    await cloud.ok('roster.accept', { ...one, ...request() }, staff.manager);
    expect(await mineOf(openid, input.activityId)).toMatchObject({ status: 'seated' });
  });

  it('a family and consents are there in full for whose they are', async () => {
    expect((await cloud.ok('family.list', {}, family.openid)).people).toEqual(family.people);
    expect((await cloud.ok('privacy.export', {}, agreed.openid)).agreed).toEqual(agreed.agreed);
  });

  it('no-shows pause until the day they did, and no longer once the appeal is accepted', async () => {
    const { openid, count, pausedUntil, appealed } = noShows;
    const before = await cloud.ok('noshow.mine', {}, openid);
    expect(before.noShows.map(one => one.state)).toEqual(Array.from({ length: count }, () => 'counts'));
    expect(before.pauses.map(pause => pause.until)).toEqual([pausedUntil]);
    const asks = () =>
      cloud.call(
        'registration.create',
        { activityId: queue.activityId, party: [{ name: '罗小满' }], ...request() },
        openid,
      );
    expect(await asks()).toMatchObject({ ok: false, code: 'registration.paused' });
    await cloud.ok('noshow.accept', { noShowId: appealed, ...request() }, staff.manager);
    expect((await cloud.ok('noshow.mine', {}, openid)).pauses).toEqual([]);
    expect(await asks()).toMatchObject({ ok: true, data: { status: 'waiting', position: 2 } });
  });

  it('closed figures and their correction are as they were', async () => {
    const { activityId, closed, walkIns, personTimes } = corrected;
    const { sessions } = await cloud.ok('counts.view', { activityId }, staff.manager);
    expect(sessions).toMatchObject([{ closed, figures: { walkIns, personTimes } }]);
    expect(sessions[0]!.corrections).toMatchObject([{ figure: 'walkIns', from: 4, to: 6, why: '漏记两位' }]);
  });

  it('the trail says who looked at whom, and why', async () => {
    const { lines } = await cloud.ok('audit.list', { stationId: 'hall' }, staff.manager);
    const { activityId, looked } = tickets;
    expect(lines).toContainEqual(expect.objectContaining({ what: 'person', activityId, ...looked }));
  });

  it('a draft is published, and people register for it', async () => {
    const { activityId } = draft;
    await cloud.ok('activity.publish', { activityId }, staff.editor);
    const party = [{ name: '古月' }];
    expect(await cloud.ok('registration.create', { activityId, party, ...request() }, 'u-gu')).toMatchObject({
      status: 'seated',
    });
  });
});
