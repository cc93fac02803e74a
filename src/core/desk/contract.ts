/** The roster as staff work with it. */

import { cursor, id, inActivity, of, requestId, someText, text } from '@core/kernel/fields';
import {
  answers,
  declares,
  guardian,
  type Person,
  person,
  type RegistrationStatus,
  type Ticket,
} from '@core/registration/contract';
import * as v from 'valibot';

/** A line of the gate's roster: masked, and no more than the door needs. */
export type RosterLine = {
  code: string;
  name: string;
  phoneTail?: string;
  size: number;
  status: RegistrationStatus;
  arrived: number;
};

/** A party as its station's staff see it in a list: masked, and in full one at a time elsewhere. */
export type StaffLine = RosterLine & {
  registrationId: string;
  /** Parties, from 1; only while waiting. */
  position?: number;
  at: string;
  /** The pool its seats are from, where it is not everybody's. */
  pool?: string;
  /** Registered by staff for somebody without the app. */
  desk: boolean;
  /** Whether a message can reach them. */
  consent: boolean;
  reason?: string;
  /** The session staff moved it to from here, or from which to here. */
  movedTo?: string;
  movedFrom?: string;
};

/** Where staff moved a party, and how it stands there. */
export type Moved = Decided & { registrationId: string; sessionId: string };

/** What staff decided about a party, as it then stands. */
export type Decided = { status: RegistrationStatus; position?: number };

export const desk = {
  'roster.list': of<{
    lines: StaffLine[];
    /** People, by status. */
    counts: { applied: number; seated: number; waiting: number; withdrawn: number };
    next?: string;
  }>()(
    'roster.read',
    v.object({
      ...inActivity,
      status: v.optional(v.picklist(['applied', 'seated', 'waiting', 'withdrawn', 'declined'])),
      /** A surname, the last digits of a phone, or a code. */
      search: v.optional(text(20)),
      cursor: v.optional(cursor),
    }),
  ),
  'roster.person': of<{
    party: Person[];
    answers: { question: string; answer: string }[];
  }>()(
    'people.read',
    /** Why it is looked at, for the trail. */
    v.object({ ...inActivity, registrationId: id, reason: v.optional(text(100)) }),
  ),
  'roster.register': of<{
    registrationId: string;
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
  }>()(
    'registration.desk',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers, {}),
      guardian,
      declares,
      pool: v.optional(id),
      requestId,
    }),
  ),
  'roster.withdraw': of<Decided>()(
    'registration.desk',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.accept': of<Decided>()(
    'registration.decide',
    v.object({ ...inActivity, registrationId: id, requestId }),
  ),
  'roster.decline': of<Decided>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.promote': of<Decided>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，会留下记录'),
      requestId,
    }),
  ),
  'roster.move': of<Moved>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      /** The session it is moved to. */
      to: id,
      /** Agreed that a seated party waits there where it does not fit. */
      queue: v.optional(v.boolean()),
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.export': of<{ url: string; name: string; parties: number; until: string }>()(
    'roster.read',
    v.object({
      ...inActivity,
      /** Names, phones and answers in full: a manager's. */
      full: v.optional(v.boolean()),
      reason: v.optional(text(100)),
      requestId,
    }),
  ),
};
