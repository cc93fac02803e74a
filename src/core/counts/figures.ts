/**
 * What is counted of a session, each figure by how it came about (product.md, “Counts”). Figures are derived from what
 * was told and when, so that those of a closed session can be told again as they were, and what came later shows.
 */

import { inTime } from '@core/door/claims';
import { hour } from '@core/kernel/dates';
import { isDesk } from '@core/messages/timing';
import type { Arrival, Leave } from '@core/roster/door-slice';
import type { Member, Roster } from '@core/roster/roster';

/** Hours after its door closed that a session's figures close by themselves, and that reopened ones stay open. */
export const closesAfter = 24;

/** What staff may put right, or put in where nothing counts it. */
export const correctable = ['arrived', 'walkIns', 'online', 'estimate'] as const;
export type Correctable = (typeof correctable)[number];

/** A figure put right: the old value stays beside the new one. `from` is null where there was none. */
export type Correction = {
  id: string;
  figure: Correctable;
  from: number | null;
  to: number;
  why: string;
  by: string;
  at: number;
};

/** What staff did about a session's figures being closed. */
export type Closing = { id: string; what: 'close' | 'reopen'; at: number; by: string; why?: string };

/** What is kept of a session's figures beside its roster. */
export type Tally = { corrections: Correction[]; closings: Closing[] };

/** People unless said otherwise. Person-times, online and estimates stay apart and are never added. */
export type Figures = {
  /** In, waiting, or waiting for staff's answer. */
  registered: number;
  seated: number;
  waiting: number;
  withdrawn: number;
  /** Registered people who came, by how that is known. */
  scanned: number;
  self: number;
  /** Of parties that staff registered for them. */
  onBehalf: number;
  /** All of those, as corrected. */
  arrived: number;
  /** Head-count at the door, as corrected. */
  walkIns: number;
  /** Of them, given seats of people who did not come. */
  spare: number;
  /** By how much staff put arrived and walk-ins right. */
  corrected: number;
  /** On the spot, at this session: arrived and walk-ins. */
  personTimes: number;
  /** Where nobody was counted one by one: staff's estimate. */
  estimate: number | null;
  online: number | null;
  /** Seated and not there; nothing before the session is over. */
  noShows: number | null;
  /** Person-hours between arriving and signing out, where hours count; of people who did sign out. */
  hours: number;
  /** Here and never signed out. */
  notSignedOut: number;
};

export type CountedRoster = Pick<Roster, 'counts' | 'members' | 'walkIns' | 'undoneWalkIns'>;
type Session = { id: string; endsAt: number };

/** When something was known here: a gate without a network told of it later than it happened. */
const heardAt = (one: { at: number; syncedAt?: number }) => one.syncedAt ?? one.at;

/** The figures of a session as they were known at a moment. */
export function figuresAt(roster: CountedRoster, session: Session, tally: Tally, asOf: number): Figures {
  const { counts } = roster;
  const arrivals = { scanned: 0, self: 0, onBehalf: 0 };
  let hours = 0;
  let notSignedOut = 0;
  for (const [key, member] of Object.entries(roster.members)) {
    const counted = countedArrivals(member, session.id, asOf);
    for (const { people, way } of counted) {
      arrivals[isDesk(key) ? 'onBehalf' : way === 'self' ? 'self' : 'scanned'] += people;
    }
    const stay = stayOf(member, session.id, counted, asOf);
    hours += stay.hours;
    notSignedOut += stay.open;
  }
  const walkIns = Object.entries(roster.walkIns).filter(
    ([request, one]) =>
      one.sid === session.id && heardAt(one) <= asOf && !isUndone(roster.undoneWalkIns?.[request], asOf),
  );
  const headCount = walkIns.reduce((sum, [, one]) => sum + one.count, 0);
  const spare = walkIns.reduce((sum, [, one]) => sum + (one.spare ? one.count : 0), 0);
  const known = tally.corrections.filter(one => one.at <= asOf);
  const [moreArrived, moreWalkIns] = [moved(known, 'arrived'), moved(known, 'walkIns')];
  const arrived = arrivals.scanned + arrivals.self + arrivals.onBehalf + moreArrived;
  const { seated, waiting, withdrawn, applied } = counts;
  return {
    registered: seated + waiting + applied,
    seated,
    waiting,
    withdrawn,
    ...arrivals,
    arrived,
    walkIns: headCount + moreWalkIns,
    spare,
    corrected: moreArrived + moreWalkIns,
    personTimes: arrived + headCount + moreWalkIns,
    estimate: latest(known, 'estimate'),
    online: latest(known, 'online'),
    noShows: asOf >= session.endsAt ? Math.max(0, seated - arrived) : null,
    hours: Math.round(hours * 10) / 10,
    notSignedOut,
  };
}

const isUndone = (undone: { at: number; syncedAt?: number } | undefined, asOf: number) =>
  undone !== undefined && heardAt(undone) <= asOf;

