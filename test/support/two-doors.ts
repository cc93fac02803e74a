/**
 * One door twice: the stored roster with the server's rules, and a phone with its list and what it did since. Whatever is
 * shown is judged by both; what the phone decides happens on both.
 */

import { mac } from '@app/services/mac';
import type { Held } from '@app/station/door/known-door';
import {
  countIn,
  judge,
  judgeLeave,
  type OfflineLeave,
  type OfflineVerdict,
} from '@app/station/door/offline-decision';
import type { Deed } from '@app/station/door/record-entries';
import { heldOf } from '@app/station/door/roster-list';
import { arrive, undoArrival } from '@core/door/door';
import { lineOf, writeLines } from '@core/door/gate-lines';
import { type Deed as Reported, takeReport } from '@core/door/gate-reports';
import {
  type ArrivalVerdict,
  type AtDoor,
  judgeArrival,
  judgeLeaving,
  type LeavingVerdict,
  readCode,
} from '@core/door/judging';
import { undoWalkIn, type WalkInDecision, walkIn } from '@core/door/walk-ins';
import { iso, minute } from '@core/kernel/dates';
import { admit } from '@core/registration/seating';
import type { Change, Roster } from '@core/roster/roster';
import { openTicket } from '@core/tickets/ticket';
import { activityKey, door } from './door-cloud';
import { applied } from './model';
import { hour, makeParty, makeRoster, start } from './rosters';

/** A second key of the server's, which no list of this door holds. */
export const laterKey = 'd1'.repeat(32);
const keys: Record<string, string> = { 'a1 k1': activityKey, 'a1 k2': laterKey, 'a2 k1': laterKey };
const sid = door.sessionId;

/** What both said to the same. */
export type Said<Server, Phone> = {
  server: Server;
  phone: Phone;
  line: { disputed: boolean; undone: boolean };
};

export type TwoDoors = ReturnType<typeof makeTwoDoors>;

