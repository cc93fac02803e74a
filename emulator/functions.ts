import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cronProblem } from './cron';

/** A timer as `config.json` declares it; `config` is the platform's seven-field expression, in UTC+8. */
type Trigger = { name: string; type: string; config: string };

/** A cloud function as its folder describes it. */
export type CloudFunction = { name: string; entry: string; openapi: string[]; triggers: Trigger[] };

type Config = { permissions?: { openapi?: string[] }; triggers?: Trigger[] };

/**
 * The functions of a folder: each subfolder with an index.js is one, named like the subfolder. What an upload would
 * refuse (a config.json that is no JSON, a timer that cannot be read) is reported to `log` and counts as absent.
 */
export function readFunctions(dir: string, log: (line: string) => void): Map<string, CloudFunction> {
  const found = new Map<string, CloudFunction>();
  for (const name of existsSync(dir) ? readdirSync(dir).sort() : []) {
    const entry = path.join(dir, name, 'index.js');
    if (!existsSync(entry)) continue;
    const config = readConfig(path.join(dir, name, 'config.json'), log);
    const openapi = config.permissions?.openapi;
    found.set(name, {
      name,
      entry,
      openapi: Array.isArray(openapi) ? openapi.map(String) : [],
      triggers: readTriggers(name, config.triggers, log),
    });
  }
  return found;
}

function readConfig(file: string, log: (line: string) => void): Config {
  if (!existsSync(file)) return {};
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Config | null) ?? {};
  } catch (error) {
    log(`[emulator] ${file} is not JSON: ${(error as Error).message}`);
    return {};
  }
}

function readTriggers(name: string, triggers: unknown, log: (line: string) => void): Trigger[] {
  const timers = (Array.isArray(triggers) ? (triggers as Trigger[]) : []).filter(
    ({ type }) => type === 'timer',
  );
  return timers.filter(trigger => {
    const problem = cronProblem(String(trigger.config));
    if (problem) log(`[emulator] the timer ${trigger.name} of ${name} does not run: ${problem}`);
    return !problem;
  });
}
