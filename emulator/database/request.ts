import { parse } from './ejson';
import { scopeOf } from './expressions/scope';
import type { Found, find } from './find';
import { failed } from './refusal';
import type { Aggregated } from './stage';
import type { Collection, Store } from './store';
import type { Transaction, Transactions } from './transactions';
import { type Doc, isDocument } from './values';

export type Params = Record<string, unknown>;
/** How many documents a verb read and how many it gave or changed, and by which index. */
export type Spent = { examined: number; returned: number; index?: string };
export type Answer = { data?: unknown; transactionId?: string; cost?: Spent };
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
  const document = parse(value, context.now());
  if (!isDocument(document))
    throw failed('[FailedOperation] a query, an update or a document must be an object');
  return document;
}

/** What a search cost, for the inspector. */
export function costOf(found: Found | Aggregated): Spent {
  return {
    examined: found.examined,
    returned: found.documents.length,
    ...(found.index && { index: found.index }),
  };
}

/** How a request sees a collection: at the cloud's time, and as its transaction does if it has one. */
export function sight(context: Context, collection: Collection): Parameters<typeof find>[3] {
  const { transaction, transactions, now } = context;
  return {
    scope: scopeOf({}, now()),
    ...(transaction && { overlay: transactions.view(transaction, collection) }),
  };
}
