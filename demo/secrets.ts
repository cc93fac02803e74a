import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The keys the functions run with on this machine: drawn once for a data folder and kept beside the data they
 * seal. In production they are set in the functions' environment and nowhere else.
 */
export function secretsFor(dataDir: string): Record<string, string> {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const secrets = {
      YUEYUE_KEYS: `k1:${randomBytes(32).toString('hex')}`,
      YUEYUE_PEPPER: randomBytes(32).toString('hex'),
      YUEYUE_TEMPLATE_CHANGE: 'demo-template-change',
    };
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
