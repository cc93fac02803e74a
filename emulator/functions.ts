import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A timer as `config.json` declares it; `config` is the platform's seven-field expression, in UTC+8. */
export type Trigger = { name: string; type: string; config: string };

/** A cloud function as its folder describes it. */
export type CloudFunction = { name: string; entry: string; openapi: string[]; triggers: Trigger[] };

/**
 * The functions of a folder: each subfolder with an index.js is one, named like the subfolder.
 * A config.json that is no JSON is reported to `log` and counts as empty, as an upload would refuse it.
 */
export function readFunctions(dir: string, log: (line: string) => void): Map<string, CloudFunction> {
  const found = new Map<string, CloudFunction>();
  for (const name of existsSync(dir) ? readdirSync(dir).sort() : []) {
    const entry = path.join(dir, name, 'index.js');
    if (!existsSync(entry)) continue;
    const config = readConfig(path.join(dir, name, 'config.json'), log);
    found.set(name, {
      name,
      entry,
      openapi: config.permissions?.openapi ?? [],
      triggers: (config.triggers ?? []).filter(trigger => trigger.type === 'timer'),
    });
  }
  return found;
}

type Config = { permissions?: { openapi?: string[] }; triggers?: Trigger[] };

function readConfig(file: string, log: (line: string) => void): Config {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Config;
  } catch (error) {
    log(`[emulator] ${file} is not JSON: ${(error as Error).message}`);
    return {};
  }
}
