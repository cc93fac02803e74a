import type { CollectionSpec, Database } from '../database';
import { ENVIRONMENT } from '../identity';
import type { Action } from './api';
import { checkOneOf, checkShape, type Parameters } from './parameters';
import { ApiError } from './refusal';

type Direction = 1 | -1 | '2dsphere';
type Index = { name: string; fields: Record<string, Direction>; unique: boolean };
type Table = { acl: string; rule?: string; indexes: Index[] };

/** The environment's document database and its storage bucket, as `DescribeEnvs` names them. */
export const DATABASE = 'tnt-local';
export const BUCKET = 'local-cloud-bucket';

const ACLS = ['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY', 'CUSTOM'];
/** What the platform gives a collection, and a bucket, that nobody has set anything for. */
const DEFAULT_ACL = { table: 'PRIVATE', storage: 'READONLY' };
const MOST_INDEXES = 100;
const KEPT = 'management.tables';
const STORAGE = 'management.storage';

/**
 * The actions on collections, indexes and rules. Collections of the configuration are there from the start; those
 * made here are kept with the data, and set up again in the next process.
 */
export function tableActions(database: Database, configured: CollectionSpec[]): Record<string, Action> {
  const tables: Record<string, Table> = (database.meta.get(KEPT) as Record<string, Table> | undefined) ?? {};
  for (const [name, { indexes }] of Object.entries(tables)) {
    if (!configured.some(one => one.name === name)) database.define({ name, indexes });
  }
  for (const { name, rule = DEFAULT_ACL.table, indexes } of configured) {
    tables[name] = {
      acl: rule,
      indexes: indexes.map(({ fields, unique = false }) => ({ name: nameOf(fields), fields, unique })),
    };
  }
  const keep = () => database.meta.set(KEPT, tables);

  /** All there are: a function may have made one, with `createCollection`. */
  function known(): Record<string, Table> {
    for (const { name } of database.collections()) tables[name] ??= { acl: DEFAULT_ACL.table, indexes: [] };
    return tables;
  }

  function find(name: unknown): Table {
    const table = Object.hasOwn(known(), String(name)) ? tables[String(name)] : undefined;
    if (table) return table;
    throw new ApiError('ResourceNotFound', `Table ${name} does not exist.`);
  }

  const place = { EnvId: 'string', MongoConnector: 'object' } as const;
  return {
    ListTables: {
      takes: { ...place, MgoLimit: 'number', MgoOffset: 'number?' },
      answer(parameters) {
        checkPlace(parameters);
        const { MgoLimit, MgoOffset = 0 } = parameters as { MgoLimit: number; MgoOffset?: number };
        const counts = new Map(database.collections().map(({ name, count }) => [name, count]));
        const names = Object.keys(known()).sort();
        return {
          Tables: names.slice(MgoOffset, MgoOffset + MgoLimit).map(name => ({
            TableName: name,
            Count: counts.get(name) ?? 0,
            Size: 0,
            IndexCount: tables[name]!.indexes.length + 1,
            IndexSize: 0,
          })),
          Pager: { Offset: MgoOffset, Limit: MgoLimit, Total: names.length },
        };
      },
    },
    DescribeTable: {
      takes: { ...place, TableName: 'string' },
      answer(parameters) {
        checkPlace(parameters);
        const indexes = [
          { name: '_id_', fields: { _id: 1 }, unique: true },
          ...find(parameters.TableName).indexes,
        ].map(described);
        return { Indexes: indexes, IndexNum: indexes.length };
      },
    },
    CreateTable: {
      takes: { ...place, TableName: 'string' },
      answer(parameters) {
        checkPlace(parameters);
        const name = String(parameters.TableName);
        if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name)) {
          throw new ApiError('InvalidParameterValue', `TableName ${name} is not valid.`);
        }
        if (Object.hasOwn(known(), name)) throw new ApiError('ResourceInUse', `Table ${name} exists.`);
        database.define({ name, indexes: [] });
        tables[name] = { acl: DEFAULT_ACL.table, indexes: [] };
        keep();
        return {};
      },
    },
    UpdateTable: {
      takes: { ...place, TableName: 'string', CreateIndexes: 'list?', DropIndexes: 'list?' },
      answer(parameters) {
        checkPlace(parameters);
        const name = String(parameters.TableName);
        const table = find(name);
        const dropped = (parameters.DropIndexes as Parameters[] | undefined) ?? [];
        const created = ((parameters.CreateIndexes as Parameters[] | undefined) ?? []).map(indexOf);
        const indexes = [...without(table.indexes, dropped)];
        for (const index of created) add(indexes, index);
        try {
          database.define({ name, indexes });
        } catch (error) {
          database.define({ name, indexes: table.indexes });
          throw new ApiError('FailedOperation', (error as Error).message);
        }
        table.indexes = indexes;
        keep();
        return {};
      },
    },
    DescribeSafeRule: {
      takes: { EnvId: 'string', CollectionName: 'string', WxAppId: 'string?' },
      answer(parameters) {
        checkEnvironment(parameters);
        const { acl, rule = null } = find(parameters.CollectionName);
        return { AclTag: acl, Rule: rule };
      },
    },
    ModifySafeRule: {
      takes: { EnvId: 'string', CollectionName: 'string', AclTag: 'string', Rule: 'string?' },
      answer(parameters) {
        checkEnvironment(parameters);
        const table = find(parameters.CollectionName);
        Object.assign(table, ruleOf(parameters));
        keep();
        return {};
      },
    },
    DescribeStorageSafeRule: {
      takes: { EnvId: 'string', Bucket: 'string' },
      answer(parameters) {
        checkBucket(parameters);
        const { acl, rule = null } = (database.meta.get(STORAGE) as Table | undefined) ?? {
          acl: DEFAULT_ACL.storage,
        };
        return { AclTag: acl, Rule: rule };
      },
    },
    ModifyStorageSafeRule: {
      takes: { EnvId: 'string', Bucket: 'string', AclTag: 'string', Rule: 'string?' },
      answer(parameters) {
        checkBucket(parameters);
        database.meta.set(STORAGE, ruleOf(parameters));
        return {};
      },
    },
  };
}

