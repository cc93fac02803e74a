/**
 * An activity as the edit page holds it: what was typed, kept as typed, and its way to and from the contract's
 * draft. Fields the page does not show ride along untouched, so that editing a title loses nothing an import wrote.
 */

import { addDays, beijingDay, fromIso, timeField } from '@core/kernel/dates';
import type { AgeBand, Kind, Mode, Place, PoolRule, Question } from '@core/programme/activity';
import type { Draft } from '@core/publishing/contract';
import type { SelfCheckIn } from '@core/self-check-in/self-check-in';

/** One session as typed: Beijing dates 'YYYY-MM-DD' and times 'HH:mm', empty while not chosen. */
export type SessionForm = {
  date: string;
  start: string;
  endDate: string;
  end: string;
  allDay: boolean;
  /** Set where an import gave this session a place of its own. */
  place?: Place;
  venueId?: string;
};

/** Seats kept for some, as typed. With no day the unused ones are kept to the end. */
export type PoolForm = {
  id: string;
  name: string;
  seats: string;
  for: PoolRule['for'];
  ages: AgeBand[];
  releasesOn: string;
  releasesTime: string;
};

export type DraftForm = {
  title: string;
  kind: Kind;
  mode: Mode;
  unlimited: boolean;
  capacity: string;
  unit: 'person' | 'group';
  perGroup: number;
  sessions: SessionForm[];
  enrolment: 'activity' | 'session';
  placeKind: Place['kind'];
  placeText: string;
  venueId: string;
  opensOn: string;
  opensTime: string;
  closesOn: string;
  closesTime: string;
  partyMax: number;
  waiting: 'all' | 'none' | 'some';
  waitingMax: string;
  phoneRequired: boolean;
  turning: boolean;
  signOut: boolean;
  approval: boolean;
  selfCheckIn: SelfCheckIn;
  within: string;
  pools: PoolForm[];
  questions: Question[];
  ages: AgeBand[];
  residentsOf: string;
  audience: string;
  summary: string;
  contact: string;
  remark: string;
};

function sessionForm(session: {
  startsAt: string;
  endsAt?: string | undefined;
  allDay?: boolean | undefined;
  place?: Place | undefined;
  venueId?: string | undefined;
}): SessionForm {
  const startsAt = fromIso(session.startsAt);
  const endsAt = session.endsAt === undefined ? undefined : fromIso(session.endsAt);
  const lastMoment =
    endsAt === undefined ? startsAt : Math.max(startsAt, session.allDay ? endsAt - 1 : endsAt);
  return {
    date: beijingDay(startsAt),
    start: session.allDay ? '' : timeField(startsAt),
    endDate: beijingDay(lastMoment),
    end: endsAt === undefined || session.allDay ? '' : timeField(endsAt),
    allDay: session.allDay ?? false,
    ...(session.place ? { place: session.place } : {}),
    ...(session.venueId ? { venueId: session.venueId } : {}),
  };
}

/** A session to fill in, a week after the one before it and at the same hours: the plan's usual rhythm. */
export function nextSession(previous: SessionForm): SessionForm {
  const later = (date: string) => (date === '' ? '' : addDays(date, 7));
  return { ...previous, date: later(previous.date), endDate: later(previous.endDate) };
}

/** An empty form. `today` is a Beijing date; the session starts a week from it at nine, the hour most plans use. */
export function emptyForm(today: string): DraftForm {
  const date = addDays(today, 7);
  return {
    title: '',
    kind: 'reading',
    mode: 'registration',
    unlimited: false,
    capacity: '',
    unit: 'person',
    perGroup: 2,
    sessions: [{ date, start: '09:00', endDate: date, end: '11:00', allDay: false }],
    enrolment: 'activity',
    placeKind: 'venue',
    placeText: '',
    venueId: '',
    opensOn: '',
    opensTime: '',
    closesOn: '',
    closesTime: '',
    partyMax: 5,
    waiting: 'all',
    waitingMax: '',
    phoneRequired: false,
    turning: false,
    signOut: false,
    approval: false,
    selfCheckIn: 'off',
    within: '',
    pools: [],
    questions: [],
    ages: [],
    residentsOf: '',
    audience: '',
    summary: '',
    contact: '',
    remark: '',
  };
}