/** Parties by size, seated, with codes 100001, 100002, … in their order. */
export function makeTwoDoors(sizes: Record<string, number>, room: number | null) {
  let roster: Roster = Object.entries(sizes).reduce(
    (before, [key, size], i) => {
      const party = { ...makeParty(key, size), code: String(100_001 + i) };
      return applied(before, (admit(before, party, start - 5 * hour) as { change: Change }).change).roster;
    },
    makeRoster({ capacity: 500 }),
  );
  roster.sessions[sid]!.room = room;
  let now = start - hour;
  let deeds: Deed[] = [];
  let drawn = 0;
  let held = pack();

  function pack(): Held {
    const session = roster.sessions[sid]!;
    const view = {
      ...{ sessionId: sid, startsAt: iso(start), endsAt: iso(start + 2 * hour), allDay: false },
      ...{ endAssumed: false, place: { kind: 'venue' as const, text: '报告厅' } },
      ...{ capacity: 500, left: 0, kept: 0, waiting: 0 },
      ...{ checkInOpensAt: iso(session.opensAt), checkInClosesAt: iso(session.closesAt) },
    };
    const lines = writeLines(Object.values(roster.members).map(member => lineOf(member, sid)));
    return heldOf(
      {
        ...door,
        ...{
          title: '端午诗会',
          sessions: [view],
          turning: roster.terms.turning ?? false,
          room: session.room,
        },
        ...{ seated: roster.counts.seated, arrived: session.arrived, walkIns: session.walkIns, lines },
        ...(roster.state === 'cancelled' ? { cancelled: true as const } : {}),
        ...{ keys: { k1: activityKey }, packedAt: iso(now), wipeAt: iso(start + 30 * hour) },
      },
      deeds.length,
    );
  }

  const take = (change: Change | undefined) => {
    if (change) roster = applied(roster, change).roster;
  };
  const report = (deed: Reported) => take(takeReport(roster, { sid, by: '门口', deeds: [deed] }, now).change);
  const fresh = (requestId = `q${++drawn}`) => ({ requestId, seq: deeds.length + 1, at: now });

  function shownAt(text: string): AtDoor {
    const opened = openTicket(text, now, (activity, id) => keys[`${activity} ${id}`], mac);
    const base = { activityId: door.activityId, sid };
    if (opened.is === 'ours') {
      const { ticket, shownNow } = opened;
      const who = ticket.who === undefined ? {} : { who: ticket.who };
      return { ...base, shown: { ticket: { ...ticket, shownNow }, ...who }, key: ticket.key };
    }
    const typed = opened.is === 'other' ? readCode(text) : undefined;
    if (!typed) return { ...base, shown: undefined, key: undefined };
    const who = typed.who === undefined ? {} : { who: typed.who };
    return { ...base, shown: { typed, ...who }, key: roster.codes[typed.code] };
  }

  const lineAt = (code: string) => ({
    disputed: held.lines.get(code)?.disputed ?? false,
    undone: deeds.some(one => one.what === 'undo' && one.seq > held.upTo && one.code === code),
  });

  return {
    roster: () => roster,
    now: () => now,
    deeds: () => deeds,
    /** Judges somebody who comes; an admission by the phone happens. `requestId` is an earlier attempt's. */
    come(ticket: string, count?: number, requestId?: string): Said<ArrivalVerdict, OfflineVerdict> {
      const facts = fresh(requestId);
      const at = shownAt(ticket);
      const asked = {
        request: facts.requestId,
        by: '门口',
        way: 'scanned' as const,
        ...(count ? { count } : {}),
      };
      const server = judgeArrival(roster, at, asked, now);
      const phone = judge(held, deeds, { ticket, count, requestId: facts.requestId }, now, mac);
      const line = lineAt('code' in phone ? (phone.code ?? '') : '');
      if (phone.verdict === 'admit' && server.verdict === 'admit') {
        const { code, name, size, k, who } = phone;
        const named = who === undefined ? {} : { who };
        deeds = [
          ...deeds,
          { ...facts, what: 'arrive', ticket, code, name, size, count: k, way: 'scanned', ...named },
        ];
        take(server.change);
      }
      return { server, phone, line };
    },
    go(ticket: string): Said<LeavingVerdict, OfflineLeave> {
      const facts = fresh();
      const at = shownAt(ticket);
      const server = judgeLeaving(roster, at, { request: facts.requestId, by: '门口' }, now);
      const phone = judgeLeave(held, deeds, { ticket, requestId: facts.requestId }, now, mac);
      const line = lineAt('code' in phone ? (phone.code ?? '') : '');
      if (phone.verdict === 'leave' && at.key && server.verdict !== 'superseded') {
        const { code, name, size, who } = phone;
        const named = who === undefined ? {} : { who };
        deeds = [...deeds, { ...facts, what: 'leave', ticket, code, name, size, ...named }];
        report({ request: facts.requestId, at: now, what: 'leave', key: at.key, ...named });
      }
      return { server, phone, line };
    },
    walkIn(count: number, spare: boolean): { server: WalkInDecision; phone: ReturnType<typeof countIn> } {
      const facts = fresh();
      const server = walkIn(roster, { sid, request: facts.requestId, count, by: '门口', spare }, now);
      const phone = countIn(held, deeds, { count, spare, requestId: facts.requestId }, now);
      if (phone.verdict === 'count' && server.verdict === 'count') {
        deeds = [...deeds, { ...facts, what: 'walkIn', count }];
        take(server.change);
      }
      return { server, phone };
    },
    /** Takes back what this gate did. */
    undo(of: string): void {
      const old = deeds.find(one => one.requestId === of)!;
      const undone = { at: now, by: '门口' };
      if (old.what === 'arrive') {
        const key = roster.codes[old.code]!;
        const decision = undoArrival(roster, { key, sid, of, undone });
        take('change' in decision ? decision.change : undefined);
        deeds = [...deeds, { ...fresh(), what: 'undo', of, code: old.code, count: old.count }];
      } else if (old.what === 'walkIn') {
        take(undoWalkIn(roster, { sid, of, undone }).change);
        deeds = [...deeds, { ...fresh(), what: 'undo', of, count: old.count }];
      }
    },
    /** Something happens without this gate, which then takes its list anew. */
    elsewhere(happens: (roster: Roster) => Roster): void {
      roster = happens(structuredClone(roster));
      held = pack();
    },
    /** Another gate lets some of a party in, as far as they are not here; `doubly` though they are. */
    letIn:
      (key: string, who: number | undefined, doubly: boolean) =>
      (before: Roster): Roster => {
        const request = `other-${++drawn}`;
        const named = who === undefined ? {} : { who };
        if (doubly) {
          const deed = {
            request,
            at: now,
            what: 'arrive' as const,
            key,
            k: 1,
            way: 'typed' as const,
            ...named,
          };
          const id = before.members[key]!.id;
          const { change } = takeReport(before, { sid, by: '另一个门', deeds: [{ ...deed, id }] }, now);
          return change ? applied(before, change).roster : before;
        }
        const decision = arrive(before, { key, sid, request, by: '另一个门', way: 'typed', ...named }, now);
        return decision.verdict === 'admit' ? applied(before, decision.change).roster : before;
      },
    pass(minutes: number): void {
      now += minutes * minute;
    },
  };
}
