/**
 * A door at work, on whatever network there is. It asks the cloud first; after three seconds without an answer it decides
 * by the list it holds, writes down what it did before saying so, and tells it afterwards, in order, under the same ids.
 */
import { iso } from '../core/calendar/beijing';
import type { Output } from '../core/contract';
import type { CheckInWay, GatePack, ScanResult } from '../core/contract/door';
import type { AppError } from '../core/errors';
import type { Mac } from '../core/ticket';
import { parseTicket } from '../core/ticket';
import type { DeedBook } from './deed-book';
import {
  type Arrive,
  batchOf,
  type Deed,
  needsLook,
  outlived,
  settled,
  sinceList,
  undoneBy,
  type WalkIn,
  waiting,
  wired,
} from './deeds';
import { type Call, type Heard, hear, patience, reportPatience, type Wait } from './gate-calls';
import type { GateList } from './gate-list';
import { countIn, figures, type Held, judge, type OfflineVerdict, type OfflineWalkIn } from './offline-door';
import { pollDelay } from './poll-delay';

export type Attempt = {
  ticket: string;
  way: CheckInWay;
  count?: number | undefined;
  /** Set when it was tried before without an outcome: it is then the same attempt. */
  requestId?: string;
};
export type Coming = {
  count: number;
  /** Masked. */
  names?: string[];
  ages?: WalkIn['ages'];
  spare?: boolean;
};

/** What the door says to an attempt, and who said it. */
export type Answer =
  | { from: 'cloud'; result: ScanResult }
  | { from: 'cloud'; refusal: AppError }
  | { from: 'list'; verdict: OfflineVerdict }
  /** Nobody decided: no network and no list. The attempt is to be made again as it is. */
  | { from: 'nobody'; attempt: Attempt }
  /** It could not be written down, so it was not done. */
  | { from: 'full-phone' };
export type ComingAnswer =
  | { from: 'cloud'; walkIns: number }
  | { from: 'cloud'; refusal: AppError }
  | { from: 'list'; verdict: OfflineWalkIn }
  | { from: 'full-phone' };

export type GateState = {
  online: boolean;
  /** Deeds not told yet, and when the last were told, in ms. */
  waiting: number;
  toldAt: number | undefined;
  /** When the list was taken, in ms; undefined while there is none. */
  listAt: number | undefined;
  /** Why the cloud does not take what is told. */
  refused: AppError | undefined;
  /** What is known of who is here, this gate's own doings included; nothing without a list. */
  here: { arrived: number; walkIns: number } | undefined;
  /** Moves with everything that is done or learned here. */
  version: number;
};

export type GateTools = {
  call: Call;
  now: () => number;
  mac: Mac;
  book: DeedBook;
  list: GateList;
  wait: Wait;
  newId: () => string;
  /** False where the cloud was just asked and did not answer. */
  reached?: boolean;
};

export type Gate = ReturnType<typeof openGate>;

/** How often the list is taken anew while all is well, in ms. */
const listEvery = 60_000;
const idleFor = 5000;
const probeEvery = 2000;

