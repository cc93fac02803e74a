/** What a capability declares of itself to the server. capabilities.ts lists them; nothing else does. */

import type { Permission } from '@core/kernel/roles';
import type * as v from 'valibot';
import type { Context } from './context';
import type { HeldCollection, Personal } from './personal';

/** The actions of a contract, by name. */
type Contract = Record<string, { permission: Permission; input: v.GenericSchema; output: unknown }>;

/** What is put together from all declarations, for whatever needs more than its own. Importing the list would be a circle. */
export type Assembled = { held: readonly HeldCollection[] };

/** A handler for each action of a contract: a missing one does not compile, nor one that nothing promises. */
type Handlers<C extends Contract> = {
  [A in keyof C]: (
    input: v.InferOutput<C[A]['input']>,
    context: Context,
    all: Assembled,
  ) => Promise<C[A]['output']>;
};

/** What the clock does each minute, at a moment in epoch ms. Returns how much there was to do; may be run again at any time. */
export type Duty = (now: number, all: Assembled) => Promise<number>;

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
