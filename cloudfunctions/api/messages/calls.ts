/** 待电话: whom no message reaches, for a station's staff to phone one by one. */

import type { Context } from '@api/context';
import * as registrations from '@api/registration/store';
import { digest, openOr, requestField } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { maskedPhone } from '@core/kernel/masking';
import type { CallLine } from '@core/messages/contract';
import { stillTrue } from '@core/messages/timing';
import { wordsOf } from '@core/messages/words';
import { AppError } from '@core/refusal';
import type { Person } from '@core/registration/contract';
import { kindOf } from './kinds';
import * as lists from './lists-store';
import * as news from './news-store';
import * as messages from './store';

export async function list(input: Parsed<'calls.list'>, context: Context): Promise<Output<'calls.list'>> {
  await context.permit({ stationId: input.stationId });
  const page = await lists.toPhone(input.stationId, input.cursor);
  const rosters = await news.rostersOf(page.messages);
  const lines = page.messages.flatMap((message): CallLine[] => {
    const roster = rosters.get(message.rosterId);
    const member = roster?.members[message.key];
    const kind = kindOf(message.kind);
    // Who withdrew meanwhile need not be told.
    if (!stillTrue(kind, message.registrationId, member, roster)) return [];
    const { heading, text } = wordsOf(kind, message);
    const tried = Object.values(message.calls ?? {}).sort((a, b) => b.at - a.at);
    const line: CallLine = {
      messageId: message._id,
      kind: message.kind,
      activityId: message.activityId,
      activity: message.title,
      startsAt: iso(message.startsAt),
      heading,
      text,
      name: member?.names[0] ?? '*',
      phone: maskedPhone(member?.phoneTail),
      size: member?.size ?? 1,
      unsure: message.unsure ?? false,
      calls: tried.length,
      ...(tried[0] ? { lastCall: { at: iso(tried[0].at), by: tried[0].title } } : {}),
    };
    return [line];
  });
  return page.next ? { lines, next: page.next } : { lines };
}

/** A message of a station where the caller may do what they ask. */
async function own(messageId: string, context: Context): Promise<messages.Message> {
  const [message] = await Promise.all([messages.find(messageId), context.person()]);
  if (!message) throw new AppError('calls.not-found');
  await context.permit({ stationId: message.stationId, activityId: message.activityId });
  return message;
}

export async function number(
  input: Parsed<'calls.number'>,
  context: Context,
): Promise<Output<'calls.number'>> {
  const message = await own(input.messageId, context);
  // Nobody's number is shown for having once been told something.
  if (message.state !== 'toPhone') throw new AppError('calls.not-found');
  const { registrationId, stationId, activityId, rosterId, key } = message;
  const registration = await registrations.find(registrationId);
  const { title } = await context.person();
  await audits.note({
    _id: digest(['call', message._id, context.openid, context.now].join('|')),
    at: context.now,
    by: context.openid,
    title,
    what: 'call',
    stationId,
    activityId,
    registrationId,
  });
  if (!registration) return { name: '*', phone: null };
  const member = (await news.addressees(rosterId, [key]))?.members[key];
  const revision = member?.id === registrationId ? member.revision : undefined;
  const party = openOr<Person[]>(registrations.writingOf(registration, revision).party, []);
  return { name: party[0]?.name ?? '*', phone: party.find(person => person.phone)?.phone ?? null };
}

export async function tick(input: Parsed<'calls.tick'>, context: Context): Promise<Output<'calls.tick'>> {
  const message = await own(input.messageId, context);
  const request = requestField(input.requestId);
  const { title } = await context.person();
  const reached = input.outcome === 'reached';
  const noted = await messages.noteCall(message._id, request, {
    at: context.now,
    by: context.openid,
    title,
    reached,
  });
  const now = noted ? undefined : await messages.find(message._id);
  const earlier = now?.calls?.[request];
  // Somebody else has reached them, or they read it: as good as done.
  return { done: noted ? reached : earlier ? earlier.reached : now?.state !== 'toPhone' };
}
