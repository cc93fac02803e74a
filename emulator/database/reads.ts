import { aggregate, type Stage } from './aggregate';
import { encode, parse } from './ejson';
import { find } from './find';
import type { Direction } from './keys';
import { projector } from './project';
import { failed } from './refusal';
import { type Context, costOf, overlay, parsed, type Verb } from './request';

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

/** `get`: by id or by condition, in order, a page of it, some fields of it. */
export const getDocument: Verb = (context, params, collection) => {
  const limit = params.limit === undefined ? DEFAULT_LIMIT : Math.min(Number(params.limit), MOST_LIMIT);
  const sort = orderOf(context, params.order);
  const wanted = { query: parsed(context, params.query), sort, skip: Number(params.offset ?? 0), limit };
  const project = params.projection === undefined ? undefined : projector(parsed(context, params.projection));
  const found = find(context.store, collection, wanted, overlay(context, collection));
  const list = found.documents.map(({ doc }) => encode(project ? project(doc) : doc));
  return { data: { list }, cost: costOf(found) };
};

/** `count`: of everything it is known without reading. */
export const calculateDocument: Verb = (context, params, collection) => {
  const query = parsed(context, params.query);
  if (Object.keys(query).length === 0) {
    return { data: { total: context.store.count(collection) }, cost: { examined: 0, returned: 1 } };
  }
  const found = find(context.store, collection, { query });
  return { data: { total: found.documents.length }, cost: { ...costOf(found), returned: 1 } };
};

/** `aggregate`: outside any transaction, as the SDK sends it. */
export const aggregateDocuments: Verb = (context, params, collection) => {
  if (!Array.isArray(params.stages)) throw failed('stages must be an array');
  const stages = params.stages.map(
    ({ stageKey, stageValue }): Stage => ({ name: stageKey, value: parse(stageValue, context.now()) }),
  );
  const result = aggregate(context.store, collection, stages);
  return { data: { list: result.documents.map(encode) }, cost: costOf(result) };
};
