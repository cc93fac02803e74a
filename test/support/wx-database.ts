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

export type Reference = {
  get(): Promise<{ data: Row }>;
  field(projection: object): Reference;
  set(options: Data): Promise<{ _id: string; stats: { updated: number; created: number } }>;
  update(options: Data): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
};

export type Aggregate = {
  [Stage in
    | 'match'
    | 'sort'
    | 'skip'
    | 'limit'
    | 'group'
    | 'project'
    | 'unwind'
    | 'lookup'
    | 'addFields'
    | 'count'
    | 'sample'
    | 'geoNear'
    | 'sortByCount'
    | 'replaceRoot']: (value: unknown) => Aggregate;
} & { end(): Promise<{ list: Record<string, unknown>[] }> };

export type Collection = Query & {
  doc(id: string | number): Reference;
  add(options: { data: object }): Promise<{ _id: string; _ids: string[] }>;
  aggregate(): Aggregate;
};

export type Transaction = {
  collection(name: string): Collection;
  commit(): Promise<unknown>;
  rollback(reason?: unknown): Promise<unknown>;
};

type Operator =
  | 'eq'
  | 'neq'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'in'
  | 'nin'
  | 'and'
  | 'or'
  | 'nor'
  | 'not'
  | 'exists'
  | 'all'
  | 'size'
  | 'elemMatch'
  | 'expr'
  | 'geoNear'
  | 'geoWithin'
  | 'geoIntersects'
  | 'set'
  | 'remove'
  | 'inc'
  | 'mul'
  | 'min'
  | 'max'
  | 'push'
  | 'unshift'
  | 'pop'
  | 'shift'
  | 'pull'
  | 'pullAll'
  | 'addToSet'
  | 'rename'
  | 'slice'
  | 'sum'
  | 'dateToString';
type Operators = { [Name in Operator]: (...values: unknown[]) => Operators };

export type Sdk = {
  collection(name: string): Collection;
  createCollection(name: string): Promise<unknown>;
  command: Operators & { aggregate: Operators; project: Operators };
  serverDate(options?: { offset: number }): unknown;
  RegExp(options: { regexp: string; options?: string }): unknown;
  Geo: {
    Point(longitude: number, latitude: number): unknown;
    Polygon(lines: unknown[]): unknown;
    LineString(points: unknown[]): unknown;
  };
  startTransaction(): Promise<Transaction>;
  runTransaction<T>(work: (transaction: Transaction) => Promise<T>, times?: number): Promise<T>;
};
