import { type Activity, defaults } from '@core/programme/activity';
import { rostersOf } from '@core/registration/enrolment';
import type { Party } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';

/** The hour a made-up activity starts; tests count from it. */
export const start = Date.parse('2027-06-09T09:00:00+08:00');
export const hour = 3_600_000;

/** A published activity with one session at `start`, changed as a test needs. */
export function makeActivity(overrides: Partial<Activity> = {}): Activity {
  return {
    _id: 'a1',
    code: '123456',
    stationId: 'st1',
    stationName: '区文化馆',
    areaPath: ['root'],
    title: '端午诗会',
    kind: 'performance',
    mode: 'registration',
    unit: 'person',
    perGroup: 1,
    capacity: 10,
    expected: null,
    partyMax: defaults.partyMax,
    waitingMax: null,
    enrolment: 'activity',
    opensAt: null,
    closesAt: null,
    checkInBefore: defaults.checkInBefore,
    checkInAfter: defaults.checkInAfter,
    phoneRequired: false,
    approval: false,
    turning: false,
    signOut: false,
    pools: [],
    sessions: [
      {
        id: 's1',
        startsAt: start,
        endsAt: start + 2 * hour,
        place: { kind: 'venue', text: '报告厅' },
        room: null,
      },
    ],
    questions: [],
    coHosts: [],
    state: 'published',
    on: [],
    startsAt: start,
    endsAt: start + 2 * hour,
    createdBy: 'editor',
    createdAt: start - 100 * hour,
    updatedAt: start - 100 * hour,
    version: 1,
    ...overrides,
  };
}

/** Its roster, empty. */
export function makeRoster(overrides: Partial<Activity> = {}): Roster {
  return rostersOf(makeActivity(overrides))[0]!;
}

let drawn = 0;

/** A party of `n`, registering for the first time as `key`. */
export function makeParty(key: string, n: number, overrides: Partial<Party> = {}): Party {
  return {
    id: `g-${key}`,
    key,
    n,
    size: n,
    pools: ['open'],
    names: Array.from({ length: n }, (_, i) => `王*${i}`),
    code: String(100_000 + (drawn++ % 900_000)),
    consent: false,
    since: Number.POSITIVE_INFINITY,
    ...overrides,
  };
}
