import { aggregate } from './aggregate';
import { canonical, parse } from './ejson';
import { scopeOf } from './expressions/scope';
import { find } from './find';
import type { Direction } from './keys';
import { projector } from './project';
import { failed } from './refusal';
import { type Context, costOf, parsed, sight, type Verb } from './request';
import type { Stage } from './stage';

/** Documents a query returns unless told, and at most. */
const DEFAULT_LIMIT = 100;
const MOST_LIMIT = 1000;

function direction(value: unknown): 1 | -1 {
  return value === -1 || value === 'desc' ? -1 : 1;
}

function orderOf(context: Context, value: unknown): Direction[] {
  const order: unknown = value === undefined ? [] : parse(value, context.now());
  // Older SDKs send a list of {field, direction}.
  if (Array.isArray(order)) return order.map(({ field, direction: way }) => [String(field), direction(way)]);
  return Object.entries(order as object).map(([field, way]) => [field, direction(way)]);
}

function countOf(value: unknown, name: string, otherwise: number): number {
  // MongoDB's limit of 0 is none, which the cloud takes for nothing said.
  if (value === undefined || value === 0) return otherwise;
  if (!Number.isInteger(value) || (value as number) < 0)
    throw failed(`[FailedOperation] ${name} value must be a non-negative whole number, not ${String(value)}`);
  return value as number;
}

/** `get`: by id or by condition, in order, a page of it, some fields of it. */
export const getDocument: Verb = (context, params, collection) => {
  const limit = countOf(params.limit, 'limit', DEFAULT_LIMIT);
  const sort = orderOf(context, params.order);
  const query = parsed(context, params.query);
  const wanted = { query, sort, skip: countOf(params.offset, 'skip', 0), limit: Math.min(limit, MOST_LIMIT) };
  const project =
    params.projection === undefined ? undefined : projector(parsed(context, params.projection), query);
  const found = find(context.store, collection, wanted, sight(context, collection));
  const list = found.documents.map(({ doc }) => canonical(project ? project(doc) : doc));
  return { data: { list }, cost: costOf(found) };
};

/** `count`: of everything it is known without reading. */
export const calculateDocument: Verb = (context, params, collection) => {
  const query = parsed(context, params.query);
  if (Object.keys(query).length === 0) {
    return { data: { total: context.store.count(collection) }, cost: { examined: 0, returned: 1 } };
  }
  const found = find(context.store, collection, { query }, { scope: scopeOf({}, context.now()) });
  return { data: { total: found.documents.length }, cost: { ...costOf(found), returned: 1 } };
};

/** `aggregate`: outside any transaction, as the SDK sends it. */
export const aggregateDocuments: Verb = (context, params, collection) => {
  if (!Array.isArray(params.stages)) throw failed('stages must be an array');
  const stages = params.stages.map(
    ({ stageKey, stageValue }): Stage => ({
      name: String(stageKey),
      value: parse(stageValue, context.now()),
    }),
  );
  const result = aggregate(context.store, collection, stages, context.now());
  return { data: { list: result.documents.map(canonical) }, cost: costOf(result) };
};
