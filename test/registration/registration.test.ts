/** Registering, waiting and withdrawing as the door promises it: everything may be sent again. */
import type { RegistrationStatus } from '@core/registration/contract';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { resident, neighbour, stranger } = people;

function withdraw(activityId: string, openid: string, requestId = freshRequest()) {
  return world.call('registration.withdraw', { activityId, requestId }, openid);
}

async function statusOf(activityId: string, openid: string): Promise<RegistrationStatus | undefined> {
  return (await world.ok('activity.view', { activityId }, openid)).mine?.status;
}

async function seatsLeft(activityId: string): Promise<number | null> {
  return (await world.ok('activity.view', { activityId })).left;
}

async function positionOf(activityId: string, openid: string): Promise<number | undefined> {
  const { mine } = await world.ok('activity.view', { activityId }, openid);
  const { registrations } = await world.ok('registration.mine', {}, openid);
  const listed = registrations.find(entry => entry.registration.activityId === activityId)!.registration;
  expect(listed.position).toBe(mine?.position);
  return mine?.position;
}

describe('the same request again', () => {
  it('gives the same registration and the same ticket, and takes no more seats', async () => {
    const activityId = await world.publish();
    const first = await world.register(activityId, resident, 2, { requestId: 'lost-reply' });
    const again = await world.register(activityId, resident, 2, { requestId: 'lost-reply' });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await seatsLeft(activityId)).toBe(8);
  });

  it('even ten times at once', async () => {
    const activityId = await world.publish();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => world.register(activityId, resident, 3, { requestId: 'impatient' })),
    );
    expect(new Set(all.map(one => one.registrationId)).size).toBe(1);
    expect(new Set(all.map(one => one.ticket?.code)).size).toBe(1);
    expect(await seatsLeft(activityId)).toBe(7);
    const written = world.dump<{ activityId: string }>('registrations');
    expect(written.filter(one => one.activityId === activityId)).toHaveLength(1);
  });

  it('of somebody else is somebody else’s own', async () => {
    const activityId = await world.publish();
    const first = await world.register(activityId, resident, 1, { requestId: 'same-words' });
    const other = await world.register(activityId, neighbour, 1, { requestId: 'same-words' });
    expect(other.registrationId).not.toBe(first.registrationId);
    expect(await seatsLeft(activityId)).toBe(8);
  });

  it('keeps waiting whom it found no seat for', async () => {
    const activityId = await world.publish({ capacity: 1 });
    await world.register(activityId, resident, 1);
    const first = await world.register(activityId, neighbour, 1, { requestId: 'wait' });
    const again = await world.register(activityId, neighbour, 1, { requestId: 'wait' });
    expect(first).toMatchObject({ status: 'waiting', position: 1 });
    expect(first.ticket).toBeUndefined();
    expect(again).toEqual({ ...first, repeated: true });
    expect(await world.ok('attendance.live', { activityId }, people.helper)).toMatchObject({ waiting: 1 });
  });
});

describe('a second tap, with a request of its own', () => {
  it('gives the ticket there is', async () => {
    const activityId = await world.publish();
    const first = await world.register(activityId, resident, 2);
    const second = await world.register(activityId, resident, 3);
    expect(second).toEqual({ ...first, repeated: true });
    expect(await seatsLeft(activityId)).toBe(8);
  });

  it('even at the same moment', async () => {
    const activityId = await world.publish();
    const taps = await Promise.all([1, 2, 3, 4, 5].map(() => world.register(activityId, resident, 2)));
    expect(new Set(taps.map(one => one.registrationId)).size).toBe(1);
    expect(await seatsLeft(activityId)).toBe(8);
    const { registrations } = await world.ok('registration.mine', {}, resident);
    const live = registrations.filter(entry => entry.registration.activityId === activityId);
    expect(live.filter(entry => entry.registration.status === 'seated')).toHaveLength(1);
  });
});

describe('withdrawing', () => {
  it('gives the seats back, and a replay gives nothing more', async () => {
    const activityId = await world.publish();
    await world.register(activityId, resident, 3);
    for (let tap = 0; tap < 3; tap++) {
      expect(await withdraw(activityId, resident, 'give-back')).toMatchObject({
        data: { status: 'withdrawn' },
      });
    }
    expect(await withdraw(activityId, resident)).toMatchObject({ data: { status: 'withdrawn' } });
    expect(await seatsLeft(activityId)).toBe(10);
    expect(await world.ok('attendance.live', { activityId }, people.helper)).toMatchObject({
      seated: 0,
      withdrawn: 3,
    });
  });

  it('holds against a late replay of the registration', async () => {
    const activityId = await world.publish();
    await world.register(activityId, resident, 2, { requestId: 'late' });
    await withdraw(activityId, resident);
    const late = await world.register(activityId, resident, 2, { requestId: 'late' });
    expect(late.status).toBe('withdrawn');
    expect(late.ticket).toBeUndefined();
    expect(await seatsLeft(activityId)).toBe(10);
    expect(await statusOf(activityId, resident)).toBeUndefined();
  });

  it('leaves one free to register anew, and a late replay of it does not undo that', async () => {
    const activityId = await world.publish();
    await world.register(activityId, resident, 2);
    await withdraw(activityId, resident, 'changed-my-mind');
    expect(await world.register(activityId, resident, 1)).toMatchObject({
      status: 'seated',
      repeated: false,
    });
    expect((await withdraw(activityId, resident, 'changed-my-mind')).ok).toBe(true);
    expect(await statusOf(activityId, resident)).toBe('seated');
    expect(await seatsLeft(activityId)).toBe(9);
  });

  it('of nothing is registration.not-found', async () => {
    const activityId = await world.publish();
    expect(await withdraw(activityId, stranger)).toMatchObject({ code: 'registration.not-found' });
    expect(await withdraw('nothing', stranger)).toMatchObject({ code: 'activity.not-found' });
  });
});

