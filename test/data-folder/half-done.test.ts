/** Data that an earlier version left in the middle of its work: news not yet told, and calls that died between two writes. */

import type { TestCloud } from '@test/support/cloud';
import { expectedOf, keptVersions, openKept } from '@test/support/kept-folder';
import { people as staff } from '@test/support/world';
import type { SentMessage } from 'wechat-local-cloud/outbox';

describe.each(keptVersions)('a data folder of version %s, left to the clock', version => {
  const { messages, stage, imports, calls, absent, tickets } = expectedOf(version);
  const wish = { ...calls.wish, confirm: '删除' as const };
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await openKept(version);
  });
  afterAll(() => cloud.close());

  const sent = async () => {
    const outbox = (await (await fetch(`${cloud.url}/__inspect/outbox`)).json()) as SentMessage[];
    return outbox.map(({ openid, data }) => `${openid} ${data.phrase2!.value}`);
  };
  const mineOf = async (openid: string) =>
    (await cloud.ok('registration.mine', {}, openid)).registrations.map(one => one.registration);
  const titlesFrom = async (first: number) => {
    const days = await Promise.all(
      [0, 1, 2].map(after => {
        const date = `2027-07-${String(first + after).padStart(2, '0')}`;
        return cloud.ok('calendar.day', { areaId: 'qiao', date });
      }),
    );
    return days.flatMap(day => day.activities.map(one => one.title));
  };

  it('tells nobody anything in the night', async () => {
    expect(await sent()).toEqual(messages.sent);
    await cloud.setClock('2027-06-09T07:59:30+08:00');
    expect(await sent()).toEqual(messages.sent);
  });

  it('has staff phone whoever may not have got a message that was being sent', async () => {
    const { lines } = await cloud.ok('calls.list', { stationId: 'hall' }, staff.editor);
    const { activityId } = stage.attempted;
    expect(lines).toContainEqual(expect.objectContaining({ activityId, kind: 'promoted', unsure: true }));
  });

  it('tells everybody at eight, and nobody twice', async () => {
    await cloud.setClock('2027-06-09T08:02:00+08:00');
    const since = async () => (await sent()).slice(messages.sent.length).sort();
    expect(await since()).toEqual([...messages.due].sort());
    await cloud.setClock('2027-06-09T08:12:00+08:00');
    expect(await since()).toEqual([...messages.due].sort());
  });

  it('seats a waiting party whose seat was given back and not passed on', async () => {
    expect(await mineOf('u-yan')).toMatchObject([{ status: 'seated' }]);
    expect(await cloud.ok('registration.withdraw', calls.leaves, 'u-cao')).toEqual({ status: 'withdrawn' });
    expect(await mineOf('u-jin')).toMatchObject([{ status: 'seated' }]);
  });

  it('postpones and calls off what had been decided', async () => {
    const viewOf = (activityId: string, openid: string) => cloud.ok('activity.view', { activityId }, openid);
    const postponed = await viewOf(stage.postponed.activityId, 'u-tao');
    expect(Date.parse(postponed.sessions[0]!.startsAt)).toBe(Date.parse('2027-06-19T09:00:00+08:00'));
    expect(postponed.mine).toMatchObject({ status: 'seated' });
    for (const [one, openid] of [
      [stage.cancelled, 'u-wei'],
      [stage.noticed, 'u-qi'],
    ] as const)
      expect(await viewOf(one.activityId, openid)).toMatchObject({ state: 'cancelled' });
  });

  it('deletes everything of whoever asked for it, and passes the seat on', async () => {
    expect(await cloud.ok('privacy.delete', wish, 'u-he')).toEqual({ state: 'done' });
    const held = await cloud.ok('privacy.export', {}, 'u-he');
    expect(JSON.stringify(held)).not.toContain('陈初一');
    expect(held.family ?? []).toEqual([]);
    expect(await mineOf('u-lv')).toMatchObject([{ status: 'seated' }]);
  });

  it('ends the move of a party to another session', async () => {
    const moved = await cloud.ok('roster.move', calls.move, staff.manager);
    expect(moved).toMatchObject({ status: 'seated', sessionId: 's2' });
    const own = await mineOf('u-shi');
    expect(own).toContainEqual(
      expect.objectContaining({ sessionId: 's1', movedTo: 's2', status: 'withdrawn' }),
    );
    expect(own).toContainEqual(expect.objectContaining({ sessionId: 's2', status: 'seated' }));
    expect(own.find(one => one.status === 'seated')!.party.map(one => one.name)).toEqual(['施雨']);
  });

  it('seats whoever asks again after their call died, once', async () => {
    const { openid, input } = calls.lost;
    const first = await cloud.ok('registration.create', input, openid);
    expect(first).toMatchObject({ status: 'seated', ticket: { code: expect.any(String) } });
    const again = await cloud.ok('registration.create', input, openid);
    expect(again).toMatchObject({ registrationId: first.registrationId, repeated: true });
    const { activityId } = input;
    expect(await cloud.ok('attendance.live', { activityId }, staff.editor)).toMatchObject({ seated: 1 });
  });

  it('finishes an import that was decided, whose file then brings nothing new', async () => {
    const { fileId, titles, changed } = imports.decided;
    expect(await titlesFrom(11)).toEqual(titles);
    expect(await cloud.ok('activity.view', { activityId: changed })).toMatchObject({
      sessions: [{ place: { text: '滨河公园' } }],
    });
    expect(await cloud.ok('publishing.import', { fileId, accept: true }, staff.editor)).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 4,
    });
  });

  it('takes back an import that was not, whose file then brings all of it', async () => {
    const { fileId, titles } = imports.undecided;
    const there = cloud.dump<{ title: string }>('activities').map(one => one.title);
    expect(there.filter(title => titles.includes(title))).toEqual([]);
    expect(await cloud.ok('publishing.import', { fileId, accept: true }, staff.editor)).toMatchObject({
      created: 3,
      published: true,
    });
    expect(await titlesFrom(1)).toEqual(titles);
  });

  it('counts whoever did not come, a day after the door closed, and tells them', async () => {
    expect((await cloud.ok('noshow.mine', {}, absent.openid)).noShows).toEqual([]);
    await cloud.setClock('2027-06-09T18:05:00+08:00');
    const { noShows } = await cloud.ok('noshow.mine', {}, absent.openid);
    expect(noShows).toMatchObject([{ activityId: absent.activityId, state: 'counts' }]);
    const { messages: told } = await cloud.ok('message.list', {}, absent.openid);
    expect(told.filter(one => one.kind === 'missed')).toHaveLength(1);
  });

  it('forgets names half a year after the end, and keeps the counts', async () => {
    const { openid, names } = tickets.seated[1]!;
    const held = async () => JSON.stringify(await cloud.ok('privacy.export', {}, openid));
    expect(await held()).toContain(names[0]);
    await cloud.setClock('2027-12-10T09:00:00+08:00');
    expect(await held()).not.toContain(names[0]);
    const { activityId } = tickets;
    expect(await cloud.ok('attendance.live', { activityId }, staff.editor)).toMatchObject({ seated: 7 });
  });
});

