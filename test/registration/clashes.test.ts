import { clashes } from '@core/registration/clashes';
import type { MineEntry } from '@core/registration/contract';

const day = '2027-06-09';
const span = (from: string, to: string, allDay = false) => ({
  startsAt: `${day}T${from}:00+08:00`,
  endsAt: `${day}T${to}:00+08:00`,
  allDay,
});

type Held = {
  spans?: ReturnType<typeof span>[];
  status?: MineEntry['registration']['status'];
  state?: MineEntry['activity']['state'];
  activityId?: string;
  sessionId?: string;
};

function holding(held: Held = {}): MineEntry {
  const { spans = [span('09:00', '11:00')], status = 'seated', state = 'published', sessionId } = held;
  const activityId = held.activityId ?? 'other';
  const sessions = spans.map((one, at) => ({ ...one, sessionId: `s${at + 1}`, place: '礼堂' }));
  return {
    registration: {
      registrationId: 'r',
      activityId,
      ...(sessionId ? { sessionId } : {}),
      status,
      size: 1,
      arrived: 0,
      party: [],
    },
    activity: {
      ...sessions[0]!,
      activityId,
      title: '合唱排练',
      kind: 'training',
      state,
      stationName: '文化馆',
      sessions,
    },
  };
}

const wanted = (from: string, to: string, allDay = false) => ({
  activityId: 'this',
  spans: [span(from, to, allDay)],
});

describe('a registration for nine to eleven', () => {
  it.each<[string, Held, ReturnType<typeof wanted>, boolean]>([
    ['clashes with what begins within it', {}, wanted('10:00', '12:00'), true],
    ['clashes with what ends within it', {}, wanted('08:00', '09:30'), true],
    ['clashes with what is all inside it', {}, wanted('09:30', '10:00'), true],
    ['clashes with what it is all inside of', {}, wanted('08:00', '12:00'), true],
    ['does not clash with what begins as it ends', {}, wanted('11:00', '12:00'), false],
    ['does not clash with what ends as it begins', {}, wanted('08:00', '09:00'), false],
    ['does not clash with an exhibition open all day', {}, wanted('00:00', '23:59', true), false],
    [
      'for an exhibition does not clash',
      { spans: [span('00:00', '23:59', true)] },
      wanted('09:00', '10:00'),
      false,
    ],
    ['clashes while it waits', { status: 'waiting' }, wanted('10:00', '12:00'), true],
    ['clashes while staff decide', { status: 'applied' }, wanted('10:00', '12:00'), true],
    ['given back does not clash', { status: 'withdrawn' }, wanted('10:00', '12:00'), false],
    ['turned down does not clash', { status: 'declined' }, wanted('10:00', '12:00'), false],
    ['for what was called off does not clash', { state: 'cancelled' }, wanted('10:00', '12:00'), false],
    ['for this very activity does not clash', { activityId: 'this' }, wanted('09:00', '11:00'), false],
  ])('%s', (_, held, want, clash) => {
    expect(clashes(want, [holding(held)])).toHaveLength(clash ? 1 : 0);
  });

  it('clashes with another session of the same activity, when each has its own seats', () => {
    const held = holding({ activityId: 'this', sessionId: 's1' });
    const other = { ...wanted('10:00', '12:00'), sessionId: 's2' };
    expect(clashes(other, [held])).toHaveLength(1);
  });
});

it('names the session that overlaps, of all those one registration is for', () => {
  const held = holding({ spans: [span('07:00', '08:00'), span('10:00', '11:00')] });
  expect(clashes(wanted('10:30', '12:00'), [held])).toEqual([
    { title: '合唱排练', status: 'seated', ...span('10:00', '11:00') },
  ]);
});

it('leaves the other sessions out where the registration is for one of them', () => {
  const held = holding({ spans: [span('07:00', '08:00'), span('10:00', '11:00')], sessionId: 's1' });
  expect(clashes(wanted('10:30', '12:00'), [held])).toEqual([]);
});