describe('waiting', () => {
  it('has a place in parties, which moves up as others leave', async () => {
    const activityId = await world.publish({ capacity: 2 });
    await world.register(activityId, resident, 2);
    await world.register(activityId, 'w1', 1);
    await world.register(activityId, 'w2', 2);
    await world.register(activityId, 'w3', 2);
    expect(await positionOf(activityId, 'w3')).toBe(3);
    await withdraw(activityId, 'w1');
    expect(await positionOf(activityId, 'w3')).toBe(2);
    await withdraw(activityId, resident);
    expect(await statusOf(activityId, 'w2')).toBe('seated');
    expect(await positionOf(activityId, 'w3')).toBe(1);
    expect(await seatsLeft(activityId)).toBe(0);
  });

  it('seats the first that fits, whole, and keeps the place of one that does not', async () => {
    const activityId = await world.publish({ capacity: 3 });
    await world.register(activityId, resident, 2);
    await world.register(activityId, neighbour, 1);
    await world.register(activityId, 'three', 3);
    await world.register(activityId, 'one', 1);
    await withdraw(activityId, neighbour);
    expect(await statusOf(activityId, 'three')).toBe('waiting');
    expect(await positionOf(activityId, 'three')).toBe(1);
    expect(await statusOf(activityId, 'one')).toBe('seated');
    const { mine } = await world.ok('activity.view', { activityId }, 'one');
    expect(mine?.ticket?.qr).toEqual(expect.any(String));
  });

  it('and being seated later is what a replay of the registration then tells', async () => {
    const activityId = await world.publish({ capacity: 1 });
    await world.register(activityId, resident, 1);
    await world.register(activityId, neighbour, 1, { requestId: 'patient' });
    await withdraw(activityId, resident);
    expect(await world.register(activityId, neighbour, 1, { requestId: 'patient' })).toMatchObject({
      status: 'seated',
      ticket: { code: expect.any(String) },
      repeated: true,
    });
  });
});

describe('a registration is refused', () => {
  const create = (activityId: string, openid = stranger) =>
    world.call(
      'registration.create',
      { activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() },
      openid,
    );

  it('when seats and queue are full', async () => {
    const activityId = await world.publish({ capacity: 1, waitingMax: 1 });
    await world.register(activityId, resident, 1);
    await world.register(activityId, neighbour, 1);
    expect(await create(activityId)).toMatchObject({ code: 'registration.full' });
  });

  it('when its time is over', async () => {
    const activityId = await world.publish({ closesAt: '2027-06-09T07:00:00+08:00' });
    expect(await create(activityId)).toMatchObject({ code: 'registration.closed' });
  });

  it('when it has not begun, and says when it will', async () => {
    const activityId = await world.publish({ opensAt: '2027-06-09T08:50:00+08:00' });
    expect(await create(activityId)).toMatchObject({
      code: 'registration.not-open',
      message: expect.stringContaining('8:50'),
    });
  });

  it('when the activity is not public', async () => {
    const { activityId } = await world.ok(
      'activity.save',
      { draft: { title: '草稿', kind: 'reading', capacity: 5, startsAt: '2027-06-20T09:00:00+08:00' } },
      people.editor,
    );
    expect(await create(activityId)).toMatchObject({ code: 'activity.not-found' });
  });

  it('when the party is larger than it may be', async () => {
    const activityId = await world.publish({ partyMax: 2 });
    const reply = await world.call(
      'registration.create',
      { activityId, party: [1, 2, 3].map(n => ({ name: `王${n}` })), requestId: freshRequest() },
      stranger,
    );
    expect(reply).toMatchObject({ code: 'registration.party-too-large', details: { max: 2 } });
  });

  it('and leaves nothing behind', () => {
    const theirs = world.dump<{ openid: string }>('registrations').filter(one => one.openid === stranger);
    expect(theirs).toEqual([]);
  });
});

it('a session with its own seats has its own registration', async () => {
  const activityId = await world.publish({
    enrolment: 'session',
    capacity: 1,
    sessions: [
      { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T11:00:00+08:00' },
      { startsAt: '2027-06-10T09:00:00+08:00', endsAt: '2027-06-10T11:00:00+08:00' },
    ],
  });
  const create = (sessionId?: string) =>
    world.register(activityId, resident, 1, sessionId === undefined ? {} : { sessionId });
  expect(await create('s1')).toMatchObject({ status: 'seated', repeated: false });
  expect(await create('s2')).toMatchObject({ status: 'seated', repeated: false });
  await expect(create()).rejects.toThrow('session.required');
  await expect(create('s9')).rejects.toThrow('activity.not-found');
});
