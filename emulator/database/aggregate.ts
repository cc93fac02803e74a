import { type Scope, scopeOf } from './expressions/scope';
import { find } from './find';
import type { Direction } from './keys';
import { geoNear } from './near';
import { failed } from './refusal';
import type { Aggregated, Stage, Surroundings } from './stage';
import { countFrom, orderFrom } from './stage-arguments';
import { STAGES } from './stages';
import type { Collection, Store } from './store';
import { type Doc, isDocument } from './values';

/** Documents an aggregation returns unless a $limit says otherwise. */
const DEFAULT_LIMIT = 20;

/** What the leading stages ask of the collection itself, so that its indexes can answer: $match, $sort, $skip, $limit. */
function leading(stages: Stage[]): {
  query: Doc;
  sort: Direction[];
  skip: number;
  limit: number;
  used: number;
} {
  const start = {
    query: {} as Doc,
    sort: [] as Direction[],
    skip: 0,
    limit: Number.POSITIVE_INFINITY,
    used: 0,
  };
  for (const { name, value } of stages) {
    if (name === '$match' && isDocument(value) && start.sort.length === 0 && start.skip === 0) {
      start.query = start.used === 0 ? value : { $and: [start.query, value] };
    } else if (name === '$skip' && start.skip === 0) start.skip = countFrom(name, value, 0);
    else if (name === '$sort' && start.sort.length === 0 && start.skip === 0) start.sort = orderFrom(value);
    else if (name === '$limit') {
      start.limit = countFrom(name, value, 1);
      start.used++;
      break;
    } else break;
    start.used++;
  }
  return start;
}

/** The documents that the first stages give, and how many stages that were. */
function begin(
  store: Store,
  collection: Collection,
  stages: Stage[],
  scope: Scope,
): Aggregated & { used: number } {
  if (stages[0]?.name === '$geoNear') {
    return { ...geoNear(store, collection, stages[0].value, scope), used: 1 };
  }
  const { used, ...wanted } = leading(stages);
  const { documents, ...found } = find(store, collection, wanted, { scope });
  return { ...found, documents: documents.map(({ doc }) => doc), used };
}

/** Runs a pipeline: the leading stages through the indexes, the others one by one. */
function runPipeline(store: Store, collection: Collection, stages: Stage[], scope: Scope): Aggregated {
  for (const [i, { name }] of stages.entries()) {
    if (name === '$geoNear' && i > 0)
      throw failed('$geoNear is only valid as the first stage in a pipeline.');
    if (name !== '$geoNear' && !Object.hasOwn(STAGES, name))
      throw failed(`Unrecognized pipeline stage name: '${name}'`);
  }
  const { used, ...result } = begin(store, collection, stages, scope);
  const around: Surroundings = {
    store,
    scope,
    run: (foreign, inner, variables) => runPipeline(store, foreign, inner, variables),
    examined: count => {
      result.examined += count;
    },
  };
  for (const { name, value } of stages.slice(used))
    result.documents = STAGES[name]!(result.documents, value, around);
  return result;
}

/** Runs a request's aggregation: 20 documents unless a $limit says otherwise. `now` is the cloud's clock. */
export function aggregate(store: Store, collection: Collection, stages: Stage[], now: number): Aggregated {
  const result = runPipeline(store, collection, stages, scopeOf({}, now));
  return stages.some(({ name }) => name === '$limit')
    ? result
    : { ...result, documents: result.documents.slice(0, DEFAULT_LIMIT) };
}
