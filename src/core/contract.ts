/**
 * The one contract between pages and functions: every action with its capability, its input's schema and its
 * output's type, by noun. Times are ISO 8601 with offset, dates `YYYY-MM-DD` are Beijing days, unlimited is null.
 */

import { almanac } from '@core/almanac/contract';
import { counts } from '@core/counts/contract';
import { roster } from '@core/desk/contract';
import { door } from '@core/door/contract';
import { helping } from '@core/helpers/contract';
import { household } from '@core/household/contract';
import type { ErrorCode, ErrorDetails } from '@core/kernel/refusal';
import { messages } from '@core/messages/contract';
import { noShows } from '@core/no-shows/contract';
import { programme } from '@core/programme/contract';
import { publishing } from '@core/publishing/contract';
import { registering } from '@core/registration/contract';
import type * as v from 'valibot';

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
  ...registering,
  ...noShows,
  ...household,
  ...door,
  ...counts,
  ...roster,
  ...publishing,
  ...almanac,
  ...messages,
  ...helping,
};

type Actions = typeof actions;

export type Action = keyof Actions;

/** What a caller may write: optional fields may be left out. */
export type Input<A extends Action> = v.InferInput<Actions[A]['input']>;

/** What a handler receives once the schema has passed it. */
export type Parsed<A extends Action> = v.InferOutput<Actions[A]['input']>;

export type Output<A extends Action> = Actions[A]['output'];
