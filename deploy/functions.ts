import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CloudApi, CloudRefusal } from './cloud-api';
import type { Environment } from './environment';
import { type Call, type Plan, type Step, together } from './plan';
import { digestOf, filesIn, zip } from './zip';

type Trigger = { name: string; type: string; config: string };

/** A built function, as a deployment takes it. */
export type BuiltFunction = {
  name: string;
  zip: Buffer;
  /** A digest of its files. */
  code: string;
  /** WeChat's interfaces that its config.json asks for. */
  openapi: string[];
  triggers: Trigger[];
  timeout: number;
  memory: number;
  /** The variables it is to have. */
  variables: Record<string, string>;
};

/** What an environment says of a function it has. */
export type Deployed = {
  Status: string;
  StatusDesc?: string;
  Runtime: string;
  Description: string;
  MemorySize: number;
  Timeout: number;
  Environment?: { Variables?: { Key: string; Value: string }[] };
  Triggers?: { TriggerName: string; Type: string; TriggerDesc: string }[];
};

/** What the bundles are made for (config/functions.ts), and the oldest that Tencent still keeps up. */
const RUNTIME = 'Nodejs18.15';
/** The largest archive that goes up within a call; Tencent’s own client draws the line here. */
const LARGEST_ZIP = 1.5 * 1024 * 1024;

/** Reads a built function from its folder. @throws Error where it would not deploy */
export function readFunction(
  folder: string,
  settings: { timeout: number; memory: number },
  variables: Record<string, string>,
): BuiltFunction {
  const name = path.basename(folder);
  if (!existsSync(path.join(folder, 'index.js')))
    throw new Error(`${folder} holds no index.js; build again.`);
  const files = filesIn(folder);
  const packed = zip(files);
  if (packed.length > LARGEST_ZIP) {
    throw new Error(`The function ${name} is ${kilobytes(packed)}; at most 1536 KB can be uploaded.`);
  }
  const configFile = path.join(folder, 'config.json');
  const config = (existsSync(configFile) ? JSON.parse(readFileSync(configFile, 'utf8')) : {}) as {
    permissions?: { openapi?: string[] };
    triggers?: Trigger[];
  };
  return {
    name,
    zip: packed,
    code: digestOf(files),
    openapi: config.permissions?.openapi ?? [],
    triggers: config.triggers ?? [],
    variables,
    ...settings,
  };
}

/** What an environment says of a function; undefined when it has none of that name. */
export async function describeFunction(
  api: CloudApi,
  environment: Environment,
  name: string,
): Promise<Deployed | undefined> {
  try {
    return await api.call<Deployed>(scf(environment, name, 'GetFunction', { ShowCode: 'FALSE' }));
  } catch (error) {
    if (error instanceof CloudRefusal && error.code === 'ResourceNotFound.Function') return undefined;
    throw error;
  }
}

/** A function’s variables as they are set there. */
export function variablesOf(deployed: Deployed | undefined): Record<string, string> {
  return Object.fromEntries((deployed?.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value]));
}

/**
 * What makes the environment’s functions those built: code, then settings, then timers. A function’s description there
 * carries the digest of its code, written after the code; so a death between the two uploads the code once more.
 * `permitted` says that somebody has uploaded these functions’ permissions with WeChat’s tools.
 */
export async function planFunctions(
  api: CloudApi,
  environment: Environment,
  functions: BuiltFunction[],
  { permitted }: { permitted: boolean },
): Promise<Plan> {
  const plans: Plan[] = [];
  for (const one of functions) {
    plans.push(planFunction(environment, one, await describeFunction(api, environment, one.name), permitted));
  }
  return together(plans);
}

