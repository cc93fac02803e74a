/** Every capability there is. The router, the clock and the deployment's collections are put together from this list. */

import type { Action, Output, Parsed, PermissionOf } from '@core/contract';
import { capability as almanac } from './almanac/capability';
import type { Assembled, Collections, Duty } from './capability';
import type { Context } from './context';
import { capability as counts } from './counts/capability';
import { capability as desk } from './desk/capability';
import { capability as door } from './door/capability';
import { capability as helpers } from './helpers/capability';
import { capability as household } from './household/capability';
import { capability as messages } from './messages/capability';
import { capability as noShows } from './no-shows/capability';
import type { Held, HeldCollection, None } from './personal';
import { capability as places } from './places/capability';
import { capability as plan } from './plan/capability';
import { capability as privacy } from './privacy/capability';
import { capability as programme } from './programme/capability';
import { capability as publishing } from './publishing/capability';
import { capability as registration } from './registration/capability';
import { collections as rosters } from './roster/collections';
import { personal as ofRosters } from './roster/personal';
import { capability as selfCheckIn } from './self-check-in/capability';
import { capability as staff } from './staff/capability';
import { collections as kit } from './store/collections';
import { personal as ofKit } from './store/personal';
import { capability as trail } from './trail/capability';
import { capability as wall } from './wall/capability';

/**
 * In the order in which the clock does their duties: what people are to be told is written down before it is sent.
 * Deleting goes by it too: whatever could be made anew of a registration comes after registrations.
 */
export const capabilities = [
  programme,
  places,
  staff,
  publishing,
  registration,
  desk,
  plan,
  noShows,
  household,
  privacy,
  helpers,
  door,
  selfCheckIn,
  counts,
  wall,
  trail,
  almanac,
  messages,
] as const;

type Both<T> = (T extends unknown ? (one: T) => void : never) extends (all: infer All) => void ? All : never;

/** One handler an action. */
export type AllHandlers = {
  [A in Action]: (input: Parsed<A>, context: Context<PermissionOf<A>>, all: Assembled) => Promise<Output<A>>;
};

/** An action that no listed capability handles does not compile. */
export const handlers: AllHandlers = Object.assign({}, ...capabilities.map(one => one.handlers)) as Both<
  (typeof capabilities)[number]['handlers']
>;

type Declared = {
  handlers: object;
  duties?: Record<string, Duty>;
  collections?: object | undefined;
  personal: 'none' | Record<string, Held | None>;
};

type DutyOf<T> = T extends { duties: infer D } ? keyof D : never;
export type DutyName = DutyOf<(typeof capabilities)[number]>;

/** What the clock does, by name, in order. */
export const duties: Record<DutyName, Duty> = Object.assign(
  {},
  ...capabilities.map((one: Declared) => one.duties ?? {}),
);

/** Every collection, with its rule and indexes. */
export const collections: Collections = Object.assign(
  {},
  rosters,
  kit,
  ...capabilities.map((one: Declared) => one.collections ?? {}),
);

/** What is held about people, by collection. */
export const personal: Record<string, Held | None> = Object.assign(
  {},
  ofRosters,
  ofKit,
  ...capabilities.map((one: Declared) => (one.personal === 'none' ? {} : one.personal)),
);

/** What handlers and duties are given of all declarations. */
export const assembled: Assembled = {
  held: Object.entries(personal).flatMap(([collection, one]): HeldCollection[] =>
    'none' in one ? [] : [{ collection, ...one }],
  ),
};
