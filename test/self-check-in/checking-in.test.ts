/** Residents check themselves in by what stands there: only here, only now, only once, and only where staff allow it. */

import type { Input } from '@core/contract';
import type { Draft } from '@core/publishing/contract';
import { everything } from '@test/support/snapshot';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

let drawn = 0;
const somebody = () => `u-self-${++drawn}`;
const self = (code: string, openid: string, more: Partial<Input<'checkin.self'>> = {}) =>
  world.call('checkin.self', { code, requestId: freshRequest(), ...more }, openid);
const posterOnly = (draft: Partial<Draft> = {}) => world.publish({ selfCheckIn: 'poster', ...draft });
const arrived = async (activityId: string) => {
  const { arrived: registered, walkIns } = await world.ok('attendance.live', { activityId }, people.manager);
  return { registered, walkIns };
};
const seated = async (activityId: string, size = 1) => {
  const me = somebody();
  await world.register(activityId, me, size);
  return me;
};

describe('by the poster', () => {
  it('scanned or its digits typed, somebody registered is in; again says when and by whom', async () => {
    const activityId = await posterOnly();
    const { code } = await world.ok('activity.view', { activityId });
    const [first, second] = [await seated(activityId), await seated(activityId)];
    expect(await self(`a=${activityId}`, first)).toMatchObject({
      data: { need: 'nothing', activityId, arrived: 1, repeated: false, by: '本人' },
    });
    expect(await self(code, second)).toMatchObject({ data: { repeated: false } });
    expect(await self(code, second)).toMatchObject({
      data: { repeated: true, by: '本人', at: expect.stringMatching(/^2027-06-09T08:/) },
    });
    expect(await arrived(activityId)).toEqual({ registered: 2, walkIns: 0 });
  });

  it('whoever staff let in before is told who did, and staff are told that it was they themselves', async () => {
    const activityId = await posterOnly();
    const me = somebody();
    const { ticket } = await world.register(activityId, me, 1);
    const scan = { activityId, ticket: ticket!.qr };
    await world.ok('checkin.scan', { ...scan, requestId: freshRequest() }, people.helper);
    expect(await self(`a=${activityId}`, me)).toMatchObject({ data: { repeated: true, by: '志愿者 小李' } });
    const other = somebody();
    const theirs = await world.register(activityId, other, 1);
    await self(`a=${activityId}`, other);
    const again = { activityId, ticket: theirs.ticket!.qr, requestId: freshRequest() };
    expect(await world.ok('checkin.scan', again, people.helper)).toMatchObject({
      repeated: true,
      way: 'self',
      by: '本人',
    });
  });

  it('a lost answer sent again is the first one, and two taps at once are one', async () => {
    const activityId = await posterOnly();
    const me = await seated(activityId);
    const requestId = freshRequest();
    const both = await Promise.all([
      self(`a=${activityId}`, me, { requestId }),
      self(`a=${activityId}`, me, { requestId }),
    ]);
    for (const reply of both) expect(reply).toMatchObject({ data: { repeated: false, arrived: 1 } });
    expect(await arrived(activityId)).toEqual({ registered: 1, walkIns: 0 });
  });

  it('of several, how many are here is asked first', async () => {
    const activityId = await posterOnly();
    const me = await seated(activityId, 3);
    expect(await self(`a=${activityId}`, me)).toMatchObject({ data: { need: 'count', remaining: 3 } });
    expect(await arrived(activityId)).toMatchObject({ registered: 0 });
    expect(await self(`a=${activityId}`, me, { count: 2 })).toMatchObject({ data: { arrived: 2, size: 3 } });
    expect(await self(`a=${activityId}`, me)).toMatchObject({ data: { arrived: 3, repeated: false } });
    expect(await self(`a=${activityId}`, me, { count: 2 })).toMatchObject({ data: { repeated: true } });
    expect(await arrived(activityId)).toMatchObject({ registered: 3 });
  });
});