/** A party's claims with the people each of them really added, the earliest first. */
function countedArrivals(member: Member, sid: string, asOf: number): (Arrival & { people: number })[] {
  const named = new Set<number>();
  let here = 0;
  return Object.entries(member.arrivals)
    .filter(
      ([request, one]) =>
        one.sid === sid && heardAt(one) <= asOf && !isUndone(member.undone?.[request], asOf),
    )
    .sort(inTime)
    .map(([, one]) => {
      const twice = one.who !== undefined && named.has(one.who);
      if (one.who !== undefined) named.add(one.who);
      const people = twice ? 0 : Math.min(one.k, member.size - here);
      here += people;
      return { ...one, people };
    });
}

type Counted = Arrival & { people: number };

/** Hours a party's people stayed, each from their arrival to their signing out; and how many have not. */
function stayOf(
  member: Member,
  sid: string,
  arrivals: readonly Counted[],
  asOf: number,
): { hours: number; open: number } {
  const leaves = Object.values(member.leaves ?? {})
    .filter(one => one.sid === sid && heardAt(one) <= asOf)
    .sort((a, b) => a.at - b.at);
  const elsewhere = new Map(
    arrivals.flatMap(({ who, people }) =>
      who !== undefined && people > 0 ? [[who, Infinity] as const] : [],
    ),
  );
  let hours = 0;
  let open = 0;
  for (const arrival of arrivals) {
    const ends = endsOf(arrival, leaves, elsewhere);
    for (const at of ends) hours += (at - arrival.at) / hour;
    open += arrival.people - ends.length;
  }
  return { hours, open };
}

/**
 * When the people of one admission left, as far as they signed out: all together, or before that each by an own ticket.
 * `elsewhere` says until when a member belongs to another admission: for good where an own ticket let them in.
 */
function endsOf(
  { at, who, people }: Counted,
  leaves: readonly Leave[],
  elsewhere: Map<number, number>,
): number[] {
  const later = leaves.filter(one => one.at >= at);
  const rest = (from: number, left: Leave | undefined) =>
    left ? Array.from({ length: people - from }, () => left.at) : [];
  if (who !== undefined)
    return rest(
      0,
      later.find(one => one.who === undefined || one.who === who),
    );
  const together = later.find(one => one.who === undefined);
  const ends: number[] = [];
  for (const one of later) {
    if (one === together || ends.length === people) break;
    if (one.who === undefined || (elsewhere.get(one.who) ?? 0) >= at) continue;
    elsewhere.set(one.who, one.at);
    ends.push(one.at);
  }
  return [...ends, ...rest(ends.length, together)];
}

const moved = (corrections: readonly Correction[], figure: Correctable) =>
  corrections.reduce((sum, one) => sum + (one.figure === figure ? one.to - (one.from ?? 0) : 0), 0);

function latest(corrections: readonly Correction[], figure: Correctable): number | null {
  const all = corrections.filter(one => one.figure === figure);
  return all[all.length - 1]?.to ?? null;
}

/** Whether a session's figures are closed, since when or until when not. Nobody moves them: they close with the time. */
export function closingOf(
  door: { closesAt: number },
  tally: Pick<Tally, 'closings'>,
  now: number,
): { closed: true; at: number } | { closed: false; at: number } {
  const byItself = door.closesAt + closesAfter * hour;
  const last = tally.closings[tally.closings.length - 1];
  const at =
    last === undefined
      ? byItself
      : last.what === 'close'
        ? last.at
        : Math.max(byItself, last.at + closesAfter * hour);
  return { closed: now >= at, at };
}

/** What came after figures were closed, figure by figure; only those that differ. */
export function differences(closed: Figures, now: Figures): Partial<Record<keyof Figures, number>> {
  return Object.fromEntries(
    (Object.keys(closed) as (keyof Figures)[])
      .map(name => [name, (now[name] ?? 0) - (closed[name] ?? 0)] as const)
      .filter(([, more]) => more !== 0),
  );
}

/**
 * An activity's people over all its sessions. Person-times add up; people do not: a registered one who came thrice is
 * one. Nobody knows whether walk-ins of two sessions are the same, so then `people` is no more than a least.
 */
export function totalsOf(sessions: readonly { id: string; figures: Figures; roster: CountedRoster }[]): {
  personTimes: number;
  people: number;
  exact: boolean;
} {
  const most = new Map<string, number>();
  for (const { id, roster } of sessions) {
    for (const [key, member] of Object.entries(roster.members)) {
      most.set(key, Math.max(most.get(key) ?? 0, member.arrived[id] ?? 0));
    }
  }
  const registered = [...most.values()].reduce((sum, people) => sum + people, 0);
  const walkIns = sessions.map(({ figures }) => figures.walkIns);
  const corrected = sessions.some(({ figures }) => figures.corrected !== 0);
  const exact = sessions.length === 1 || (walkIns.every(one => one === 0) && !corrected);
  const [only] = sessions;
  return {
    personTimes: sessions.reduce((sum, { figures }) => sum + figures.personTimes, 0),
    people: sessions.length === 1 && only ? only.figures.personTimes : registered + Math.max(0, ...walkIns),
    exact,
  };
}
