import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Templates that the local cloud's WeChat takes; a data folder may name others. */
const templates = {
  YUEYUE_TEMPLATE_SEATED: 'demo-template-seated',
  YUEYUE_TEMPLATE_CHANGE: 'demo-template-change',
  YUEYUE_TEMPLATE_REMINDER: 'demo-template-reminder',
};

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
    };
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  }
  return { ...templates, ...(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) };
}
