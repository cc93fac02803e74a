/**
 * Writes config/collections.json, which the deployment and the local cloud take, from what the capabilities declare:
 * `npx tsx config/collections.ts`. A test holds the two equal.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collections } from '@api/capabilities';

/** Collections as the file lists them. */
export const declared = () => Object.entries(collections).map(([name, rest]) => ({ name, ...rest }));

if (require.main === module) {
  const file = join(__dirname, 'collections.json');
  writeFileSync(file, JSON.stringify(declared()));
  execFileSync(join(__dirname, '../node_modules/.bin/biome'), ['format', '--write', file], {
    stdio: 'inherit',
  });
}
