/** What a capability declares of itself to the server. capabilities.ts lists them; nothing else does. */

import type { Permission } from '@core/contract';
import type * as v from 'valibot';
import type { Context } from './context';
import type { HeldCollection, Personal } from './personal';
import type { Work } from './store/due';
import type { Round } from './store/rounds';

/** The actions of a contract, by name. */
type Contract = Record<string, { permission: Permission; input: v.GenericSchema; output: unknown }>;

/** What is put together from all declarations, for whatever needs more than its own. Importing the list would be a circle. */
export type Assembled = { held: readonly HeldCollection[] };

/** A handler for each action of a contract: a missing one does not compile, nor one that nothing promises. */
type Handlers<C extends Contract> = {
  [A in keyof C]: (
    input: v.InferOutput<C[A]['input']>,
    context: Context<C[A]['permission']>,
    all: Assembled,
  ) => Promise<C[A]['output']>;
};

/** What the clock does. It may be run at any time, and by two at once. */
export type Duty = {
  /**
   * What makes it due: work that calls note before they leave it, in its minute; or only the hour, where an hour more or
   * less is felt by nobody. Every duty is due each hour and after a deployment as well.
   */
  due: Work | 'hourly';
  /** How long one run may take, in seconds; what is left goes on the next minute. */
  seconds: number;
  /** Does what is due at `now` until `until`, both epoch ms. */
  run(now: number, until: number, all: Assembled): Promise<Round>;
};

type Index = { fields: Record<string, 1 | -1>; unique?: boolean };

/** Collections by name. All are closed to clients: who may see what is for the functions to say. */
export type Collections = Record<string, { rule: 'ADMINONLY'; indexes: Index[] }>;

/** Whoever owns collections says of each what it holds about people; whoever owns none says `'none'`. */
type Owning<Owned extends object> = [keyof Owned] extends [never]
  ? { collections?: undefined; personal: 'none' }
  : { collections: Owned; personal: Personal<Owned> };

/** `C` is what the capability promises in core, `Owned` the collections it owns. */
export type Capability<C extends Contract, Owned extends object = Record<never, never>> = {
  handlers: Handlers<C>;
  duties?: Record<string, Duty>;
} & Owning<Owned>;