function poolForm(pool: NonNullable<Draft['pools']>[number]): PoolForm {
  const releasesAt = pool.releasesAt ? fromIso(pool.releasesAt) : undefined;
  return {
    id: pool.id,
    name: pool.name,
    seats: String(pool.seats),
    for: pool.for,
    ages: pool.ages ?? [],
    releasesOn: releasesAt === undefined ? '' : beijingDay(releasesAt),
    releasesTime: releasesAt === undefined ? '' : timeField(releasesAt),
  };
}

/** Seats to keep that nobody has filled in yet, under an id the others do not have. */
export function newPool(pools: readonly PoolForm[]): PoolForm {
  const numbers = pools.map(pool => Number(/^p(\d+)$/.exec(pool.id)?.[1] ?? 0));
  const id = `p${Math.max(0, ...numbers) + 1}`;
  return { id, name: '', seats: '', for: 'ages', ages: [], releasesOn: '', releasesTime: '' };
}

function placeOf(draft: Draft): Pick<DraftForm, 'placeKind' | 'placeText' | 'venueId'> {
  const place = typeof draft.place === 'string' ? { kind: 'venue' as const, text: draft.place } : draft.place;
  const venueId = draft.venueId ?? (place && 'venueId' in place ? place.venueId : undefined) ?? '';
  return { placeKind: place?.kind ?? 'venue', placeText: place?.text ?? '', venueId };
}

/** A session without the place it shares with the whole activity, so that a new place for all reaches it too. */
function withoutShared(session: SessionForm, shared: Place | undefined): SessionForm {
  const { place, venueId, ...times } = session;
  const same = place?.kind === shared?.kind && place?.text === shared?.text;
  return same && (venueId ?? place?.venueId) === (shared?.venueId ?? place?.venueId) ? times : session;
}

/** The form that shows a stored draft. */
export function formOf(draft: Draft): DraftForm {
  const shared = typeof draft.place === 'object' ? draft.place : undefined;
  const sessions = draft.sessions?.map(session => withoutShared(sessionForm(session), shared)) ?? [
    sessionForm({ startsAt: draft.startsAt, endsAt: draft.endsAt, allDay: draft.allDay }),
  ];
  return {
    title: draft.title,
    kind: draft.kind,
    mode: draft.mode ?? 'registration',
    unlimited: draft.capacity === null,
    capacity: draft.capacity === null ? '' : String(draft.capacity),
    unit: draft.unit ?? 'person',
    perGroup: draft.perGroup ?? 2,
    sessions,
    enrolment: draft.enrolment ?? 'activity',
    ...placeOf(draft),
    opensOn: draft.opensAt ? beijingDay(fromIso(draft.opensAt)) : '',
    opensTime: draft.opensAt ? timeField(fromIso(draft.opensAt)) : '',
    closesOn: draft.closesAt ? beijingDay(fromIso(draft.closesAt)) : '',
    closesTime: draft.closesAt ? timeField(fromIso(draft.closesAt)) : '',
    partyMax: draft.partyMax ?? 5,
    waiting: draft.waitingMax === 0 ? 'none' : draft.waitingMax ? 'some' : 'all',
    waitingMax: draft.waitingMax ? String(draft.waitingMax) : '',
    phoneRequired: draft.phoneRequired ?? false,
    turning: draft.turning ?? false,
    signOut: draft.signOut ?? false,
    approval: draft.approval ?? false,
    selfCheckIn: draft.selfCheckIn ?? 'off',
    within: draft.within ? String(draft.within) : '',
    pools: (draft.pools ?? []).map(poolForm),
    questions: draft.questions ?? [],
    ages: draft.ages ?? [],
    residentsOf: draft.residentsOf ?? '',
    audience: draft.audience ?? '',
    summary: draft.summary ?? '',
    contact: draft.contact ?? '',
    remark: draft.remark ?? '',
  };
}
