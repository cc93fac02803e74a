import type { CloudApi } from './cloud-api';
import type { Environment } from './environment';
import { type Call, type Plan, type Step, together } from './plan';

type Fields = Record<string, 1 | -1 | '2dsphere'>;
export type CollectionSpec = {
  name: string;
  rule: string;
  indexes: { fields: Fields; unique?: boolean }[];
};

type TableIndex = { Name: string; Unique: boolean; Keys: { Name: string; Direction: string }[] };

/** Nobody but who uploaded a file reads it; functions may. The platform’s own setting lets everybody. */
const STORAGE_RULE = 'PRIVATE';
/** Indexes that the platform keeps for itself. */
const PLATFORM_INDEX = /^_id_|^_openid/;
const PAGE = 100;

/** The collections there are in an environment, by name. */
export async function listCollections(api: CloudApi, { id, connector }: Environment): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const { Tables } = await api.call<{ Tables: { TableName: string }[] | null }>({
      service: 'tcb',
      action: 'ListTables',
      parameters: { EnvId: id, MongoConnector: connector, MgoLimit: PAGE, MgoOffset: names.length },
    });
    names.push(...(Tables ?? []).map(({ TableName }) => TableName));
    if ((Tables ?? []).length < PAGE) return names.sort();
  }
}

/**
 * What makes the environment's collections, indexes and rules those of the configuration. What is there and not in the
 * configuration is named and stays; `prune` lets indexes go, never collections.
 */
export async function planCollections(
  api: CloudApi,
  environment: Environment,
  specs: CollectionSpec[],
  options: { appid: string; prune: boolean },
): Promise<Plan> {
  const there = await listCollections(api, environment);
  const plans: Plan[] = [];
  for (const spec of specs) {
    plans.push(
      there.includes(spec.name)
        ? await planKnown(api, environment, spec, options)
        : planNew(environment, spec),
    );
  }
  const strange = there.filter(name => !specs.some(spec => spec.name === name));
  const notes = strange.map(name => `The collection ${name} is in no configuration; it stays as it is.`);
  return together([...plans, { steps: [], notes, problems: [] }, await planStorage(api, environment)]);
}

function planNew(environment: Environment, spec: CollectionSpec): Plan {
  const create = update(environment, spec.name, 'CreateTable', {});
  const indexes = spec.indexes.length > 0 ? [createIndexes(environment, spec.name, spec.indexes)] : [];
  const calls = [create, ...indexes, setRule(environment, spec)];
  return { steps: [{ title: `collection ${spec.name}: create`, calls }], notes: [], problems: [] };
}

async function planKnown(
  api: CloudApi,
  environment: Environment,
  spec: CollectionSpec,
  { appid, prune }: { appid: string; prune: boolean },
): Promise<Plan> {
  const { name } = spec;
  const { Indexes } = await api.call<{ Indexes: TableIndex[] }>(
    update(environment, name, 'DescribeTable', {}),
  );
  const own = Indexes.filter(index => !PLATFORM_INDEX.test(index.Name));
  const wanted = new Map(spec.indexes.map(index => [keysOf(index.fields), index]));
  const found = new Map(own.map(index => [tableKeysOf(index), index]));
  const missing = [...wanted].filter(([keys]) => !found.has(keys)).map(([, index]) => index);
  const changed = [...wanted].filter(
    ([keys, { unique = false }]) => found.has(keys) && found.get(keys)!.Unique !== unique,
  );
  const extra = own.filter(index => !wanted.has(tableKeysOf(index)));

  const { AclTag } = await api.call<{ AclTag: string }>({
    service: 'tcb',
    action: 'DescribeSafeRule',
    parameters: { EnvId: environment.id, CollectionName: name, WxAppId: appid },
  });

  const steps: Step[] = [];
  const step = (what: string, ...calls: Call[]) =>
    steps.push({ title: `collection ${name}: ${what}`, calls });
  const drop = (indexes: TableIndex[]) =>
    update(environment, name, 'UpdateTable', {
      DropIndexes: indexes.map(({ Name }) => ({ IndexName: Name })),
    });
  if (missing.length > 0) {
    step(`indexes ${missing.map(shown).join(', ')}`, createIndexes(environment, name, missing));
  }
  if (prune) {
    for (const [keys, index] of changed) {
      step(`rebuild ${shown(index)}`, drop([found.get(keys)!]), createIndexes(environment, name, [index]));
    }
    if (extra.length > 0) step(`drop ${extra.map(({ Name }) => Name).join(', ')}`, drop(extra));
  }
  if (AclTag !== spec.rule) step(`rule ${AclTag} → ${spec.rule}`, setRule(environment, spec));
  return {
    steps,
    notes: prune
      ? []
      : extra.map(({ Name }) => `${name}: the index ${Name} is in no configuration; --prune drops it.`),
    problems: prune
      ? []
      : changed.map(
          ([keys, index]) =>
            `${name}: the index ${found.get(keys)!.Name} is ${index.unique ? 'not unique and must be' : 'unique and must not be'}. --prune drops it and builds it anew; do that while nobody uses the environment.`,
        ),
  };
}

async function planStorage(api: CloudApi, { id, bucket }: Environment): Promise<Plan> {
  const place = { EnvId: id, Bucket: bucket };
  const read: Call = { service: 'tcb', action: 'DescribeStorageSafeRule', parameters: place };
  const { AclTag } = await api.call<{ AclTag: string }>(read);
  const write: Call = {
    service: 'tcb',
    action: 'ModifyStorageSafeRule',
    parameters: { ...place, AclTag: STORAGE_RULE },
  };
  const steps =
    AclTag === STORAGE_RULE ? [] : [{ title: `storage: rule ${AclTag} → ${STORAGE_RULE}`, calls: [write] }];
  return { steps, notes: [], problems: [] };
}

function update(
  { id, connector }: Environment,
  name: string,
  action: string,
  more: Record<string, unknown>,
): Call {
  const parameters = { EnvId: id, MongoConnector: connector, TableName: name, ...more };
  return { service: 'tcb', action, parameters };
}

function setRule({ id }: Environment, { name, rule }: CollectionSpec): Call {
  const parameters = { EnvId: id, CollectionName: name, AclTag: rule };
  return { service: 'tcb', action: 'ModifySafeRule', parameters };
}

function createIndexes(environment: Environment, name: string, indexes: CollectionSpec['indexes']): Call {
  return update(environment, name, 'UpdateTable', {
    CreateIndexes: indexes.map(({ fields, unique = false }) => ({
      IndexName: nameOf(fields),
      MgoKeySchema: {
        MgoIndexKeys: Object.entries(fields).map(([Name, direction]) => ({
          Name,
          Direction: String(direction),
        })),
        MgoIsUnique: unique,
      },
    })),
  });
}

/** Letters, digits and underscores alone: what is sure to be taken for a name. */
const nameOf = (fields: Fields) => Object.entries(fields).flat().join('_').replace(/\W/g, '_');
/** An index is known by what it lists, whatever somebody called it. */
const keysOf = (fields: Fields) => JSON.stringify(Object.entries(fields).map(([k, v]) => [k, String(v)]));
const tableKeysOf = ({ Keys }: TableIndex) =>
  JSON.stringify(Keys.map(({ Name, Direction }) => [Name, String(Direction)]));
const shown = ({ fields, unique }: CollectionSpec['indexes'][number]) =>
  `${nameOf(fields)}${unique ? ' (unique)' : ''}`;
