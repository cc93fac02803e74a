/** From a row of a plan, as read, to the activities it makes. */

import type { Context } from '@api/context';
import type * as places from '@api/places/store';
import { digest } from '@api/secrets';
import { fingerprint } from '@core/plan/fingerprint';
import type { PlanRow } from '@core/plan/plan';
import { defaults, type Session } from '@core/programme/activity';
import { calendarKeys } from '@core/registration/enrolment';
import type { Planned } from './staging';

/** The activities a row makes: one, one with several sessions, or one for each date of a series. */
export function activitiesOf(
  row: PlanRow,
  beside: {
    /** Whether staff declared the number expected to be the capacity. */
    asCapacity: boolean;
    themeArea: string | null;
    stations: readonly places.StationDocument[];
    venues: readonly places.VenueDocument[];
  },
  context: Context,
): Planned[] {
  const { reading } = row;
  const { asCapacity, themeArea, stations, venues } = beside;
  if (!reading) return [];
  const station = stations.find(one => one._id === reading.stationId);
  if (!station) return [];
  const capacity =
    reading.capacity ?? (asCapacity && reading.mode === 'registration' ? reading.expected : null);
  const perGroup = reading.unit === 'group' ? (reading.perGroup ?? 2) : defaults.perGroup;
  const venue = venues.find(
    one =>
      one.stationId === station._id &&
      one.name === reading.place.text &&
      (one.capacity === null || capacity === null || capacity * perGroup <= one.capacity),
  );
  const sessions = reading.occurrences.map(
    (occurrence): Omit<Session, 'id'> => ({
      startsAt: occurrence.startsAt,
      endsAt: occurrence.endsAt,
      ...(occurrence.allDay ? { allDay: true } : {}),
      ...(occurrence.endAssumed ? { endAssumed: true } : {}),
      place: venue ? { ...reading.place, venueId: venue._id } : reading.place,
      ...(venue ? { stepFree: venue.stepFree } : {}),
      room: venue?.capacity ?? null,
    }),
  );
  const groups = reading.grouping === 'series' ? sessions.map(session => [session]) : [sessions];
  return groups.map((group, index) => {
    const own = group.map((session, place) => ({ ...session, id: `s${place + 1}` }));
    return {
      _id: digest(['plan', row.key, index].join('|'), 10),
      stationId: station._id,
      stationName: station.name,
      areaPath: station.areaPath,
      title: reading.title,
      kind: reading.kind,
      mode: reading.mode,
      unit: reading.unit,
      perGroup,
      capacity,
      expected: reading.expected,
      partyMax: reading.unit === 'group' ? 1 : defaults.partyMax,
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
      sessions: own,
      questions: [],
      coHosts: reading.coHosts,
      ...(reading.audience ? { audience: reading.audience } : {}),
      ...(reading.remark ? { remark: reading.remark } : {}),
      ...(reading.contact ? { contact: reading.contact } : {}),
      ...(reading.theme ? { theme: reading.theme } : {}),
      ...(reading.grouping === 'series'
        ? { series: { id: digest(['series', row.key].join('|')), rule: reading.repeat?.text ?? '' } }
        : {}),
      state: 'draft',
      on: calendarKeys(station.areaPath, own),
      startsAt: Math.min(...own.map(session => session.startsAt)),
      endsAt: Math.max(...own.map(session => session.endsAt)),
      source: {
        key: row.key,
        fingerprint: digest(fingerprint(reading)),
        declared: asCapacity ? capacity : null,
        themeArea,
        importId: '',
      },
      createdBy: context.openid,
      createdAt: context.now,
      updatedAt: context.now,
      version: 1,
    };
  });
}
