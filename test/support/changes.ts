/** What one change of a roster may do, and what it must tell: held against every change of a schedule. */
import { roomFor } from '@core/registration/pools';
import { isLive, standing } from '@core/registration/seating';
import type { Member, Roster } from '@core/roster/roster';
import { seatsTaken } from './soundness';

export type Act =
  | 'register'
  | 'revise'
  | 'withdraw'
  | 'accept'
  | 'decline'
  | 'promote'
  | 'refill'
  | 'arrive'
  | 'follow'
  | 'note'
  | 'tell';
/** Who changed it and by which act; `party` is the registration it was meant for, where there is one. */
export type By = { act: Act; key?: string; party?: string; size?: number; reason?: string };

/** How a registration may move by each act; whatever else it does is something nobody said. */
const moves: Record<Act, string[]> = {
  register: ['new applied', 'new seated', 'new waiting'],
  revise: ['seated waiting'],
  withdraw: ['applied withdrawn', 'waiting withdrawn', 'seated withdrawn'],
  accept: ['applied seated', 'applied waiting'],
  decline: ['applied declined'],
  promote: ['waiting seated'],
  refill: ['waiting seated'],
  arrive: [],
  follow: [],
  note: [],
  tell: [],
};

/** What a move is told as; a registration that begins is told by its reply, and by a retry's, which may come late, besides. */
function newsOf(act: Act, member: Member, reason: string | undefined): string | undefined {
  const to = member.state;
  if (act === 'register') return to === 'seated' && member.retriedAt !== undefined ? 'promoted' : undefined;
  if (act === 'accept') return to === 'seated' ? 'accepted' : 'queued';
  if (act === 'promote' || act === 'refill') return 'promoted';
  if (act === 'decline') return 'declined';
  return act === 'withdraw' && reason ? 'removed' : undefined;
}

export function checkChange(before: Roster, after: Roster, by: By, now: number): void {
  const told: string[] = [];
  for (const [key, member] of Object.entries(after.members)) {
    const known = before.members[key];
    if (JSON.stringify(known) === JSON.stringify(member)) continue;
    if (by.act !== 'refill') expect([by.act, key]).toEqual([by.act, by.key]);
    checkMember(known, member, by);
    const same = known?.id === member.id ? known : undefined;
    const move = `${same?.state ?? 'new'} ${member.state}`;
    if (move !== `${member.state} ${member.state}`) {
      expect([by.act, moves[by.act].includes(move) ? 'may' : move]).toEqual([by.act, 'may']);
      const what = newsOf(by.act, member, by.reason);
      if (what) told.push(`${member.id} ${what}`);
    }
  }
  expect(Object.keys(after.members)).toEqual(expect.arrayContaining(Object.keys(before.members)));
  const news = (roster: Roster) => (roster.news ?? []).map(({ party, what }) => `${party} ${what}`);
  if (by.act !== 'tell') expect(news(after)).toEqual([...news(before), ...told]);
  const left = Object.entries(after.members).filter(
    ([key, { state }]) => state === 'withdrawn' && before.members[key]?.state !== 'withdrawn',
  );
  expect(after.counts.withdrawn - before.counts.withdrawn).toBe(left[0]?.[1].size ?? 0);
  checkTimes(before, after, by, now);
  checkSeats(before, after, by);
  checkOrder(before, after, by);
}

/** A registration goes on as the same people from the same pools, and one that ended is never live again. */
function checkMember(known: Member | undefined, member: Member, by: By): void {
  if (by.party) expect(member.id).toBe(by.party);
  if (known && known.id !== member.id) {
    expect([by.act, isLive(known)]).toEqual(['register', false]);
    expect(standing(member, known.id)).toBe('withdrawn');
    for (const id of Object.values(known.withdrawals)) expect(standing(member, id)).toBe('withdrawn');
    return;
  }
  if (!known) return;
  expect(isLive(known) || !isLive(member)).toBe(true);
  expect([member.code, member.pools, member.consent]).toEqual([known.code, known.pools, known.consent]);
  if (known.state === 'seated' && member.state === 'seated') expect(member.pool).toBe(known.pool);
  expect(member.size).toBe(by.act === 'revise' ? by.size : known.size);
  if (by.act === 'withdraw' || by.act === 'revise') expect(known.came).toBe(0);
}

/** What has closed, started or been called off stays so. */
function checkTimes(before: Roster, after: Roster, { act }: By, now: number): void {
  const open = before.state === 'open';
  const session = before.sessions.s1!;
  const allowed: Partial<Record<Act, boolean>> = {
    register: open && before.opensAt <= now && now < before.closesAt,
    revise: open && now < before.closesAt,
    withdraw: now < before.startsAt || after.counts.withdrawn === before.counts.withdrawn,
    accept: open,
    promote: open,
    refill: open && (now < before.cutOffAt || after.queue.length === before.queue.length),
    arrive: open && session.opensAt <= now && now <= session.closesAt,
  };
  expect([act, allowed[act] ?? true]).toEqual([act, true]);
}

/** No seat is given that is not there. Staff's lowering alone may leave fewer than are given, and then none is given. */
function checkSeats(before: Roster, after: Roster, { act }: By): void {
  if (act === 'follow') {
    expect(after.members).toEqual(before.members);
    return;
  }
  const missing = ({ pools }: Roster) =>
    Object.values(pools).reduce((sum, { left }) => sum + Math.max(0, -(left ?? 0)), 0);
  expect(missing(after)).toBeLessThanOrEqual(missing(before));
  const limit = ({ pools }: Roster) =>
    Object.values(pools).reduce((sum, { capacity }) => sum + (capacity ?? Number.POSITIVE_INFINITY), 0);
  expect(limit(after)).toBe(limit(before));
  const taken = seatsTaken(after.members);
  expect(taken).toBeLessThanOrEqual(Math.max(limit(before), seatsTaken(before.members)));
}

/** Whoever waits keeps the order, newcomers come behind, and nobody who fits is passed except as staff decide. */
function checkOrder(before: Roster, after: Roster, { act, key }: By): void {
  const grown = act === 'revise' ? key : undefined;
  const stays = (roster: Roster, other: Roster) =>
    roster.queue
      .filter(entry => entry.key !== grown && other.queue.some(({ id }) => id === entry.id))
      .map(({ id }) => id);
  const kept = stays(before, after);
  expect(stays(after, before)).toEqual(kept);
  expect(
    after.queue
      .filter(entry => entry.key !== grown)
      .slice(0, kept.length)
      .map(({ id }) => id),
  ).toEqual(kept);
  if (act === 'promote' || act === 'follow') return;
  const got = Object.entries(after.members).find(
    ([who, { state, n }]) =>
      state === 'seated' && (before.members[who]?.state !== 'seated' || n > before.members[who].n),
  );
  if (!got) return;
  const place = before.queue.findIndex(entry => entry.key === got[0]);
  const ahead = place < 0 ? before.queue : before.queue.slice(0, place);
  expect(ahead.filter(({ pools, n }) => roomFor(before.pools, pools, n)).map(({ id }) => id)).toEqual([]);
}
