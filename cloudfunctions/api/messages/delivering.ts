/** The outbox: each message goes to WeChat at most once, and what does not arrive is left to a telephone. */

import * as registrations from '@api/registration/store';
import { allDone, each, type Round, together } from '@api/store/rounds';
import { sendMessage } from '@api/store/wechat';
import { day, minute } from '@core/kernel/dates';
import { afterFailure, dueAt, isDesk, stillTrue, unreachable } from '@core/messages/timing';
import { fieldsOf, pageOf } from '@core/messages/words';
import { defaultDays } from '@core/privacy/retention';
import * as consents from './consents-store';
import { kindOf } from './kinds';
import * as news from './news-store';
import * as notices from './notices-store';
import * as messages from './store';
import { templateFor } from './templates';

const atOnce = 100;
const abreast = 8;
/** Longer than any call lives: an attempt begun before has no caller left to say what became of it. */
const givenUp = 2 * minute;

/** For the clock: sends what is due until `until` (ms), each in its turn. What is done are those that WeChat took. */
export async function deliverMessages(now: number, until: number): Promise<Round> {
  const rounds = [await settleLost(now, until)];
  for (;;) {
    const due = await messages.due(now, atOnce);
    // Whoever takes one and dies is looked for then.
    if (due.length > 0) await messages.messagesToSend.note(now + givenUp);
    const known = await circumstances(due);
    const round = await each(due, { until, most: atOnce, abreast }, async message => ({
      done: (await deliver(message, known, now)) ? 1 : 0,
    }));
    rounds.push({ ...round, more: false });
    // Those that failed would come again at once.
    if (!round.more || round.failed.length > 0 || Date.now() >= until)
      return together([...rounds, { ...round, done: 0, failed: [] }]);
  }
}

/**
 * What an attempt left when it died: it may have arrived, and nobody can ask. Sent again it might come twice, so it is
 * not; who must know is phoned, and the page 消息 shows it anyhow.
 */
async function settleLost(now: number, until: number): Promise<Round> {
  const lost = await messages.takenBefore(now - givenUp, atOnce);
  return each(lost, { until, most: atOnce }, async message => {
    await messages.settle(message._id, { state: stateUnreached(message), unsure: true });
    return { done: 0 };
  });
}

const stateUnreached = ({ kind, key }: messages.Message) => unreachable(kindOf(kind), isDesk(key));

type Known = {
  rosters: ReadonlyMap<string, news.Addressees>;
  registrations: ReadonlyMap<string, registrations.Registration>;
};

/** Whether each is still true, and who it goes to: read once for a batch. */
async function circumstances(due: readonly messages.Message[]): Promise<Known> {
  return {
    rosters: await news.rostersOf(due),
    registrations: await registrations.findMany([...new Set(due.map(one => one.registrationId))]),
  };
}

async function deliver(message: messages.Message, known: Known, now: number): Promise<boolean> {
  const { _id: id, key, kind, registrationId } = message;
  // The evening came while it waited for others.
  const later = dueAt(now, message.hearBy);
  if (later > now) {
    await messages.putOff(id, later);
    return false;
  }
  if (!(await messages.claim(id, now))) return false;
  const roster = known.rosters.get(message.rosterId);
  if (now > message.until || !stillTrue(kindOf(kind), registrationId, roster?.members[key], roster)) {
    await messages.settle(id, { state: 'shown' });
    return false;
  }
  const template = templateFor(kind);
  const openid = known.registrations.get(registrationId)?.openid;
  if (!template || !openid || !(await mayTry(message, template.id))) {
    await messages.settle(id, { state: stateUnreached(message) });
    return false;
  }
  const code = await sendMessage({
    openid,
    template: template.id,
    page: pageOf(kindOf(kind), message),
    words: fieldsOf(kindOf(kind), message, template),
  });
  if (code === 0) {
    await messages.settle(id, { state: 'sent' });
    return true;
  }
  await settleFailure(message, template.id, code, now);
  return false;
}

/** Uses up one agreement; whom the ledger does not know may have agreed at registering, and WeChat knows it. */
async function mayTry({ key, consent }: messages.Message, template: string): Promise<boolean> {
  if (await consents.spend(key, template)) return true;
  return consent && !(await consents.isKnown(key, template));
}

async function settleFailure(
  message: messages.Message,
  template: string,
  code: number | undefined,
  now: number,
): Promise<void> {
  const { _id: id, key, hearBy } = message;
  const next = afterFailure(code, message.tries + 1);
  // The ledger first: a crash before the state is told costs a call by telephone, not an agreement used twice.
  if (next.verdict === 'refused') await consents.exhaust(key, template);
  if (next.verdict === 'retry' || next.verdict === 'failed') await consents.giveBack(key, template);
  const error = code === undefined ? {} : { error: code };
  if (next.verdict === 'retry') {
    await messages.settle(id, { state: 'waiting', dueAt: dueAt(now + next.wait, hearBy), ...error });
    return;
  }
  const unsure = next.verdict === 'unsure' ? { unsure: true } : {};
  await messages.settle(id, { state: stateUnreached(message), ...error, ...unsure });
}

/** For the clock: takes calls that are too late off the list, and forgets what is as old as personal parts may get. */
export async function sweepMessages(now: number): Promise<Round> {
  const old = now - defaultDays * day;
  const swept = await Promise.all([
    messages.dropCalls(now),
    messages.removeBefore(old),
    notices.removeBefore(old),
  ]);
  return allDone(swept.reduce((sum, count) => sum + count, 0));
}
