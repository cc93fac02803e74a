import { beijing } from '../clock';
import type { Cost, Database, WireReply } from '../database';
import { decoded, Refused, type Route, readJson, sendJson } from '../http';
import { BODY_LIMIT, type Inspected } from './inspected';
import { relaxed } from './relaxed';

/** Collections with their documents, and stored files. */
export function dataRoutes({ database, collections, storage }: Inspected): Route[] {
  const indexesOf = (name: string) => collections.find(spec => spec.name === name)?.indexes ?? [];
  return [
    {
      method: 'GET',
      path: '/__inspect/collections',
      handle: ({ res }) =>
        sendJson(
          res,
          database.collections().map(each => ({ indexes: indexesOf(each.name), ...each })),
        ),
    },
    {
      method: 'POST',
      path: '/__inspect/collections',
      async handle({ req, res }) {
        const { name } = ((await readJson(req, BODY_LIMIT)) ?? {}) as { name?: unknown };
        if (typeof name !== 'string' || !/^[A-Za-z][\w-]{0,63}$/.test(name)) {
          throw new Refused(400, 'a collection’s name begins with a letter and has letters, digits, _ and -');
        }
        await ask(database, 'addCollection', { collectionName: name });
        sendJson(res, { name });
      },
    },
    {
      method: 'GET',
      path: '/__inspect/collections/',
      handle({ res, rest, url }) {
        const limit = url.searchParams.get('limit');
        sendJson(res, database.dump(known(database, rest), limit === null ? undefined : Number(limit)));
      },
    },
    {
      method: 'POST',
      path: '/__inspect/collections/',
      async handle({ req, res, rest }) {
        const documents = await readJson(req, BODY_LIMIT);
        if (!Array.isArray(documents)) throw new Refused(400, 'the body is a list of documents');
        load(database, known(database, rest), documents as Record<string, unknown>[]);
        sendJson(res, { loaded: documents.length });
      },
    },
    {
      method: 'GET',
      path: '/__inspect/documents/',
      async handle({ res, rest, url }) {
        const collectionName = known(database, rest);
        const query = jsonParameter(url, 'filter') ?? '{}';
        const order = jsonParameter(url, 'sort');
        const costs: Cost[] = [];
        const { data } = await ask(
          database,
          'getDocument',
          {
            collectionName,
            queryType: 'WHERE',
            query,
            ...(order ? { order } : {}),
            offset: Number(url.searchParams.get('skip') ?? 0),
            limit: Number(url.searchParams.get('limit') ?? 50),
          },
          cost => costs.push(cost),
        );
        const counted = await ask(database, 'calculateDocument', { collectionName, query });
        sendJson(res, {
          total: (counted.data as { total: number }).total,
          documents: (data as { list: string[] }).list.map(text => relaxed(JSON.parse(text))),
          examined: costs[0]?.examined,
          index: costs[0]?.index,
        });
      },
    },
    {
      method: 'POST',
      path: '/__inspect/documents/',
      async handle({ req, res, rest }) {
        const collectionName = known(database, rest);
        const document = await readDocument(req);
        const reply = await ask(database, 'insertDocument', {
          collectionName,
          data: [JSON.stringify(document)],
        });
        sendJson(res, { _id: (reply.data as { insertedIds: unknown[] }).insertedIds[0] });
      },
    },
    {
      method: 'PUT',
      path: '/__inspect/documents/',
      async handle({ req, res, rest }) {
        const document = await readDocument(req);
        if (document._id === undefined) throw new Refused(400, 'the document has no _id');
        load(database, known(database, rest), [document]);
        sendJson(res, { _id: document._id });
      },
    },
    {
      method: 'DELETE',
      path: '/__inspect/documents/',
      async handle({ res, rest, url }) {
        const id = jsonParameter(url, 'id');
        if (!id) throw new Refused(400, 'which document? ?id= is its _id as JSON');
        const { data } = await ask(database, 'removeDocument', {
          collectionName: known(database, rest),
          queryType: 'DOC',
          query: `{"_id":${id}}`,
        });
        sendJson(res, data);
      },
    },
    {
      method: 'GET',
      path: '/__inspect/files',
      handle: ({ res }) =>
        sendJson(
          res,
          storage.list().map(file => ({
            ...file,
            at: beijing(file.at),
            fileId: storage.fileId(file.path),
            url: storage.temporaryUrl(file, 3600),
          })),
        ),
    },
    {
      method: 'DELETE',
      path: '/__inspect/files',
      handle({ res, url }) {
        const id = url.searchParams.get('id') ?? '';
        if (!storage.remove(id)) throw new Refused(404, `there is no file ${id}`);
        sendJson(res, { removed: 1 });
      },
    },
  ];
}

/** One verb as the SDK would send it, so that the inspector meets the same rules; throws Refused with the reason. */
async function ask(
  database: Database,
  verb: string,
  params: Record<string, unknown>,
  onCost?: (cost: Cost) => void,
): Promise<WireReply> {
  const reply = await database.handle({ action: `database.${verb}`, ...params }, onCost);
  if (reply.code) throw new Refused(400, `${reply.code}: ${reply.message}`);
  return reply;
}

function load(database: Database, name: string, documents: Record<string, unknown>[]): void {
  try {
    database.load(name, documents);
  } catch (error) {
    throw new Refused(400, (error as Error).message);
  }
}

async function readDocument(req: Parameters<typeof readJson>[0]): Promise<Record<string, unknown>> {
  const document = await readJson(req, BODY_LIMIT);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Refused(400, 'a document is a JSON object');
  }
  return document as Record<string, unknown>;
}

function jsonParameter(url: URL, name: string): string | undefined {
  const text = url.searchParams.get(name);
  if (!text) return undefined;
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new Refused(400, `${name} is not JSON`);
  }
}

function known(database: Database, encoded: string): string {
  const name = decoded(encoded);
  if (database.collections().some(collection => collection.name === name)) return name;
  throw new Refused(404, `there is no collection called ${name}`);
}
