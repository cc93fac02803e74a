/** The one door to the database. Collections are named in this folder and nowhere else. */
import * as cloud from 'wx-server-sdk';

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

const db = cloud.database({ throwOnNotFound: false } as Parameters<typeof cloud.database>[0]);
export const command = db.command;

type Condition = Record<string, unknown> | ReturnType<typeof command.and>;

/** The SDK's query builder, as it answers when promises are used; its own types mix in the callback style. */
type Query<T> = {
  where(condition: Condition): Query<T>;
  field(fields: Record<string, boolean>): Query<T>;
  orderBy(path: string, order: 'asc' | 'desc'): Query<T>;
  limit(count: number): Query<T>;
  get(): Promise<{ data: T[] }>;
  update(options: { data: Record<string, unknown> }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
};
type One<T> = {
  field(fields: Record<string, boolean>): One<T>;
  get(): Promise<{ data: T | null | undefined }>;
  set(options: { data: Record<string, unknown> }): Promise<unknown>;
  update(options: { data: Record<string, unknown> }): Promise<unknown>;
  remove(): Promise<unknown>;
};
type Pipeline = {
  match(condition: Record<string, unknown>): Pipeline;
  project(fields: Record<string, unknown>): Pipeline;
  addFields(fields: Record<string, unknown>): Pipeline;
  lookup(join: { from: string; localField: string; foreignField: string; as: string }): Pipeline;
  unwind(path: string): Pipeline;
  group(by: Record<string, unknown>): Pipeline;
  limit(count: number): Pipeline;
  end<R>(): Promise<{ list: R[] }>;
};
export type Collection<T> = Query<T> & {
  doc(id: string): One<T>;
  add(options: { data: T }): Promise<unknown>;
  aggregate(): Pipeline;
};

/** A collection with the type of its documents. */
export function collection<T>(name: string): Collection<T> {
  return db.collection(name) as unknown as Collection<T>;
}

/** At most this many documents come back from one query (the platform's limit for a function). */
export const queryLimit = 1000;

/** Whether a write failed because a document with that id or unique key is already there. */
function isDuplicate(error: unknown): boolean {
  const text =
    error instanceof Error ? error.message : String((error as { errMsg?: string })?.errMsg ?? error);
  return text.includes('E11000') || text.includes('duplicate key');
}

/** Inserts a document unless its id is taken. Returns whether it was this call that wrote it. */
export async function insertOnce<T extends { _id: string }>(name: string, document: T): Promise<boolean> {
  try {
    await collection<T>(name).add({ data: document });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** One document, or nothing. `fields` limits what is read. */
export async function readOne<T>(
  name: string,
  id: string,
  fields?: Record<string, boolean>,
): Promise<T | undefined> {
  const document = collection<T>(name).doc(id);
  const { data } = await (fields ? document.field(fields).get() : document.get());
  return data ?? undefined;
}
