import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { LocalCloudOptions } from './cloud';
import type { CollectionSpec } from './database';
import { readFunctions } from './functions';
import type { FunctionSettings } from './host';

export const USAGE = `wechat-local-cloud --functions DIR --data DIR [--port N] [options]

  --functions DIR       a folder of cloud functions, or a project whose project.config.json names one
  --data DIR            where everything is kept; made when it is not there
  --port N              0, as without it, takes any free port
  --collections FILE    JSON: ["orders", {"name": "users", "indexes": [{"fields": {"openid": 1}, "unique": true}]}]
  --settings FILE       JSON, what the console sets: {"FUNCTION": {"timeout": 20, "memory": 512, "env": {"KEY": "v"}}}
  --push-to FUNCTION    gets WeChat's message push, such as the verdict on a picture
  --instances N         how many instances run at once, 8 unless told
  --now TIME            where the clock starts, such as 2027-06-01T09:00+08:00
  --web DIR             a built browser app, served at /`;

/** Reads the command line. Throws an Error that says what is wrong and what to write instead. */
export function readOptions(args: string[]): LocalCloudOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const functionsDir = functionsIn(folder('--functions', needed('--functions', values.functions)));
  const functions = values.settings ? settingsIn(values.settings, functionsDir) : undefined;
  const pushTo = values['push-to'];
  if (pushTo && !readFunctions(functionsDir, () => {}).has(pushTo)) {
    throw new Error(`--push-to ${pushTo}: there is no such function in ${functionsDir}`);
  }
  return {
    functionsDir,
    dataDir: dataFolder(needed('--data', values.data)),
    port: wholeNumber('--port', values.port ?? '0', 0, 65_535),
    collections: values.collections ? collectionsIn(values.collections) : [],
    ...(functions ? { functions } : {}),
    ...(pushTo ? { pushTo } : {}),
    ...(values.instances ? { instances: wholeNumber('--instances', values.instances, 1, 64) } : {}),
    ...(values.now ? { now: time(values.now) } : {}),
    ...(values.web ? { webRoot: folder('--web', values.web) } : {}),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        functions: text,
        data: text,
        port: text,
        collections: text,
        settings: text,
        'push-to': text,
        instances: text,
        now: text,
        web: text,
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function needed(option: string, value: string | undefined): string {
  if (!value) throw new Error(`${option} is missing.\n\n${USAGE}`);
  return value;
}

function folder(option: string, value: string): string {
  const dir = path.resolve(value);
  if (!existsSync(dir)) throw new Error(`${option} ${value}: there is no such folder (${dir})`);
  if (!statSync(dir).isDirectory()) throw new Error(`${option} ${value} is a file, not a folder`);
  return dir;
}

function dataFolder(value: string): string {
  const dir = path.resolve(value);
  if (existsSync(dir) && !statSync(dir).isDirectory()) {
    throw new Error(`--data ${value} is a file, not a folder`);
  }
  return dir;
}

/** The folder itself, or the one that a mini-program's project names as its cloudfunctionRoot. */
function functionsIn(dir: string): string {
  if (readFunctions(dir, () => {}).size > 0) return dir;
  const project = path.join(dir, 'project.config.json');
  const root = existsSync(project)
    ? (json('project.config.json', project) as { cloudfunctionRoot?: string }).cloudfunctionRoot
    : undefined;
  const named = root ? path.join(dir, root) : undefined;
  if (named && readFunctions(named, () => {}).size > 0) return named;
  if (existsSync(path.join(dir, 'index.js'))) {
    throw new Error(`${dir} is itself a function: give the folder that it lies in, ${path.dirname(dir)}`);
  }
  throw new Error(
    `There are no cloud functions in ${named ?? dir}: each is a subfolder with an index.js. ` +
      'Functions that need a build must be built first.',
  );
}

function collectionsIn(file: string): CollectionSpec[] {
  const list = json('--collections', file);
  const form = '["orders", {"name": "users", "indexes": []}]';
  if (!Array.isArray(list)) throw new Error(`--collections ${file} must hold a list, such as ${form}`);
  return list.map((entry: unknown) => {
    const spec = typeof entry === 'string' ? { name: entry } : (entry as Partial<CollectionSpec> | null);
    if (typeof spec?.name !== 'string' || !Array.isArray(spec.indexes ?? [])) {
      throw new Error(`--collections ${file}: ${JSON.stringify(entry)} is no collection; write ${form}`);
    }
    return { indexes: [], ...spec } as CollectionSpec;
  });
}

function settingsIn(file: string, functionsDir: string): Record<string, FunctionSettings> {
  const settings = json('--settings', file);
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw new Error(`--settings ${file} must hold {"FUNCTION": {"timeout": seconds, "memory": MB}}`);
  }
  const known = readFunctions(functionsDir, () => {});
  for (const [name, { timeout = 3, memory = 256 }] of Object.entries<FunctionSettings>(
    settings as Record<string, FunctionSettings>,
  )) {
    if (!known.has(name)) throw new Error(`--settings ${file}: there is no function ${name}`);
    if (!(timeout >= 1 && timeout <= 900)) throw new Error(`--settings ${file}: ${name}: 1 to 900 seconds`);
    if (!(memory >= 32 && memory <= 3072)) throw new Error(`--settings ${file}: ${name}: 32 to 3072 MB`);
  }
  return settings as Record<string, FunctionSettings>;
}

function json(option: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${option} ${file}: there is no such file`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${option} ${file} is not JSON: ${(error as Error).message}`);
  }
}

function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
    throw new Error(`${option} ${value} is not a number from ${least} to ${most}`);
  }
  return number;
}

function time(value: string): string {
  if (!/(Z|[+-]\d\d:?\d\d)$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new Error(`--now ${value} is no time with an offset; write 2027-06-01T09:00+08:00`);
  }
  return value;
}