/** @throws ApiError where an action names another environment than the one there is */
function checkEnvironment({ EnvId }: Parameters): void {
  if (EnvId !== ENVIRONMENT) throw new ApiError('ResourceNotFound', `Environment ${EnvId} does not exist.`);
}

function checkPlace(parameters: Parameters): void {
  checkEnvironment(parameters);
  const connector = parameters.MongoConnector as Parameters;
  checkShape(connector, { InstanceId: 'string', DatabaseName: 'string' }, 'MongoConnector.');
  checkOneOf('MongoConnector.InstanceId', connector.InstanceId, ['flexdb']);
  if (connector.DatabaseName !== DATABASE) {
    throw new ApiError('ResourceNotFound', `Database ${connector.DatabaseName} does not exist.`);
  }
}

function checkBucket(parameters: Parameters): void {
  checkEnvironment(parameters);
  if (parameters.Bucket !== BUCKET) {
    throw new ApiError('ResourceNotFound', `Bucket ${parameters.Bucket} does not exist.`);
  }
}

function ruleOf({ AclTag, Rule }: Parameters): { acl: string; rule: string | undefined } {
  checkOneOf('AclTag', AclTag, ACLS);
  if (AclTag === 'CUSTOM' && typeof Rule !== 'string') {
    throw new ApiError('MissingParameter', 'The request is missing a required parameter `Rule`.');
  }
  return { acl: AclTag as string, rule: AclTag === 'CUSTOM' ? (Rule as string) : undefined };
}

/** @throws ApiError where an index is not as UpdateTable documents it */
function indexOf(spec: Parameters, at: number): Index {
  const within = `CreateIndexes.${at}.`;
  checkShape(spec, { IndexName: 'string', MgoKeySchema: 'object' }, within);
  const schema = spec.MgoKeySchema as Parameters;
  if (typeof schema.MgoIsUnique !== 'boolean') {
    throw new ApiError('InvalidParameter', `${within}MgoKeySchema.MgoIsUnique must be a boolean.`);
  }
  const keys = (Array.isArray(schema.MgoIndexKeys) ? schema.MgoIndexKeys : []) as Parameters[];
  if (keys.length === 0) {
    throw new ApiError('MissingParameter', `The request is missing ${within}MgoKeySchema.MgoIndexKeys.`);
  }
  const fields: Record<string, Direction> = {};
  for (const key of keys) {
    checkShape(key, { Name: 'string', Direction: 'string' }, `${within}MgoKeySchema.MgoIndexKeys.`);
    checkOneOf('Direction', key.Direction, ['1', '-1', '2dsphere']);
    const direction = key.Direction === '2dsphere' ? '2dsphere' : (Number(key.Direction) as 1 | -1);
    if (Object.hasOwn(fields, String(key.Name))) {
      throw new ApiError('InvalidParameterValue', `${within} names ${key.Name} twice.`);
    }
    fields[String(key.Name)] = direction;
  }
  return { name: String(spec.IndexName), fields, unique: schema.MgoIsUnique };
}

function add(indexes: Index[], index: Index): void {
  const clash = indexes.find(
    ({ name, fields }) => name === index.name || nameOf(fields) === nameOf(index.fields),
  );
  if (clash) throw new ApiError('FailedOperation', `Index ${index.name} clashes with ${clash.name}.`);
  if (indexes.length + 2 > MOST_INDEXES)
    throw new ApiError('LimitExceeded', 'add index fails, too many indexes');
  indexes.push(index);
}

function without(indexes: Index[], dropped: Parameters[]): Index[] {
  for (const each of dropped) {
    checkShape(each, { IndexName: 'string' }, 'DropIndexes.');
    if (!indexes.some(({ name }) => name === each.IndexName)) {
      throw new ApiError('ResourceNotFound', `index not found with name [${each.IndexName}]`);
    }
  }
  return indexes.filter(({ name }) => !dropped.some(each => each.IndexName === name));
}

const nameOf = (fields: Record<string, Direction>) => Object.entries(fields).flat().join('_');

function described({
  name,
  fields,
  unique,
}: {
  name: string;
  fields: Record<string, unknown>;
  unique: boolean;
}) {
  return {
    Name: name,
    Size: 4096,
    Unique: unique,
    Keys: Object.entries(fields).map(([Name, direction]) => ({ Name, Direction: String(direction) })),
    Accesses: { Ops: 0, Since: '1970-01-01T08:00:00.000+08:00' },
  };
}
