import { Aggregator, ProcessingMode } from 'mingo';
import type { Doc } from './ejson';
import { find, MINGO } from './find';
import { nearestFirst } from './geo';
import { type Direction, sorted, valuesAt } from './keys';
import { failed, Refusal } from './refusal';
import type { Collection, Store } from './store';

/** Documents an aggregation returns unless a $limit says otherwise. */
const DEFAULT_LIMIT = 20;

export type Stage = { name: string; value: unknown };
export type Aggregated = { documents: Doc[]; examined: number; index?: string };

function isObject(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Equality = Record<'from' | 'localField' | 'foreignField' | 'as', string>;

/** A $lookup by equality, through an index of the other collection where there is one. */
function lookup(store: Store, documents: Doc[], spec: Doc): Aggregated {
  const { from, localField, foreignField, as } = spec;
  if (![from, localField, foreignField, as].every(part => typeof part === 'string')) {
    throw failed('$lookup requires both or neither of localField and foreignField to be specified, and as');
  }
  return join(store, documents, { from, localField, foreignField, as } as Equality);
}

function join(store: Store, documents: Doc[], { from, localField, foreignField, as }: Equality): Aggregated {
  const foreign = store.collections.get(from);
  let examined = 0;
  const joined = documents.map(doc => {
    const values = valuesAt(doc, localField).values.map(value =>
      typeof value === 'symbol' ? null : (value ?? null),
    );
    if (!foreign) return { ...doc, [as]: [] };
    const found = find(store, foreign, { query: { [foreignField]: { $in: values } } });
    examined += found.examined;
    return { ...doc, [as]: found.documents.map(match => match.doc) };
  });
  return { documents: joined, examined };
}

function sample(documents: Doc[], size: number): Doc[] {
  const drawn = documents.slice();
  for (let i = 0; i < Math.min(size, drawn.length); i++) {
    const other = i + Math.floor(Math.random() * (drawn.length - i));
    [drawn[i], drawn[other]] = [drawn[other]!, drawn[i]!];
  }
  return drawn.slice(0, size);
}

/** One stage by mingo, on copies: some of its stages write into the documents they are given. */
function byMingo(store: Store, documents: Doc[], stage: Stage): Aggregated {
  let examined = 0;
  const options = {
    ...MINGO,
    processingMode: ProcessingMode.CLONE_INPUT,
    collectionResolver(name: string): Doc[] {
      const collection = store.collections.get(name);
      const all = collection ? find(store, collection, { query: {} }) : { documents: [], examined: 0 };
      examined += all.examined;
      return all.documents.map(({ doc }) => doc);
    },
  };
  try {
    return {
      documents: new Aggregator([{ [stage.name]: stage.value }], options).run<Doc>(documents),
      examined,
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw failed(`[FailedOperation] ${error instanceof Error ? error.message : String(error)}`);
  }
}

function run(store: Store, documents: Doc[], stage: Stage): Aggregated {
  const { name, value } = stage;
  if (name === '$sort')
    return {
      documents: sorted(documents, Object.entries(value as Doc) as Direction[], doc => doc),
      examined: 0,
    };
  if (name === '$sample' && isObject(value))
    return { documents: sample(documents, Number(value.size)), examined: 0 };
  if (name === '$lookup' && isObject(value) && !value.pipeline) return lookup(store, documents, value);
  if (name === '$out' || name === '$merge') throw failed(`${name} is not allowed`);
  return byMingo(store, documents, stage);
}

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
    if (name === '$match' && isObject(value) && start.sort.length === 0 && start.skip === 0) {
      start.query = start.used === 0 ? value : { $and: [start.query, value] };
    } else if (name === '$skip' && typeof value === 'number' && start.skip === 0) start.skip = value;
    else if (name === '$sort' && isObject(value) && start.sort.length === 0 && start.skip === 0)
      start.sort = Object.entries(value) as Direction[];
    else if (name === '$limit' && typeof value === 'number' && value > 0) {
      start.limit = value;
      start.used++;
      break;
    } else break;
    start.used++;
  }
  return start;
}

/** Runs an aggregation: the leading stages through the indexes, the others one by one. */
export function aggregate(store: Store, collection: Collection, stages: Stage[]): Aggregated {
  let documents: Doc[];
  let examined: number;
  let index: string | undefined;
  let rest: Stage[];
  if (stages[0]?.name === '$geoNear') {
    const spec = stages[0].value as Doc;
    const found = find(store, collection, { query: (spec.query as Doc | undefined) ?? {} });
    examined = found.examined;
    documents = nearestFirst(
      found.documents.map(({ doc }) => doc),
      spec,
    );
    rest = stages.slice(1);
  } else {
    const { used, ...wanted } = leading(stages);
    const found = find(store, collection, wanted);
    documents = found.documents.map(({ doc }) => doc);
    ({ examined, index } = { examined: found.examined, index: found.index });
    rest = stages.slice(used);
  }
  for (const stage of rest) {
    const result = run(store, documents, stage);
    documents = result.documents;
    examined += result.examined;
  }
  const limited = stages.some(({ name }) => name === '$limit')
    ? documents
    : documents.slice(0, DEFAULT_LIMIT);
  return { documents: limited, examined, ...(index && { index }) };
}
