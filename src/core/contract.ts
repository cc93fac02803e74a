/**
 * The one contract between pages and functions: every action with its permission, its input's schema and its
 * output's type, a part for each capability's room. Times are ISO 8601 with offset, dates `YYYY-MM-DD` are Beijing days, unlimited is null.
 */

import type * as v from 'valibot';
import { almanac } from './almanac/contract';
import { counts } from './counts/contract';
import { desk } from './desk/contract';
import { door } from './door/contract';
import { helpers } from './helpers/contract';
import { household } from './household/contract';
import type { ErrorCode, ErrorDetails } from './kernel/refusal';
import { messages } from './messages/contract';
import { noShows } from './no-shows/contract';
import { places } from './places/contract';
import { plan } from './plan/contract';
import { privacy } from './privacy/contract';
import { programme } from './programme/contract';
import { publishing } from './publishing/contract';
import { registration } from './registration/contract';
import { selfCheckIn } from './self-check-in/contract';
import { staff } from './staff/contract';
import { trail } from './trail/contract';
import { wall } from './wall/contract';

/** What the door answers, always with HTTP 200; `now` is the server's clock, which pages follow whatever the phone says. */
export type Reply<T> =
  | { ok: true; data: T; now?: string }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      details?: ErrorDetails | Record<string, string>;
      now?: string;
    };

/** Every action the door answers. Names of shared use hold for released clients; more may be added. */
export const actions = {
  ...programme,
  ...places,
  ...staff,
  ...registration,
  ...household,
  ...privacy,
  ...noShows,
  ...messages,
  ...door,
  ...selfCheckIn,
  ...counts,
  ...wall,
  ...desk,
  ...trail,
  ...publishing,
  ...plan,
  ...helpers,
  ...almanac,
};

type Actions = typeof actions;

export type Action = keyof Actions;

/** What a caller may write: optional fields may be left out. */
export type Input<A extends Action> = v.InferInput<Actions[A]['input']>;

/** What a handler receives once the schema has passed it. */
export type Parsed<A extends Action> = v.InferOutput<Actions[A]['input']>;

/** The permission an action asks for. */
export type PermissionOf<A extends Action> = Actions[A]['permission'];

export type Output<A extends Action> = Actions[A]['output'];