describe.each(keptVersions)('a data folder of version %s, asked before the clock went round', version => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await openKept(version);
  });
  afterAll(() => cloud.close());
  const { calls, imports } = expectedOf(version);
  const wish = { ...calls.wish, confirm: '删除' as const };

  it('finishes each call that died when it is sent again', async () => {
    expect(await cloud.ok('registration.withdraw', calls.leaves, 'u-cao')).toEqual({ status: 'withdrawn' });
    expect(await cloud.ok('privacy.delete', wish, 'u-he')).toEqual({ state: 'done' });
    const moved = await cloud.ok('roster.move', calls.move, staff.manager);
    expect(moved).toMatchObject({ status: 'seated', sessionId: 's2' });
    const { openid, input } = calls.lost;
    expect(await cloud.ok('registration.create', input, openid)).toMatchObject({ status: 'seated' });
    const { registrations } = await cloud.ok('registration.mine', {}, 'u-yan');
    expect(registrations).toMatchObject([{ registration: { status: 'seated' } }]);
  });

  it('finishes an import that was decided when its file is brought again', async () => {
    const { fileId } = imports.decided;
    expect(await cloud.ok('publishing.import', { fileId, accept: true }, staff.editor)).toMatchObject({
      created: 0,
      unchanged: 4,
    });
  });
});