describe('is refused, saying what to do', () => {
  const refused = async (draft: Partial<Draft>, code: string) => {
    const activityId = await world.publish(draft);
    const me = await seated(activityId);
    expect(await self(`a=${activityId}`, me)).toMatchObject({ ok: false, code });
    expect(await arrived(activityId)).toMatchObject({ registered: 0 });
  };
  it('where staff have not allowed it, which is the default', () => refused({}, 'checkin.self-off'));
  it('by the poster where presence is to be proved', () =>
    refused({ selfCheckIn: 'screen' }, 'checkin.self-screen'));
  it('before the door opens', () =>
    refused({ selfCheckIn: 'poster', checkInBefore: 30 }, 'checkin.self-not-open'));

  it('for who has not registered, waits, or withdrew', async () => {
    const activityId = await posterOnly({ capacity: 1 });
    const code = `a=${activityId}`;
    expect(await self(code, somebody())).toMatchObject({ code: 'checkin.self-not-registered' });
    const me = await seated(activityId);
    const waiting = await seated(activityId);
    expect(await self(code, waiting)).toMatchObject({ code: 'checkin.self-not-seated' });
    await world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, me);
    expect(await self(code, me)).toMatchObject({ code: 'checkin.self-not-seated' });
  });

  it('at another session than one’s own', async () => {
    const activityId = await posterOnly({
      enrolment: 'session',
      sessions: [
        { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T10:00:00+08:00' },
        { startsAt: '2027-06-09T15:00:00+08:00', endsAt: '2027-06-09T16:00:00+08:00' },
      ],
    });
    const me = somebody();
    await world.register(activityId, me, 1, { sessionId: 's2' });
    expect(await self(`a=${activityId}&s=s1`, me)).toMatchObject({ code: 'ticket.other-session' });
    expect(await self(`a=${activityId}&s=s2`, me)).toMatchObject({ code: 'checkin.self-not-open' });
  });

  it('after ten wrong codes in a day, sent at once too', async () => {
    const activityId = await posterOnly();
    const me = await seated(activityId);
    const tries = await Promise.all(Array.from({ length: 14 }, () => self('000000', me, { activityId })));
    const codes = tries.map(reply => (reply.ok ? 'ok' : reply.code));
    expect(codes.filter(one => one === 'checkin.self-unknown-code')).toHaveLength(10);
    expect(await self(`a=${activityId}`, me)).toMatchObject({ code: 'checkin.too-many-self-codes' });
  });
});

describe('where one just comes', () => {
  it('somebody counts themselves, once however often, as a walk-in', async () => {
    const activityId = await posterOnly({ mode: 'open', capacity: null });
    const me = somebody();
    expect(await self(`a=${activityId}`, me)).toMatchObject({ data: { arrived: 1, repeated: false } });
    expect(await self(`a=${activityId}`, me)).toMatchObject({ data: { repeated: true } });
    await self(`a=${activityId}`, somebody());
    expect(await arrived(activityId)).toEqual({ registered: 0, walkIns: 2 });
  });
});

describe('by the venue’s door code', () => {
  const door = () => world.ok('venue.code', { venueId: 'stage' }, people.manager);

  it('is six digits and a picture to print, and never changes', async () => {
    const first = await door();
    expect(first).toMatchObject({ scene: 'v=stage', page: 'arrive/index', name: '小剧场' });
    expect(first.code).toMatch(/^\d{6}$/);
    expect((await door()).code).toBe(first.code);
    const elsewhere = await world.call('venue.code', { venueId: 'stage' }, people.managerElsewhere);
    expect(elsewhere).toMatchObject({ code: 'caller.forbidden' });
  });

  it('finds the session whose door is open, asks where there are several, and says where there is none', async () => {
    const me = somebody();
    const at = (hour: number): Partial<Draft> => ({
      venueId: 'stage',
      startsAt: `2027-06-09T${hour}:00:00+08:00`,
      endsAt: `2027-06-09T${hour + 1}:00:00+08:00`,
      checkInBefore: 15,
      checkInAfter: 15,
    });
    const { code } = await door();
    expect(await self('v=stage', me)).toMatchObject({ code: 'checkin.self-nothing-here' });
    const evening = await posterOnly(at(19));
    expect(await self('v=stage', me)).toMatchObject({ code: 'checkin.self-nothing-here' });

    const open = { ...at(10), checkInBefore: 180 };
    const first = await posterOnly({ ...open, title: '诗会' });
    await world.register(first, me, 1);
    await world.register(evening, me, 1);
    expect(await self('v=stage', me)).toMatchObject({ data: { activityId: first, arrived: 1 } });
    const second = await posterOnly({ ...open, title: '书展' });
    await world.register(second, me, 1);
    const asked = await self(code, me);
    expect(asked).toMatchObject({ data: { need: 'choice' } });
    const titles = asked.ok && asked.data.need === 'choice' ? asked.data.choices.map(one => one.title) : [];
    expect(titles.sort()).toEqual(['书展', '诗会'].sort());
    expect(await self(code, me, { activityId: second })).toMatchObject({
      data: { activityId: second, repeated: false },
    });
    expect(await arrived(second)).toMatchObject({ registered: 1 });
    expect(await arrived(evening)).toMatchObject({ registered: 0 });
  });
});

