/**
 * The door without a network: the rules the server decides with (core/door), asked of what this phone knows
 * (known-door.ts). What is decided otherwise than the server would, knowing no more, stands in `judge` and `judgeLeave`. Pure.
 */

import { asOnTicket, type DoorView, undoArrival } from '@core/door/door';
import type { GateLine } from '@core/door/gate-lines';
import { type AtDoor, type Away, judgeArrival, judgeLeaving } from '@core/door/judging';
import { undoWalkIn, walkIn } from '@core/door/walk-ins';
import type { Arrival, CheckInWay, Leave } from '@core/roster/door-slice';
import type { Member } from '@core/roster/roster';
import type { Mac } from '@core/tickets/ticket';
import {
  type Held,
  knownDoor,
  knownWalkIns,
  presentHere,
  thisPhone,
  touchedSince,
  undoneHere,
  unsaid,
} from './known-door';
import { admissionsOf, type Deed } from './record-entries';
import { shownHere, type Told, type Unread } from './shown-here';

export type Shown = {
  ticket: string;
  count?: number | undefined;
  way?: CheckInWay;
  /** The attempt's: the same again is answered as it was. */
  requestId?: string;
};

export type OfflineVerdict =
  /** `listed` is false where the list does not know the party yet, but its ticket is ours. */
  | (Told & { verdict: 'admit'; k: number; arrived: number; listed: boolean })
  /** `arrival` is missing where the list does not say who let them in. */
  | (Told & { verdict: 'repeat'; arrived: number; arrival?: Arrival })
  | (Told & { verdict: 'too-many'; left: number })
  | { verdict: 'door-closed' | 'cancelled' | 'undone'; code: string }
  | Refused;
/** What is of no use at this door, whether somebody comes or leaves. */
export type Refused =
  | (Told & { verdict: 'not-seated'; state: Exclude<Member['state'], 'seated'> })
  | { verdict: Away; code?: string }
  | Unread;

/** Judges a ticket's text or a typed code (`123456`, `123456-2`) at `now`, in ms by the server's clock. */
export function judge(
  held: Held,
  deeds: readonly Deed[],
  shown: Shown,
  now: number,
  mac: Mac,
): OfflineVerdict {
  const known = shownHere(held, shown.ticket, now, mac);
  if ('verdict' in known) return known;
  const { at, party, listed, ...told } = known;
  const { requestId = '', count, way = 'scanned' } = shown;
  const asked = { request: requestId, by: thisPhone, way, ...(count === undefined ? {} : { count }) };
  const result = judgeArrival(knownDoor(held, deeds, told.code, party), at, asked, now);
  switch (result.verdict) {
    case 'admit':
      return { verdict: 'admit', ...told, k: result.k, arrived: result.arrived, listed };
    case 'repeat': {
      const { arrival, arrived, replay } = result;
      if (replay) return { verdict: 'admit', ...told, k: arrival.k, arrived, listed };
      return { verdict: 'repeat', ...told, arrived, ...(arrival.by === unsaid ? {} : { arrival }) };
    }
    case 'too-many':
      return { verdict: 'too-many', ...told, left: result.left };
    case 'not-seated':
      return { verdict: 'not-seated', ...told, state: result.state };
    default:
      return { verdict: result.verdict, code: told.code };
  }
}

export type OfflineLeave =
  /** `here` is false where nobody is known to have let them in: another gate may have, and not told it yet. */
  | (Told & { verdict: 'leave'; here: boolean })
  /** The list knows of no sign-outs: `before` is this gate's own. */
  | (Told & { verdict: 'repeat'; before: Leave })
  | { verdict: 'over'; code: string }
  | Refused;

