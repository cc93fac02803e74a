/** The cloud's side of one door, in memory: the product's own rules on one roster, behind a network that fails as told. */

import { mac } from '@app/services/mac';
import type { Input } from '@core/contract';
import { figuresAt } from '@core/counts/figures';
import { claimsAt, presentAt, walkInsAt } from '@core/door/claims';
import type { GatePack, ScanResult } from '@core/door/contract';
import { arrive, undoArrival } from '@core/door/door';
import { lineOf, writeLines } from '@core/door/gate-lines';
import { type Deed, takeReport } from '@core/door/gate-reports';
import { signOut } from '@core/door/signing-out';
import { walkIn } from '@core/door/walk-ins';
import { iso } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import { admit } from '@core/registration/seating';
import type { Change, Roster } from '@core/roster/roster';
import { parseTicket, writeTicket } from '@core/tickets/ticket';
import { applied } from './model';
import { hour, makeParty, makeRoster, start } from './rosters';

export const door = { activityId: 'a1', sessionId: 's1' };
export const activityKey = 'c0'.repeat(32);

/** What becomes of one call. */
export type Fate = 'answered' | 'unheard' | 'unanswered' | 'late' | 'busy';

export type DoorCloud = ReturnType<typeof makeDoorCloud>;

/** Parties by size, seated, with codes 100001, 100002, … in their order. */
export function makeDoorCloud(sizes: Record<string, number>, room: number | null = null) {
  const codes: Record<string, string> = {};
  let roster: Roster = Object.entries(sizes).reduce(
    (before, [key, size], i) => {
      codes[key] = String(100_001 + i);
      const decision = admit(before, { ...makeParty(key, size), code: codes[key]! }, start - 2 * hour);
      return 'change' in decision ? applied(before, decision.change).roster : before;
    },
    makeRoster({ capacity: 500 }),
  );
  roster.sessions.s1!.room = room;
  /** Every deed in the order it was first told. */
  const told: string[] = [];

  const take = (change: Change) => {
    const result = applied(roster, change);
    if (!result.took) throw new Error('a change decided on what is stored must take');
    roster = result.roster;
  };
  const keyOf = (code: string) => Object.keys(codes).find(key => codes[key] === code);
  const partOf = (text: string) => {
    const ticket = parseTicket(text);
    const [code = '', member] = ticket ? [ticket.code] : text.split('-');
    return { key: keyOf(code) ?? '', who: ticket?.who ?? (member ? Number(member) - 1 : undefined) };
  };

  function scan(input: Input<'checkin.scan'>, now: number): ScanResult {
    const { key, who } = partOf(input.ticket);
    const request = {
      key,
      sid: 's1',
      request: input.requestId,
      by: '门口',
      way: input.way ?? 'scanned',
    } as const;
    const decision = arrive(
      roster,
      { ...request, ...(input.count ? { count: input.count } : {}), ...(who === undefined ? {} : { who }) },
      now,
    );
    const member = roster.members[key];
    if (!member || (who ?? 0) >= member.size) throw new AppError('ticket.unknown-code');
    const about = { name: member.names[0]!, size: member.size, sessionId: 's1', by: '门口' };
    if (decision.verdict === 'admit') {
      take(decision.change);
      const { k: admitted, arrived } = decision;
      return { ...about, arrived, admitted, repeated: false, at: iso(now), way: request.way };
    }
    if (decision.verdict === 'repeat') {
      const { arrival, arrived, replay } = decision;
      const { at, way } = arrival;
      return { ...about, arrived, admitted: replay ? arrival.k : 0, repeated: !replay, at: iso(at), way };
    }
    if (decision.verdict === 'undone') throw new AppError('checkin.undone');
    if (decision.verdict === 'too-many')
      throw new AppError('checkin.count-too-many', { left: decision.left, asked: input.count ?? 1 });
    throw new AppError('ticket.not-seated', { why: decision.verdict });
  }

  function count(input: Input<'checkin.walkIn'>, now: number): { walkIns: number } {
    const { count: people, requestId: request, spare = false } = input;
    const decision = walkIn(roster, { sid: 's1', request, count: people, by: '门口', spare }, now);
    if (decision.verdict === 'count') take(decision.change);
    if (decision.verdict === 'room-full')
      throw new AppError('checkin.room-full', { left: decision.left, spare: decision.spare });
    if (!('total' in decision)) throw new AppError('checkin.undone');
    return { walkIns: decision.total };
  }

  function leave(input: Input<'checkin.signOut'>, now: number) {
    const { key, who } = partOf(input.ticket);
    if (who !== undefined && who >= (roster.members[key]?.size ?? 0))
      throw new AppError('ticket.unknown-code');
    const named = who === undefined ? {} : { who };
    const decision = signOut(roster, { key, sid: 's1', request: input.requestId, by: '门口', ...named }, now);
    const name = roster.members[key]?.names[0] ?? '*';
    if (decision.verdict === 'leave') {
      take(decision.change);
      return { name, at: iso(decision.at), by: '门口', repeated: false };
    }
    if (decision.verdict !== 'repeat') throw new AppError('checkin.not-here');
    return { name, at: iso(decision.leave.at), by: decision.leave.by, repeated: !decision.replay };
  }

  function sync(input: Input<'checkin.sync'>, now: number) {
    for (const { requestId } of input.deeds) if (!told.includes(requestId)) told.push(requestId);
    const deeds = input.deeds.map((deed): Deed => {
      const facts = { request: deed.requestId, at: Date.parse(deed.at) };
      if (deed.what === 'walkIn') return { ...facts, what: 'walkIn', count: deed.count };
      if (deed.what === 'undo')
        return { ...facts, what: 'undo', of: deed.of, ...(deed.party ? { key: keyOf(deed.party)! } : {}) };
      const { key, who } = partOf(deed.ticket);
      const id = roster.members[key]?.id ?? '';
      const named = who === undefined ? {} : { who };
      if (deed.what === 'leave') return { ...facts, what: 'leave', key, ...named };
      return { ...facts, what: 'arrive', key, id, k: deed.count, way: deed.way, ...named };
    });
    const { outcomes, change } = takeReport(roster, { sid: 's1', by: '门口', deeds }, now);
    if (change) take(change);
    return { results: outcomes.map((outcome, i) => ({ requestId: input.deeds[i]!.requestId, outcome })) };
  }

  function pack(now: number): GatePack {
    const session = roster.sessions.s1!;
    return {
      ...door,
      title: '端午诗会',
      sessions: [
        {
          sessionId: 's1',
          startsAt: iso(start),
          endsAt: iso(start + 2 * hour),
          allDay: false,
          endAssumed: false,
          place: { kind: 'venue', text: '报告厅' },
          capacity: 500,
          left: 0,
          kept: 0,
          waiting: 0,
          checkInOpensAt: iso(session.opensAt),
          checkInClosesAt: iso(session.closesAt),
        },
      ],
      turning: false,
      room,
      seated: roster.counts.seated,
      arrived: session.arrived,
      walkIns: session.walkIns,
      lines: writeLines(Object.values(roster.members).map(member => lineOf(member, 's1'))),
      keys: { k1: activityKey },
      packedAt: iso(now),
      wipeAt: iso(start + 30 * hour),
    };
  }

  const answer = (action: string, input: unknown, now: number): unknown => {
    switch (action) {
      case 'checkin.scan':
        return scan(input as Input<'checkin.scan'>, now);
      case 'checkin.walkIn':
        return count(input as Input<'checkin.walkIn'>, now);
      case 'checkin.signOut':
        return leave(input as Input<'checkin.signOut'>, now);
      case 'checkin.sync':
        return sync(input as Input<'checkin.sync'>, now);
      case 'gate.pack':
        return pack(now);
      default:
        return {};
    }
  };

  return {
    answer,
    pack,
    told,
    codes,
    /** The ticket of a party, or of one of its members. */
    ticket: (key: string, who?: number) =>
      writeTicket(
        {
          keyId: 'k1',
          activityId: door.activityId,
          session: '',
          stationId: 'st1',
          key,
          id: `g-${key}`,
          size: sizes[key] ?? 1,
          ...(who === undefined ? {} : { who }),
          code: codes[key] ?? '999999',
          turning: false,
          name: '546L',
        },
        activityKey,
        mac,
      ),
    /** The requests that count people of registered parties, with how many. */
    admissions: () =>
      Object.fromEntries(
        Object.values(roster.members).flatMap(member => {
          const standing = new Set(claimsAt(member, 's1'));
          return Object.entries(member.arrivals).flatMap(([request, arrival]) =>
            standing.has(arrival) ? [[request, arrival.k] as const] : [],
          );
        }),
      ),
    /** The requests that signed somebody out, with when. */
    leaves: () =>
      Object.fromEntries(
        Object.values(roster.members).flatMap(({ leaves = {} }) =>
          Object.entries(leaves).map(([request, { at }]) => [request, at] as const),
        ),
      ),
    stay(now: number): { hours: number; notSignedOut: number } {
      const session = { id: 's1', endsAt: start + 2 * hour };
      const { hours, notSignedOut } = figuresAt(roster, session, { corrections: [], closings: [] }, now);
      return { hours, notSignedOut };
    },
    arrived: () => roster.sessions.s1!.arrived,
    present: () => Object.values(roster.members).reduce((sum, one) => sum + presentAt(one, 's1'), 0),
    walkIns: () => walkInsAt(roster, 's1'),
    /** Changes a party as staff or its holder do meanwhile. */
    setState: (key: string, state: 'seated' | 'withdrawn') => {
      roster = { ...roster, members: { ...roster.members, [key]: { ...roster.members[key]!, state } } };
    },
    /** Lets a party in at another gate, as far as it is not here. */
    elsewhere(key: string, request: string, now: number): void {
      const asked = { key, sid: 's1', request, by: '另一个门', way: 'scanned' } as const;
      const decision = arrive(roster, asked, now);
      if (decision.verdict === 'admit') take(decision.change);
    },
    /** Takes back what another gate did, which this one does not hear of. */
    takeBackElsewhere(key: string, request: string, now: number): void {
      const decision = undoArrival(roster, {
        key,
        sid: 's1',
        of: request,
        undone: { at: now, by: '另一个门' },
      });
      if (decision.verdict === 'undo') take(decision.change);
    },
  };
}