function planFunction(
  environment: Environment,
  built: BuiltFunction,
  deployed: Deployed | undefined,
  permitted: boolean,
): Plan {
  const steps: Step[] = [];
  const notes: string[] = [];
  const step = (what: string, ...calls: Call[]) =>
    steps.push({ title: `function ${built.name}: ${what}`, calls });
  const call = (action: string, parameters: object) => scf(environment, built.name, action, parameters);

  const asked = permissionsOf(built);
  const known = /permissions=(\w+)/.exec(deployed?.Description ?? '')?.[1];
  const permissions = permitted && built.openapi.length > 0 ? asked : known;
  const description = [`code=${built.code}`, ...(permissions ? [`permissions=${permissions}`] : [])].join(
    ' ',
  );
  // A variable that somebody has set by hand stays; ours are put over it.
  const variables = { ...variablesOf(deployed), ...built.variables };
  const settings = {
    Description: description,
    MemorySize: built.memory,
    Timeout: built.timeout,
    ...(Object.keys(variables).length === 0
      ? {}
      : { Environment: { Variables: Object.entries(variables).map(([Key, Value]) => ({ Key, Value })) } }),
    ...environment.logs,
  };
  const code = {
    Handler: 'index.main',
    InstallDependency: 'FALSE',
    Code: { ZipFile: built.zip.toString('base64') },
  };

  if (!deployed) {
    const made = { ...code, ...settings, Runtime: RUNTIME, Role: 'TCB_QcsRole', Stamp: 'MINI_QCBASE' };
    step(`create (${kilobytes(built.zip)})`, call('CreateFunction', made));
  } else {
    const same = /code=(\w+)/.exec(deployed.Description)?.[1] === built.code;
    if (!same) step(`code (${kilobytes(built.zip)})`, call('UpdateFunctionCode', code));
    const differing = [
      ...(deployed.MemorySize === built.memory ? [] : [`memory ${deployed.MemorySize} → ${built.memory} MB`]),
      ...(deployed.Timeout === built.timeout ? [] : [`timeout ${deployed.Timeout} → ${built.timeout} s`]),
      ...differingVariables(variablesOf(deployed), variables),
      ...(deployed.Description === description ? [] : ['description']),
    ];
    if (differing.length > 0) step(differing.join(', '), call('UpdateFunctionConfiguration', settings));
    if (deployed.Runtime !== RUNTIME) {
      notes.push(
        `${built.name} runs on ${deployed.Runtime}; it is tried on ${RUNTIME}. A runtime is set when a function is made: to change it, delete the function in the console and run again.`,
      );
    }
  }

  const before = (deployed?.Triggers ?? []).filter(({ Type }) => Type === 'timer').map(triggerOf);
  const gone = before.filter(one => !built.triggers.some(other => alike(one, other)));
  const added = built.triggers.filter(one => !before.some(other => alike(one, other)));
  if (gone.length + added.length > 0) {
    step(
      [
        ...gone.map(one => `timer ${one.name} away`),
        ...added.map(one => `timer ${one.name} ${one.config}`),
      ].join(', '),
      ...gone.map(one => removeTrigger(environment, built.name, one.name)),
      ...(added.length > 0 ? [addTriggers(environment, built.name, added)] : []),
    );
  }

  if (built.openapi.length > 0 && permissions !== asked) {
    notes.push(
      `By hand: ${built.name} calls ${built.openapi.join(', ')}. WeChat only takes that permission from its own developer tools: open this folder there, right-click dist/cloudfunctions/${built.name}, 上传并部署：所有文件. Then run this once with --permissions-uploaded. Until then those calls fail with -604101.`,
    );
  }
  return { steps, notes, problems: [] };
}

/** A call of `action` on one function. */
export function scf({ id }: Environment, name: string, action: string, more: object): Call {
  return { service: 'scf', action, parameters: { FunctionName: name, Namespace: id, ...more } };
}

/** Takes a timer off a function. */
export function removeTrigger(environment: Environment, name: string, trigger: string): Call {
  return scf(environment, name, 'DeleteTrigger', { TriggerName: trigger, Type: 'timer' });
}

function addTriggers(environment: Environment, name: string, triggers: Trigger[]): Call {
  const listed = triggers.map(one => ({ TriggerName: one.name, Type: one.type, TriggerDesc: one.config }));
  return scf(environment, name, 'BatchCreateTrigger', {
    Triggers: JSON.stringify(listed),
    Count: listed.length,
  });
}

type Timer = { name: string; config: string };

/** The platform answers a timer’s expression as JSON, with the expression in `cron`; elsewhere it is bare. */
function triggerOf({ TriggerName, TriggerDesc }: { TriggerName: string; TriggerDesc: string }): Timer {
  if (!TriggerDesc.startsWith('{')) return { name: TriggerName, config: TriggerDesc };
  return { name: TriggerName, config: String((JSON.parse(TriggerDesc) as { cron?: string }).cron) };
}

const alike = (one: Timer, other: Timer) => one.name === other.name && one.config === other.config;

/** Names alone: values are secrets. */
function differingVariables(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(after)
    .filter(key => before[key] !== after[key])
    .map(key => (key in before ? `variable ${key} changed` : `variable ${key} new`));
}

const permissionsOf = ({ openapi }: BuiltFunction) =>
  createHash('sha256')
    .update([...openapi].sort().join())
    .digest('hex')
    .slice(0, 12);

const kilobytes = (bytes: Buffer) => `${Math.ceil(bytes.length / 1024)} KB`;
