import type { Aggregated } from './aggregate';
import { type Doc, parse } from './ejson';
import type { Found, Overlay } from './find';
import type { Cost, WireReply } from './index';
import type { Collection, Store } from './store';
import type { Transaction, Transactions } from './transactions';

export type Params = Record<string, unknown>;
export type Answer = Omit<WireReply, 'requestId'> & { cost?: Omit<Cost, 'verb' | 'collection'> };
/** An ordinary write that met a transaction's document: try again when the transaction has ended. */
export type Waiting = { waitFor: Promise<void> };
export type Context = {
  store: Store;
  transactions: Transactions;
  now: () => number;
  transaction?: Transaction;
};
/** One verb on one collection: reads the request, and answers or has to wait. */
export type Verb = (context: Context, params: Params, collection: Collection) => Answer | Waiting;

/** A part of a request that is EJSON text, or an object from an older SDK; an absent one is empty. */
export function parsed(context: Context, value: unknown): Doc {
  if (value === undefined || value === '' || value === null) return {};
  return parse(value, context.now()) as Doc;
}

/** What a search cost, for the inspector. */
export function costOf(found: Found | Aggregated): NonNullable<Answer['cost']> {
  return {
    examined: found.examined,
    returned: found.documents.length,
    ...(found.index && { index: found.index }),
  };
}

/** What the request's transaction, if it has one, sees otherwise than the collection stands. */
export function overlay(context: Context, collection: Collection): Overlay | undefined {
  return context.transaction && context.transactions.view(context.transaction, collection);
}