describe('by the code on the hall’s screen', () => {
  it('which changes each minute, scanned or typed, where presence is to be proved', async () => {
    const activityId = await world.publish({ selfCheckIn: 'screen' });
    const { token } = await world.ok('wall.open', { activityId }, people.helper);
    const wall = await world.ok('wall.live', { token });
    const { digits } = wall.screen!;
    const [first, second] = [await seated(activityId), await seated(activityId)];
    expect(await self(digits, first, { activityId })).toMatchObject({ data: { arrived: 1 } });
    // Typed without saying where, six digits are nobody's.
    expect(await self(digits, second)).toMatchObject({ code: 'checkin.self-unknown-code' });
    const other = await world.publish({ selfCheckIn: 'screen' });
    const elsewhere = await seated(other);
    expect(await self(digits, elsewhere, { activityId: other })).toMatchObject({ ok: false });
  });

  it('has one picture a minute, made once for all screens, and swept', async () => {
    // All of it within one minute.
    await world.setClock('2027-06-09T08:10:01+08:00');
    const activityId = await world.publish({ selfCheckIn: 'screen' });
    const { token } = await world.ok('wall.open', { activityId }, people.helper);
    const asked = await Promise.all(Array.from({ length: 6 }, () => world.ok('wall.code', { token })));
    const again = await world.ok('wall.code', { token });
    const images = new Set([...asked, again].flatMap(({ image }) => image ?? []));
    expect(images.size).toBe(1);
    const stored = world.dump<{ _id: string; at: number }>('screenCodes');
    expect(stored.filter(one => one._id.startsWith(activityId))).toHaveLength(1);
    world.load('screenCodes', [{ _id: 'old', at: Date.parse('2027-06-09T07:00:00+08:00') }]);
    // They are swept by the hour.
    await world.setClock('2027-06-09T08:24:00+08:00');
    world.everyDutyNext();
    await world.setClock('2027-06-09T08:25:00+08:00');
    expect(world.dump('screenCodes')).toEqual([]);
  });

  it('is on the wall only where residents may use it', async () => {
    const activityId = await world.publish();
    const { token } = await world.ok('wall.open', { activityId }, people.helper);
    expect(await world.ok('wall.live', { token })).not.toHaveProperty('screen');
  });
});

describe('within so many metres of the venue', () => {
  const venue = { lat: 31.3, lng: 120.6 };
  /** A thousandth of a degree north is 111 m. */
  const away = (thousandths: number) => ({ ...venue, lat: venue.lat + thousandths / 1000 });
  const near = (within: number) => posterOnly({ venueId: 'stage', within });

  it('is asked only of a venue that staff have said the place of', async () => {
    const draft = { ...makeDraft({ venueId: 'stage', selfCheckIn: 'poster' }), within: 200 };
    expect(await world.call('activity.publish', { draft }, people.editor)).toMatchObject({
      code: 'input.invalid',
      details: { 'draft.within': expect.any(String) },
    });
    const elsewhere = { venueId: 'stage', at: venue };
    expect(await world.call('venue.locate', elsewhere, people.managerElsewhere)).toMatchObject({
      code: 'caller.forbidden',
    });
    await world.ok('venue.locate', { venueId: 'stage', at: venue }, people.editor);
    expect(await near(200)).toEqual(expect.any(String));
  });

  it('the phone’s place is asked for, judged, and kept nowhere', async () => {
    await world.ok('venue.locate', { venueId: 'stage', at: venue }, people.editor);
    const activityId = await near(200);
    const me = await seated(activityId);
    const code = `a=${activityId}`;
    expect(await self(code, me)).toMatchObject({ code: 'checkin.self-where' });
    expect(await self(code, me, { where: away(5) })).toMatchObject({
      code: 'checkin.self-too-far',
      details: { metres: 560, most: 200 },
    });
    expect(await arrived(activityId)).toMatchObject({ registered: 0 });
    const where = { ...away(1), lng: 120.600123 };
    expect(await self(code, me, { where })).toMatchObject({ data: { arrived: 1 } });
    expect(JSON.stringify(everything(world))).not.toContain('120.600123');
  });
});
