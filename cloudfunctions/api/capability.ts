/** What a capability declares of itself to the server. capabilities.ts lists them; nothing else does. */

import type { Permission } from '@core/kernel/roles';
import type * as v from 'valibot';
import type { Context } from './context';

/** The actions of a contract, by name. */
type Contract = Record<string, { permission: Permission; input: v.GenericSchema; output: unknown }>;

/** A handler for each action of a contract: a missing one does not compile, nor one that nothing promises. */
type Handlers<C extends Contract> = {
  [A in keyof C]: (
    input: v.InferOutput<C[A]['input']>,
    context: Context<C[A]['permission']>,
  ) => Promise<C[A]['output']>;
};

/** What the clock does each minute, at a moment in epoch ms. Returns how much there was to do; may be run again at any time. */
export type Duty = (now: number) => Promise<number>;

type Index = { fields: Record<string, 1 | -1>; unique?: boolean };

/** Collections by name. All are closed to clients: who may see what is for the functions to say. */
export type Collections = Record<string, { rule: 'ADMINONLY'; indexes: Index[] }>;

/** `contract` is what the capability promises in core. */
export type Capability<C extends Contract> = {
  handlers: Handlers<C>;
  duties?: Record<string, Duty>;
  collections?: Collections;
};
