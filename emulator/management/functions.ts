import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../database';
import type { FunctionSettings, Host } from '../host';
import { ENVIRONMENT } from '../identity';
import type { Action } from './api';
import { checkOneOf, checkShape, type Parameters } from './parameters';
import { ApiError } from './refusal';
import { unzip } from './unzip';

type Trigger = { name: string; type: 'timer'; config: string };
type Deployed = {
  runtime: string;
  handler: string;
  description: string;
  memory: number;
  timeout: number;
  variables: Record<string, string>;
};

export type FunctionParts = {
  database: Database;
  host: Host;
  functionsDir: string;
  /** The host's own table, which an update of a function's configuration changes. */
  settings: Record<string, FunctionSettings>;
  /** Takes up what changed in the folder. */
  reload: () => void;
};

const KEPT = 'management.functions';
const RUNTIMES = ['Nodejs16.13', 'Nodejs18.15', 'Nodejs20.19'];
/** Seconds at most that the platform lets a function of a mini-program run. */
const LONGEST = 60;

/**
 * The actions on functions, their timers and their settings. Code goes into the folder of functions, where the host
 * finds it; timers into the `config.json` beside it, and nowhere else, as an upload alone declares none.
 */
export function functionActions(parts: FunctionParts): Record<string, Action> {
  const { database, host, functionsDir, settings } = parts;
  const kept: Record<string, Deployed> = (database.meta.get(KEPT) as typeof kept | undefined) ?? {};
  for (const name of Object.keys(kept)) applySettings(name);

  function applySettings(name: string): void {
    const { timeout, memory, variables } = kept[name]!;
    settings[name] = { timeout, memory, env: variables };
  }

  function keep(name: string, deployed: Deployed): void {
    kept[name] = deployed;
    database.meta.set(KEPT, kept);
    applySettings(name);
    parts.reload();
  }

  /** What is set for a function, deployed here or found in the folder. @throws ApiError ResourceNotFound.Function */
  function find(parameters: Parameters): { name: string; deployed: Deployed } {
    checkNamespace(parameters);
    const name = String(parameters.FunctionName);
    if (!host.functions().has(name)) {
      throw new ApiError('ResourceNotFound.Function', `The function ${name} does not exist.`);
    }
    const variables = settings[name]?.env ?? {};
    const limits = host.limits(name);
    const found = { runtime: 'Nodejs18.15', handler: 'index.main', description: '', ...limits, variables };
    return { name, deployed: Object.hasOwn(kept, name) ? kept[name]! : found };
  }

  const folderOf = (name: string) => path.join(functionsDir, name);
  const configOf = (name: string): { triggers?: Trigger[] } => {
    const file = path.join(folderOf(name), 'config.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  };
  const writeTriggers = (name: string, triggers: Trigger[]) => {
    writeFileSync(path.join(folderOf(name), 'config.json'), JSON.stringify({ ...configOf(name), triggers }));
  };

  function writeCode(name: string, code: Parameters, triggers: Trigger[]): void {
    checkShape(code, { ZipFile: 'string' }, 'Code.');
    const files = unzip(Buffer.from(String(code.ZipFile), 'base64'));
    if (!files.has('index.js'))
      throw new ApiError('InvalidParameterValue.ZipFile', 'ZipFile holds no index.js.');
    rmSync(folderOf(name), { recursive: true, force: true });
    for (const [file, content] of files) {
      mkdirSync(path.dirname(path.join(folderOf(name), file)), { recursive: true });
      writeFileSync(path.join(folderOf(name), file), content);
    }
    writeTriggers(name, triggers);
  }

  const named = { FunctionName: 'string', Namespace: 'string' } as const;
  const configurable = {
    Description: 'string?',
    MemorySize: 'number?',
    Timeout: 'number?',
    Environment: 'object?',
    ClsLogsetId: 'string?',
    ClsTopicId: 'string?',
  } as const;
  const coded = { Handler: 'string', InstallDependency: 'string', Code: 'object' } as const;

  return {
    GetFunction: {
      takes: { ...named, ShowCode: 'string?' },
      answer(parameters) {
        const { name, deployed } = find(parameters);
        return {
          FunctionName: name,
          Namespace: ENVIRONMENT,
          Status: 'Active',
          Runtime: deployed.runtime,
          Handler: deployed.handler,
          Description: deployed.description,
          MemorySize: deployed.memory,
          Timeout: deployed.timeout,
          Environment: {
            Variables: Object.entries(deployed.variables).map(([Key, Value]) => ({ Key, Value })),
          },
          Triggers: (configOf(name).triggers ?? []).map(({ name: TriggerName, config }) => ({
            TriggerName,
            Type: 'timer',
            TriggerDesc: JSON.stringify({ cron: config }),
            Enable: 1,
          })),
        };
      },
    },
    CreateFunction: {
      takes: { ...named, ...coded, ...configurable, Runtime: 'string', Role: 'string', Stamp: 'string' },
      answer(parameters) {
        checkNamespace(parameters);
        const name = String(parameters.FunctionName);
        if (!/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/.test(name)) {
          throw new ApiError('InvalidParameterValue.FunctionName', `FunctionName ${name} is not valid.`);
        }
        if (host.functions().has(name)) {
          throw new ApiError('ResourceInUse.Function', `The function ${name} exists.`);
        }
        checkOneOf('Runtime', parameters.Runtime, RUNTIMES);
        const created = { runtime: String(parameters.Runtime), handler: String(parameters.Handler) };
        const platform = { description: '', memory: 256, timeout: 3, variables: {} };
        const deployed = configured({ ...created, ...platform }, parameters);
        writeCode(name, parameters.Code as Parameters, []);
        keep(name, deployed);
        return {};
      },
    },
    UpdateFunctionCode: {
      takes: { ...named, ...coded },
      answer(parameters) {
        const { name, deployed } = find(parameters);
        writeCode(name, parameters.Code as Parameters, configOf(name).triggers ?? []);
        keep(name, { ...deployed, handler: String(parameters.Handler) });
        return {};
      },
    },
    UpdateFunctionConfiguration: {
      takes: { ...named, ...configurable },
      answer(parameters) {
        const { name, deployed } = find(parameters);
        keep(name, configured(deployed, parameters));
        return {};
      },
    },
    BatchCreateTrigger: {
      takes: { ...named, Triggers: 'string', Count: 'number' },
      answer(parameters) {
        const { name } = find(parameters);
        const before = configOf(name).triggers ?? [];
        const created = triggersOf(parameters);
        const twice = created.find(one => before.some(other => other.name === one.name));
        if (twice) throw new ApiError('ResourceInUse.Trigger', `The trigger ${twice.name} exists.`);
        writeTriggers(name, [...before, ...created]);
        parts.reload();
        return {};
      },
    },
    DeleteTrigger: {
      takes: { ...named, TriggerName: 'string', Type: 'string' },
      answer(parameters) {
        const { name } = find(parameters);
        const before = configOf(name).triggers ?? [];
        const after = before.filter(trigger => trigger.name !== parameters.TriggerName);
        if (after.length === before.length) {
          throw new ApiError(
            'ResourceNotFound.Trigger',
            `The trigger ${parameters.TriggerName} does not exist.`,
          );
        }
        writeTriggers(name, after);
        parts.reload();
        return {};
      },
    },
    Invoke: {
      takes: { ...named, ClientContext: 'string?', LogType: 'string?' },
      async answer(parameters) {
        const { name } = find(parameters);
        const event = JSON.parse(String(parameters.ClientContext ?? '{}')) as Parameters;
        const outcome = await host.invoke(name, event, { source: 'scf' });
        const said = outcome.ok
          ? { RetMsg: outcome.json, ErrMsg: '' }
          : { RetMsg: '', ErrMsg: outcome.message };
        return { Result: { ...said, InvokeResult: outcome.ok ? 0 : 1 } };
      },
    },
  };
}

function checkNamespace({ Namespace }: Parameters): void {
  if (Namespace === ENVIRONMENT) return;
  throw new ApiError('ResourceNotFound.Namespace', `The namespace ${Namespace} does not exist.`);
}

/** What was set, changed by those parameters that are there. Variables are replaced as a whole. */
function configured(deployed: Deployed, parameters: Parameters): Deployed {
  const { Description, MemorySize, Timeout, Environment } = parameters;
  if (MemorySize !== undefined) checkOneOf('MemorySize', MemorySize, [128, 256, 512, 1024, 2048]);
  if (Timeout !== undefined && !(Number(Timeout) >= 1 && Number(Timeout) <= LONGEST)) {
    throw new ApiError('InvalidParameterValue.Timeout', `Timeout must be 1 to ${LONGEST} seconds.`);
  }
  return {
    ...deployed,
    ...(Description === undefined ? {} : { description: String(Description) }),
    ...(MemorySize === undefined ? {} : { memory: Number(MemorySize) }),
    ...(Timeout === undefined ? {} : { timeout: Number(Timeout) }),
    ...(Environment === undefined ? {} : { variables: variablesOf(Environment as Parameters) }),
  };
}

function variablesOf(environment: Parameters): Record<string, string> {
  checkShape(environment, { Variables: 'list' }, 'Environment.');
  const variables = environment.Variables as Parameters[];
  for (const each of variables)
    checkShape(each, { Key: 'string', Value: 'string' }, 'Environment.Variables.');
  return Object.fromEntries(variables.map(({ Key, Value }) => [String(Key), String(Value)]));
}

function triggersOf({ Triggers, Count }: Parameters): Trigger[] {
  const listed = JSON.parse(String(Triggers)) as Parameters[];
  if (!Array.isArray(listed) || listed.length !== Count) {
    throw new ApiError('InvalidParameterValue', 'Triggers must be a list of Count triggers.');
  }
  return listed.map(each => {
    checkShape(each, { TriggerName: 'string', Type: 'string', TriggerDesc: 'string' }, 'Triggers.');
    checkOneOf('Triggers.Type', each.Type, ['timer']);
    const config = String(each.TriggerDesc);
    if (config.trim().split(/\s+/).length !== 7) {
      throw new ApiError('InvalidParameterValue.TriggerCronFormat', `"${config}" has not seven fields.`);
    }
    return { name: String(each.TriggerName), type: 'timer', config };
  });
}
