/** From an activity’s facts back to what staff write. */
import { iso } from '@core/kernel/dates';
import type { Activity } from '@core/programme/activity';
import type { Draft } from './contract';

/** The draft an activity would be written from: what the edit page starts with. */
export function draftFrom(activity: Activity): Draft {
  const first = activity.sessions[0]!;
  return {
    title: activity.title,
    kind: activity.kind,
    mode: activity.mode,
    unit: activity.unit,
    ...(activity.unit === 'group' ? { perGroup: activity.perGroup } : {}),
    capacity: activity.capacity,
    expected: activity.expected,
    startsAt: iso(first.startsAt),
    ...(first.endAssumed ? {} : { endsAt: iso(first.endsAt) }),
    ...(first.allDay ? { allDay: true } : {}),
    place: first.place,
    ...(first.place.venueId ? { venueId: first.place.venueId } : {}),
    ...(activity.sessions.length > 1
      ? {
          sessions: activity.sessions.map(session => ({
            startsAt: iso(session.startsAt),
            ...(session.endAssumed ? {} : { endsAt: iso(session.endsAt) }),
            ...(session.allDay ? { allDay: true } : {}),
            place: session.place,
          })),
        }
      : {}),
    enrolment: activity.enrolment,
    partyMax: activity.partyMax,
    waitingMax: activity.waitingMax,
    opensAt: activity.opensAt === null ? null : iso(activity.opensAt),
    closesAt: activity.closesAt === null ? null : iso(activity.closesAt),
    checkInBefore: activity.checkInBefore,
    checkInAfter: activity.checkInAfter,
    phoneRequired: activity.phoneRequired,
    approval: activity.approval,
    turning: activity.turning,
    signOut: activity.signOut,
    selfCheckIn: activity.selfCheckIn ?? 'off',
    within: activity.within ?? null,
    pools: activity.pools.map(({ releasesAt, ...pool }) => ({
      ...pool,
      releasesAt: releasesAt === null ? null : iso(releasesAt),
    })),
    questions: activity.questions,
    ...(activity.ages ? { ages: activity.ages } : {}),
    ...(activity.residentsOf ? { residentsOf: activity.residentsOf } : {}),
    coHosts: activity.coHosts,
    ...Object.fromEntries(
      (['audience', 'summary', 'remark', 'contact', 'theme'] as const).flatMap(field =>
        activity[field] ? [[field, activity[field]]] : [],
      ),
    ),
  };
}
