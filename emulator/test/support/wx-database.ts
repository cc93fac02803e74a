type Data = { data: object; multi?: boolean };
export type Row = Record<string, unknown> & { _id: string | number };

/** The part of wx-server-sdk's database that tests use, with its promises only: its own types mix in the callbacks. */
export type Query = {
  where(condition: object): Query;
  orderBy(field: string, order: 'asc' | 'desc'): Query;
  limit(most: number): Query;
  skip(offset: number): Query;
  field(projection: object): Query;
  get(): Promise<{ data: Row[] }>;
  count(): Promise<{ total: number }>;
  update(options: Data): Promise<{ stats: { updated: number } }>;
  remove(options?: { multi?: boolean }): Promise<{ stats: { removed: number } }>;
};

type Reference = {
  get(): Promise<{ data: Row }>;
  field(projection: object): Reference;
  set(options: Data): Promise<{ _id: string; stats: { updated: number; created: number } }>;
  update(options: Data): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
};

export type Aggregate = {
  [Stage in
    | 'addFields'
    | 'bucket'
    | 'bucketAuto'
    | 'count'
    | 'geoNear'
    | 'group'
    | 'limit'
    | 'lookup'
    | 'match'
    | 'project'
    | 'replaceRoot'
    | 'sample'
    | 'skip'
    | 'sort'
    | 'sortByCount'
    | 'unwind']: (value: unknown) => Aggregate;
} & { end(): Promise<{ list: Record<string, unknown>[] }> };

export type Collection = Query & {
  doc(id: string | number): Reference;
  add(options: { data: object }): Promise<{ _id: string; _ids: string[] }>;
  aggregate(): Aggregate;
};

type Transaction = {
  collection(name: string): Collection;
  commit(): Promise<unknown>;
  rollback(reason?: unknown): Promise<unknown>;
};

type QueryNames =
  'eq neq gt gte lt lte in nin and or nor not exists mod all size elemMatch expr jsonSchema text geoNear geoWithin geoIntersects';
type UpdateNames = 'set remove inc mul min max bit rename push unshift pop shift pull pullAll addToSet';
type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text;
type Called<Name extends string> = { [Each in Name]: (...values: unknown[]) => Commands };
/** A command of the SDK, which others can be chained to. */
type Commands = Called<Words<QueryNames> | Words<UpdateNames>>;

/** The SDK's aggregation operators: each makes {$name: argument}. */
export type Expressions = { [name: string]: (argument: unknown) => unknown } & {
  pipeline(): Pipeline;
};
/** The inner pipeline of a lookup. */
type Pipeline = {
  [Stage in 'match' | 'project' | 'sort' | 'limit' | 'group' | 'addFields']: (value: unknown) => Pipeline;
} & {
  done(): unknown;
};

export type Sdk = {
  collection(name: string): Collection;
  createCollection(name: string): Promise<unknown>;
  command: Commands & {
    aggregate: Expressions;
    project: { slice(argument: unknown): unknown; elemMatch(argument: unknown): unknown };
  };
  serverDate(options?: { offset: number }): unknown;
  RegExp(options: { regexp: string; options?: string }): unknown;
  Geo: {
    [Shape in 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon']: (
      ...parts: unknown[]
    ) => unknown;
  };
  startTransaction(): Promise<Transaction>;
  runTransaction<T>(work: (transaction: Transaction) => Promise<T>, times?: number): Promise<T>;
};