export function openGate(
  door: { activityId: string; sessionId: string },
  tools: GateTools,
  first?: GatePack,
) {
  const { book, list, now } = tools;
  let deeds = book.all();
  let held: Held | undefined;
  let online = tools.reached ?? true;
  let failures = 0;
  let toldAt: number | undefined;
  let refused: AppError | undefined;
  let closed = false;
  let working = false;
  let version = 0;
  /** Moves when an answer may have changed what a list holds. */
  let epoch = 0;
  let stopTimer = () => {};
  /** Requests whose own call is still awaited. */
  const asked = new Set<string>();
  const listeners = new Set<() => void>();
  let state = look();

  function look(): GateState {
    return {
      online,
      waiting: waiting(deeds).length,
      toldAt,
      listAt: held && Date.parse(held.pack.packedAt),
      refused,
      here: held && figures(held, deeds),
      version,
    };
  }

  function changed(): void {
    version += 1;
    state = look();
    for (const listener of listeners) listener();
  }

  const lastSeq = () => Math.max(held?.upTo ?? 0, deeds[deeds.length - 1]?.seq ?? 0);
  const find = (requestId: string) => deeds.find(deed => deed.requestId === requestId);

  function put(deed: Deed): boolean {
    if (!book.put(deed)) return false;
    const others = deeds.filter(other => other.requestId !== deed.requestId);
    deeds = [...others, deed].sort((a, b) => a.seq - b.seq);
    changed();
    return true;
  }

  function drop(requestId: string): void {
    book.remove(requestId);
    deeds = deeds.filter(deed => deed.requestId !== requestId);
    changed();
  }

  const fresh = (requestId = tools.newId()) => ({ requestId, seq: lastSeq() + 1, at: now() });

  const ready = (async () => {
    const kept = await list.read(now()).catch(() => undefined);
    const unheard = waiting(deeds)[0];
    // A list taken while something is untold does not say what of this gate's it counts; a better one follows.
    if (first && !unheard) await hold(first, lastSeq());
    else if (kept) held = kept;
    else if (first) await hold(first, (unheard?.seq ?? 1) - 1);
    changed();
    schedule(0);
  })();

  async function hold(pack: GatePack, upTo: number): Promise<void> {
    held = list.held(pack, upTo);
    changed();
    const kept = await list.keep(pack, upTo).then(
      () => true,
      () => false,
    );
    // Until the list that counts them is safe, deeds stay where they are.
    if (!kept) return;
    for (const deed of outlived(deeds, upTo)) drop(deed.requestId);
  }

  function heardFrom(heard: Heard<unknown>): void {
    epoch += 1;
    if (heard.kind === 'unsure') {
      failures += 1;
      online = false;
    } else {
      failures = 0;
      online = true;
      if (heard.kind === 'refusal' && heard.error.code === 'caller.forbidden') turnAway(heard.error);
    }
    changed();
    schedule(heard.kind === 'unsure' ? pollDelay(probeEvery, failures) : 0);
  }

  /** Access was taken away: the list goes at once, what was done here stays to be told. */
  function turnAway(error: AppError): void {
    refused = error;
    held = undefined;
    list.wipe();
  }

  async function admit(attempt: Attempt, late: (answer: Answer) => void = () => {}): Promise<Answer> {
    await ready;
    const requestId = attempt.requestId ?? tools.newId();
    const same = { ...attempt, requestId };
    let tried = attempt.requestId !== undefined;
    if (online || !held) {
      const { ticket, way, count } = attempt;
      tried = true;
      epoch += 1;
      const heard = await hear(
        tools.call('checkin.scan', { ...door, ticket, way, ...(count ? { count } : {}), requestId }),
        patience,
        tools.wait,
        answer => hearLate(same, answer, late),
      );
      heardFrom(heard);
      const answer = fromCloud(same, heard);
      if (answer) return answer;
    }
    if (!held) return { from: 'nobody', attempt: same };
    const verdict = decided(requestId) ?? judge(held, deeds, attempt, now(), tools.mac);
    if (verdict.verdict === 'admit') {
      if (!find(requestId) && !put(arrival(same, verdict))) return { from: 'full-phone' };
    } else if (tried && 'code' in verdict) {
      // The call that got no answer may have let them in; here they were not.
      put({ ...fresh(), what: 'undo', of: requestId, code: verdict.code, count: 0 });
    }
    return { from: 'list', verdict };
  }

  /** What was decided of the same attempt before, where its answer came after somebody tried again. */
  function decided(requestId: string): OfflineVerdict | undefined {
    const deed = find(requestId);
    if (deed?.what !== 'arrive' || !held) return undefined;
    const { code, who, name, size, count: k } = deed;
    const named = who === undefined ? {} : { who };
    const arrived = Math.min(size, (held.lines.get(code)?.arrived ?? 0) + sinceList(deeds, held.upTo, code));
    return { verdict: 'admit', code, ...named, name, size, k, arrived, listed: true };
  }

  function arrival(
    attempt: Attempt & { requestId: string },
    { code, who, name, size, k }: OfflineVerdict & { verdict: 'admit' },
  ): Arrive {
    const { requestId, ticket, way } = attempt;
    const named = who === undefined ? {} : { who };
    return { ...fresh(requestId), what: 'arrive', ticket, code, ...named, name, size, count: k, way };
  }

  function fromCloud(attempt: Attempt & { requestId: string }, heard: Heard<ScanResult>): Answer | undefined {
    if (heard.kind === 'refusal') return { from: 'cloud', refusal: heard.error };
    if (heard.kind === 'unsure') return undefined;
    const result = heard.data;
    const ticket = parseTicket(attempt.ticket);
    const [code = '', member] = ticket ? [ticket.code] : attempt.ticket.replace(/\s/g, '').split('-');
    const who = ticket?.who ?? (member ? Number(member) - 1 : undefined);
    if (result.admitted > 0) {
      const { name, size, admitted: k, arrived } = result;
      const named = who === undefined ? {} : { who };
      const deed = arrival(attempt, {
        verdict: 'admit',
        code,
        ...named,
        name,
        size,
        k,
        arrived,
        listed: true,
      });
      put(settled(deed, { outcome: 'counted', at: now() }));
    }
    return { from: 'cloud', result };
  }

  /** An answer after the door had to decide without it: the deed is told, or, where nobody had decided, this decides. */
  function hearLate(
    attempt: Attempt & { requestId: string },
    heard: Heard<ScanResult>,
    late: (answer: Answer) => void,
  ): void {
    if (heard.kind === 'unsure' || closed) return;
    heardFrom(heard);
    const deed = find(attempt.requestId);
    const takenBack = undoneBy(deeds).has(attempt.requestId);
    if (deed?.what === 'arrive') {
      if (deed.told || heard.kind === 'refusal') return;
      const outcome = heard.data.admitted < deed.count ? 'disputed' : 'counted';
      put(settled(deed, { outcome, at: now() }));
    } else if (!takenBack) {
      const answer = fromCloud(attempt, heard);
      if (answer) late(answer);
    }
  }

  async function count(coming: Coming, requestId = tools.newId()): Promise<ComingAnswer> {
    await ready;
    if (find(requestId)) return { from: 'list', verdict: { verdict: 'count', total: 0 } };
    const { spare, ...people } = coming;
    const before = deeds;
    const offline = !online && held;
    if (offline) {
      const verdict = countIn(offline, before, coming, now());
      if (verdict.verdict !== 'count') return { from: 'list', verdict };
    }
    const deed: Deed = { ...fresh(requestId), what: 'walkIn', ...people };
    if (!put(deed)) return { from: 'full-phone' };
    if (!offline) {
      asked.add(requestId);
      epoch += 1;
      const heard = await hear(
        tools.call('checkin.walkIn', { ...door, ...people, ...(spare ? { spare } : {}), requestId }),
        patience,
        tools.wait,
        answer => {
          if (closed || answer.kind === 'unsure') return;
          heardFrom(answer);
          const late = find(requestId);
          if (answer.kind === 'answer' && late && !late.told)
            put(settled(late, { outcome: 'counted', at: now() }));
        },
      );
      asked.delete(requestId);
      heardFrom(heard);
      if (heard.kind === 'answer') {
        put(settled(deed, { outcome: 'counted', at: now() }));
        return { from: 'cloud', walkIns: heard.data.walkIns };
      }
      if (heard.kind === 'refusal') {
        if (heard.error.code !== 'caller.forbidden') drop(requestId);
        return { from: 'cloud', refusal: heard.error };
      }
    }
    const verdict = held ? countIn(held, before, coming, now()) : undefined;
    if (verdict && verdict.verdict !== 'count') {
      // The call without an answer may have counted them; here they were sent away.
      put({ ...fresh(), what: 'undo', of: requestId, count: 0 });
      drop(requestId);
      return { from: 'list', verdict };
    }
    return { from: 'list', verdict: verdict ?? { verdict: 'count', total: coming.count } };
  }

  /** Takes back what was done here. It is told after what it takes back, also where that was never told. */
  function undo(requestId: string, reason: string): boolean {
    const deed = find(requestId);
    if (!deed || deed.what === 'undo' || undoneBy(deeds).has(requestId)) return false;
    const code = deed.what === 'arrive' ? { code: deed.code } : {};
    const done = put({ ...fresh(), what: 'undo', of: requestId, ...code, count: deed.count, reason });
    if (online) schedule(0);
    return done;
  }

  async function work(): Promise<void> {
    await ready;
    if (held && now() >= Date.parse(held.pack.wipeAt)) {
      held = undefined;
      list.wipe();
      changed();
    }
    const batch = refused ? [] : batchOf(deeds, asked);
    if (batch.length > 0) await tell(batch);
    else if (!online) await probe();
    else if (!refused && asked.size === 0 && waiting(deeds).length === 0) await renew();
  }

  async function tell(batch: Deed[]): Promise<void> {
    const began = now();
    const input = { ...door, deeds: batch.map(deed => wired(deed, iso)) };
    const heard = await hear(tools.call('checkin.sync', input), reportPatience, tools.wait);
    heardFrom(heard);
    if (heard.kind === 'answer') {
      for (const { requestId, outcome } of heard.data.results) {
        const deed = find(requestId);
        if (deed && !deed.told) put(settled(deed, { outcome, at: now() }));
      }
      toldAt = now();
      // Told, but too slowly for somebody to stand and wait for it.
      if (now() - began > patience) online = false;
      if (batch.every(deed => !find(deed.requestId)?.told)) failures += 1;
      changed();
    } else if (heard.kind === 'refusal') await refuse(batch, heard.error);
  }

  /** One deed that the cloud cannot read must not hold up the others: they are told one by one until it is found. */
  async function refuse(batch: Deed[], error: AppError): Promise<void> {
    const [deed] = batch;
    if (error.code !== 'input.invalid' || !deed) refused = error;
    else if (batch.length === 1)
      put(settled(deed, { outcome: 'refused', at: now(), message: error.message }));
    else for (const one of batch) if (!refused && online) await tell([one]);
    changed();
  }

  async function probe(): Promise<void> {
    const heard = await hear(tools.call('attendance.live', door), patience, tools.wait);
    heardFrom(heard);
  }

  async function renew(): Promise<void> {
    if (held && now() - Date.parse(held.pack.packedAt) < listEvery) return;
    const before = epoch;
    const upTo = lastSeq();
    const heard = await hear(tools.call('gate.pack', door), reportPatience, tools.wait);
    // Somebody was let in meanwhile: whether this list counts them is not to be known.
    const usable = epoch === before;
    if (heard.kind !== 'answer') heardFrom(heard);
    else if (usable) await hold(heard.data, upTo);
  }

  function schedule(ms: number): void {
    stopTimer();
    if (closed) return;
    stopTimer = tools.wait(ms, () => {
      if (working || closed) return;
      working = true;
      void work()
        .catch(() => undefined)
        .then(() => {
          working = false;
          const more = !refused && batchOf(deeds, asked).length > 0;
          schedule(failures > 0 ? pollDelay(probeEvery, failures) : more ? 0 : online ? idleFor : probeEvery);
        });
    });
  }

  return {
    door,
    ready,
    state: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    admit,
    count,
    undo,
    /** Tells at once what is waiting, also after a refusal. */
    tellNow(): void {
      refused = undefined;
      changed();
      schedule(0);
    },
    /** Somebody has looked at what became of a deed. */
    seen(requestId: string): void {
      const deed = find(requestId);
      if (deed) put({ ...deed, seen: true });
    },
    held: () => held,
    deeds: () => deeds,
    looks: () => deeds.filter(needsLook),
    close(): void {
      closed = true;
      stopTimer();
    },
    /** Ends the work at this door on purpose: the list goes, what is untold stays. */
    leave(): void {
      closed = true;
      stopTimer();
      held = undefined;
      list.wipe();
    },
  };
}

export type Pack = Output<'gate.pack'>;
