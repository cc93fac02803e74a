/** From what staff write to an activity’s facts; draft-of-activity.ts is the way back. */

import { addDays, beijingDay, fromIso, hour, startOfDay } from '@core/kernel/dates';
import { type Activity, defaults, type Place, type Session } from '@core/programme/activity';
import { calendarKeys } from '@core/registration/enrolment';
import type { Draft } from './contract';

/** What of a venue a session takes over. */
export type VenueFacts = { venueId: string; name: string; capacity: number | null; stepFree: boolean };

/** The facts of an activity that a draft decides; who, where and in what state are the caller's. */
export type Written = Pick<
  Activity,
  | 'title'
  | 'kind'
  | 'mode'
  | 'unit'
  | 'perGroup'
  | 'capacity'
  | 'expected'
  | 'partyMax'
  | 'waitingMax'
  | 'enrolment'
  | 'opensAt'
  | 'closesAt'
  | 'checkInBefore'
  | 'checkInAfter'
  | 'phoneRequired'
  | 'approval'
  | 'turning'
  | 'signOut'
  | 'selfCheckIn'
  | 'within'
  | 'pools'
  | 'sessions'
  | 'questions'
  | 'ages'
  | 'residentsOf'
  | 'coHosts'
  | 'audience'
  | 'summary'
  | 'remark'
  | 'contact'
  | 'theme'
  | 'startsAt'
  | 'endsAt'
  | 'on'
>;

/** Lays out a draft's sessions in order of time: `s1`, `s2`, … No end means two hours, marked as assumed; a whole day's end is its midnight. */
function sessionsOf(draft: Draft, venues: readonly VenueFacts[]): Session[] {
  const given = draft.sessions ?? [
    {
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      allDay: draft.allDay,
      place: undefined,
      venueId: undefined,
    },
  ];
  return given
    .map(session => ({ ...session, from: fromIso(session.startsAt) }))
    .sort((a, b) => a.from - b.from)
    .map((session, index) => {
      // A session with a place of its own is there, whatever room the others are in.
      const shared = session.place ? undefined : (draft.venueId ?? placeOf(draft).venueId);
      const venueId = session.venueId ?? session.place?.venueId ?? shared;
      const venue = venues.find(one => one.venueId === venueId);
      return {
        id: `s${index + 1}`,
        startsAt: session.from,
        endsAt: endOf(session),
        ...(session.allDay ? { allDay: true } : {}),
        ...(session.endsAt || session.allDay ? {} : { endAssumed: true }),
        place: venue
          ? { kind: 'venue' as const, text: venue.name, venueId: venue.venueId }
          : withoutVenue(session.place ?? placeOf(draft)),
        ...(venue ? { stepFree: venue.stepFree } : {}),
        room: venue?.capacity ?? null,
      };
    });
}

function endOf(session: { from: number; endsAt?: string | undefined; allDay?: boolean | undefined }): number {
  if (session.endsAt) return fromIso(session.endsAt);
  if (session.allDay) return startOfDay(addDays(beijingDay(session.from), 1));
  return session.from + defaults.assumedHours * hour;
}

function placeOf(draft: Draft): Place {
  if (typeof draft.place === 'object') return withVenue(draft.place);
  if (draft.place) return { kind: 'venue', text: draft.place };
  return { kind: 'undecided', text: '地点待定' };
}

function withVenue(place: { kind: Place['kind']; text: string; venueId?: string | undefined }): Place {
  const { venueId, ...rest } = place;
  return venueId ? { ...rest, venueId } : rest;
}

function withoutVenue(place: { kind: Place['kind']; text: string }): Place {
  return { kind: place.kind, text: place.text || (place.kind === 'online' ? '线上' : '地点待定') };
}

/** An activity's facts from a draft. Capacity is a promise, so it is only ever what staff wrote. */
export function writtenFrom(
  draft: Draft,
  areaPath: readonly string[],
  venues: readonly VenueFacts[],
): Written {
  const sessions = sessionsOf(draft, venues);
  const perGroup = draft.unit === 'group' ? (draft.perGroup ?? 2) : defaults.perGroup;
  const words = { audience: draft.audience, summary: draft.summary, remark: draft.remark };
  return {
    title: draft.title,
    kind: draft.kind,
    mode: draft.mode ?? 'registration',
    unit: draft.unit ?? 'person',
    perGroup,
    capacity: draft.capacity,
    expected: draft.expected ?? null,
    partyMax: draft.partyMax ?? (draft.unit === 'group' ? 1 : defaults.partyMax),
    waitingMax: draft.waitingMax ?? null,
    enrolment: draft.enrolment ?? 'activity',
    opensAt: draft.opensAt ? fromIso(draft.opensAt) : null,
    closesAt: draft.closesAt ? fromIso(draft.closesAt) : null,
    checkInBefore: draft.checkInBefore ?? defaults.checkInBefore,
    checkInAfter: draft.checkInAfter ?? defaults.checkInAfter,
    phoneRequired: draft.phoneRequired ?? false,
    approval: draft.approval ?? false,
    turning: draft.turning ?? false,
    signOut: draft.signOut ?? false,
    selfCheckIn: draft.selfCheckIn ?? 'off',
    within: draft.within ?? null,
    pools: (draft.pools ?? []).map(({ ages, releasesAt, ...pool }) => ({
      ...pool,
      ...(ages ? { ages } : {}),
      releasesAt: releasesAt ? fromIso(releasesAt) : null,
    })),
    questions: (draft.questions ?? []).map(({ choices, required, ...question }) => ({
      ...question,
      ...(choices ? { choices } : {}),
      ...(required ? { required } : {}),
    })),
    ...(draft.ages?.length ? { ages: [...new Set(draft.ages)] } : {}),
    ...(draft.residentsOf ? { residentsOf: draft.residentsOf } : {}),
    coHosts: draft.coHosts ?? [],
    ...Object.fromEntries(
      Object.entries({ ...words, contact: draft.contact, theme: draft.theme }).filter(([, value]) => value),
    ),
    sessions,
    startsAt: Math.min(...sessions.map(session => session.startsAt)),
    endsAt: Math.max(...sessions.map(session => session.endsAt)),
    on: calendarKeys(areaPath, sessions),
  };
}
