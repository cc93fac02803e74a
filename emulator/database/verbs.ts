import { aggregateDocuments, calculateDocument, getDocument } from './reads';
import { noCollection, Refusal } from './refusal';
import type { Answer, Context, Params, Verb } from './request';
import { insertDocument, modifyAndReturnDoc, modifyDocument, removeDocument } from './writes';

const VERBS: Record<string, Verb> = {
  insertDocument,
  getDocument,
  calculateDocument,
  modifyDocument,
  modifyAndReturnDoc,
  removeDocument,
  aggregateDocuments,
};

function addCollection({ store }: Context, params: Params): Answer {
  const name = String(params.collectionName);
  if (!/^(?!system\.)[^$\0\s][^$\0]{0,127}$/.test(name))
    throw new Refusal('INVALID_PARAM', `a collection cannot be called ${JSON.stringify(name)}`);
  if (store.collections.has(name)) {
    throw new Refusal('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceExist] Table exist: ${name}`);
  }
  store.create(name);
  return { data: {} };
}

async function onCollection(context: Context, verb: Verb, params: Params): Promise<Answer> {
  const name = String(params.collectionName);
  const collection = context.store.collections.get(name);
  if (!collection) throw noCollection(name);
  if (params.transactionId) {
    // Inside a transaction nothing waits: what another holds is a conflict at once.
    const inside = context.transactions.run(params.transactionId, transaction =>
      verb({ ...context, transaction }, params, collection),
    );
    return inside as Promise<Answer>;
  }
  for (;;) {
    const answer = verb(context, params, collection);
    if (!('waitFor' in answer)) return answer;
    await answer.waitFor;
  }
}

/** Answers one verb of the wire; throws a Refusal for what the cloud answers with {code, message}. */
export async function answer(context: Context, name: string, params: Params): Promise<Answer> {
  const { transactions } = context;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb) return onCollection(context, verb, params);
  switch (name) {
    case 'addCollection':
      return addCollection(context, params);
    case 'startTransaction':
      return { transactionId: transactions.start().id };
    case 'commitTransaction':
      transactions.commit(params.transactionId);
      return { transactionId: String(params.transactionId) };
    case 'abortTransaction':
      transactions.abort(params.transactionId);
      return { transactionId: String(params.transactionId) };
    default:
      throw new Refusal('INVALID_PARAM', `unknown action database.${name}`);
  }
}