/** Judges the same of somebody who leaves. Nobody with a seat who stands here leaving is told that they never came. */
export function judgeLeave(
  held: Held,
  deeds: readonly Deed[],
  { ticket, requestId = '' }: { ticket: string; requestId?: string },
  now: number,
  mac: Mac,
): OfflineLeave {
  const known = shownHere(held, ticket, now, mac);
  if ('verdict' in known) return known;
  const { at, party, listed: _, ...told } = known;
  const roster = knownDoor(held, deeds, told.code, party);
  const asked = { request: requestId, by: thisPhone };
  const first = judgeLeaving(roster, at, asked, now);
  const missing = first.verdict === 'not-here';
  if (missing && first.state !== 'seated') return { verdict: 'not-seated', ...told, state: first.state };
  const result = missing ? judgeLeaving(letInElsewhere(roster, at), at, asked, now) : first;
  switch (result.verdict) {
    case 'leave':
      return { verdict: 'leave', ...told, here: !missing };
    case 'repeat':
      return result.replay
        ? { verdict: 'leave', ...told, here: !missing }
        : { verdict: 'repeat', ...told, before: result.leave };
    case 'not-here':
      return { verdict: 'unknown', code: told.code };
    default:
      return { verdict: result.verdict, code: told.code };
  }
}

/** The same door, had another gate let them in before anything happened here. */
function letInElsewhere(roster: DoorView, { key = '', sid }: AtDoor): DoorView {
  const member = roster.members[key];
  if (!member) return roster;
  const elsewhere: Arrival = { sid, k: member.size, at: 0, by: unsaid, way: 'ticked' };
  return {
    ...roster,
    members: { [key]: { ...member, arrivals: { ...member.arrivals, 'list|': elsewhere } } },
  };
}

export type OfflineWalkIn =
  | { verdict: 'count' | 'repeat'; total: number }
  | { verdict: 'room-full'; left: number; spare: number }
  | { verdict: 'door-closed' | 'cancelled' | 'undone' | 'unknown' };

/** Whether so many people without a registration may come in, by the list and what this gate did since. */
export function countIn(
  held: Held,
  deeds: readonly Deed[],
  {
    count,
    spare = false,
    requestId = '',
  }: { count: number; spare?: boolean | undefined; requestId?: string },
  now: number,
): OfflineWalkIn {
  const request = { sid: held.pack.sessionId, request: requestId, count, by: thisPhone, spare };
  const result = walkIn(knownWalkIns(held, deeds), request, now);
  return result.verdict === 'count' ? { verdict: 'count', total: result.total } : result;
}

/** Whether what this gate did can still be taken back, with a list or without one. */
export function judgeUndo(
  deeds: readonly Deed[],
  deed: Deed & { what: 'arrive' | 'walkIn' },
  sid: string,
): 'undo' | 'already' | 'unknown' {
  const asked = { sid, of: deed.requestId, undone: { at: deed.at, by: thisPhone } };
  const undone = undoneHere(deeds);
  if (deed.what === 'walkIn')
    return undoWalkIn({ sessions: {}, walkIns: {}, undoneWalkIns: undone }, asked).verdict;
  const { code, size } = deed;
  const party = { ...asOnTicket({ id: code, size }), undone };
  const door = { sessions: { [sid]: { opensAt: 0, closesAt: 0 } }, members: { [code]: party } };
  return undoArrival(door, { ...asked, key: code }).verdict;
}

/** Who is here as far as this phone knows: the list's figures and what it did since. */
export function figures(held: Held, deeds: readonly Deed[]): { arrived: number; walkIns: number } {
  const { arrived = 0, walkIns = 0 } = knownWalkIns(held, deeds).sessions[held.pack.sessionId] ?? {};
  return { arrived, walkIns };
}

/** The list with what this gate did since it was taken. */
export function linesNow(held: Held | undefined, deeds: readonly Deed[]): GateLine[] {
  if (!held) return [];
  const touched = touchedSince(held, deeds);
  return [...held.lines.values()].map(line => {
    if (!touched.has(line.code)) return line;
    const doubled = admissionsOf(deeds, line.code).some(
      ({ seq, told }) => seq > held.upTo && told?.outcome === 'disputed',
    );
    return {
      ...line,
      arrived: presentHere(held, deeds, line.code),
      disputed: line.disputed || doubled,
    };
  });
}
