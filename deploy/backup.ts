/** `npm run backup`: an environment’s documents, into a folder. */

import path from 'node:path';
import { parseArgs } from 'node:util';
import { iso } from '@core/kernel/dates';
import { beginBackup, endBackup, type Manifest, writeCollection } from './archive';
import { openCloud } from './cloud-api';
import { listCollections } from './collections';
import { command } from './command';
import { openDocuments } from './documents';
import { findEnvironment } from './environment';
import { BadUsage, parsed, readAccount } from './options';

const USAGE = `npm run backup -- --env ID --to DIR [--region ap-shanghai] [--proxy URL]
  DIR must be empty or not there yet. Personal data stays sealed in it: the keys are not in a backup, and without
  YUEYUE_KEYS and YUEYUE_PEPPER it is worth nothing. Uploaded files are not in it.
In the environment: TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY`;

async function run(): Promise<void> {
  const text = { type: 'string' } as const;
  const values = parsed(USAGE, () =>
    parseArgs({ options: { env: text, to: text, region: text, proxy: text } }),
  );
  const { account, problems } = readAccount(values, process.env);
  if (!values.env) problems.push('--env ID is missing: the environment to copy.');
  if (!values.to) problems.push('--to DIR is missing: the folder to copy into.');
  if (problems.length > 0) throw new BadUsage(problems, USAGE);
  const { env, to } = values as { env: string; to: string };

  const api = openCloud(account);
  const names = await listCollections(api, await findEnvironment(api, env));
  const documents = openDocuments(env, account);
  beginBackup(to);
  const begun = iso(Date.now());
  const collections: Manifest['collections'] = [];
  for (const name of names) {
    const written = await writeCollection(to, name, documents.pages(name));
    collections.push(written);
    process.stdout.write(`${name}: ${written.documents}\n`);
  }
  endBackup(to, { format: 1, env, begun, done: iso(Date.now()), collections });
  const total = collections.reduce((sum, each) => sum + each.documents, 0);
  process.stdout.write(
    `${total} documents of ${names.length} collections are in ${path.resolve(to)}. Keep YUEYUE_KEYS and YUEYUE_PEPPER elsewhere: they are not in it.\n`,
  );
}

command(run);
