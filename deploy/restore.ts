/** `npm run restore`: a backup’s documents, into an environment. */

import { parseArgs } from 'node:util';
import { checkBackup, readCollection } from './archive';
import { type CloudApi, openCloud } from './cloud-api';
import { listCollections } from './collections';
import { command } from './command';
import { type Documents, openDocuments } from './documents';
import { type Document, lineOfDocument } from './ejson';
import { type Environment, findEnvironment } from './environment';
import { describeFunction, removeTrigger } from './functions';
import { BadUsage, parsed, readAccount } from './options';

const USAGE = `npm run restore -- --env ID --from DIR [--yes] [--overwrite] [--region ap-shanghai] [--proxy URL]
  Without --yes it checks the backup, compares, says what it would do, and changes nothing.
  The environment may hold nothing but what the backup holds: so an interrupted restore goes on when run again.
  --overwrite  puts the backup’s documents in the place of others with their ids; further documents stay
In the environment: TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY`;

/** How many documents are on their way at once. */
const AT_ONCE = 10;
/** The function whose timer goes over the data. */
const CLOCK = 'clock';

/** What an environment’s collection lacks of a backup’s, has otherwise, and has besides; `total` is all it has. */
type Comparison = { missing: Document[]; differing: Document[]; foreign: number; total: number };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const values = parsed(USAGE, () =>
    parseArgs({
      options: { env: text, from: text, region: text, proxy: text, yes: flag, overwrite: flag },
    }),
  );
  const { account, problems } = readAccount(values, process.env);
  if (!values.env) problems.push('--env ID is missing: the environment to fill.');
  if (!values.from) problems.push('--from DIR is missing: the backup’s folder.');
  if (problems.length > 0) throw new BadUsage(problems, USAGE);
  const { env, from, overwrite = false } = values as { env: string; from: string; overwrite?: boolean };

  const manifest = checkBackup(from);
  say(`${from} is whole: ${manifest.env}, ${manifest.done}.`);
  const api = openCloud(account);
  const environment = await findEnvironment(api, env);
  const there = await listCollections(api, environment);
  const lacking = manifest.collections.filter(({ name }) => !there.includes(name)).map(({ name }) => name);
  if (lacking.length > 0) {
    throw new Error(
      `${env} has no collection ${lacking.join(', ')}. Make them first: npm run deploy -- --env ${env} --appid … --data-only`,
    );
  }

  const documents = openDocuments(env, account);
  const compared = await Promise.all(
    manifest.collections.map(async ({ name }) => ({
      name,
      ...(await compare(documents, name, readCollection(from, name))),
    })),
  );
  const work = compared
    .map(({ name, missing, differing }) => ({ name, put: [...missing, ...differing] }))
    .filter(({ put }) => put.length > 0);
  const refusals = compared
    .filter(({ differing, foreign }) => !overwrite && differing.length + foreign > 0)
    .map(
      ({ name, differing, foreign }) =>
        `${name}: ${differing.length} documents differ, ${foreign} are not in the backup`,
    );
  if (refusals.length > 0) {
    throw new Error(
      `Nothing was changed: ${env} is not empty.\n${refusals.map(line => `- ${line}`).join('\n')}\nRestore into another environment, or say --overwrite to put the backup’s documents over those that differ.`,
    );
  }
  for (const { name, put } of work) say(`${name}: ${put.length} to write`);
  if (work.length === 0) say('Nothing to do: every document of the backup is there.');
  else if (!values.yes) say('Nothing was changed. Say --yes to do it.');
  else await write(api, environment, documents, work);
}

async function compare(documents: Documents, name: string, kept: Document[]): Promise<Comparison> {
  const wanted = new Map(kept.map(document => [document._id, document]));
  const comparison: Comparison = { missing: [], differing: [], foreign: 0, total: 0 };
  for await (const page of documents.pages(name)) {
    comparison.total += page.length;
    for (const document of page) {
      const other = wanted.get(document._id);
      if (!other) comparison.foreign++;
      else if (lineOfDocument(other) !== lineOfDocument(document)) comparison.differing.push(other);
      wanted.delete(document._id);
    }
  }
  comparison.missing = [...wanted.values()];
  return comparison;
}

async function write(
  api: CloudApi,
  environment: Environment,
  documents: Documents,
  work: { name: string; put: Document[] }[],
): Promise<void> {
  // The clock cleans away what has no counterpart: over half of a restored world it would clean away the other half.
  const clock = await describeFunction(api, environment, CLOCK);
  for (const { TriggerName } of clock?.Triggers ?? []) {
    await api.call(removeTrigger(environment, CLOCK, TriggerName));
    say(`The timer ${TriggerName} of ${CLOCK} is off; npm run deploy puts it back.`);
  }
  for (const { name, put } of work) {
    const left = [...put];
    const worker = async () => {
      for (let next = left.pop(); next; next = left.pop()) await documents.put(name, next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker)).finally(() => {
      // Where one failed, the others stop with what they hold.
      left.length = 0;
    });
    const { missing, differing, total } = await compare(documents, name, put);
    if (missing.length + differing.length > 0) {
      throw new Error(
        `${name}: ${missing.length + differing.length} documents are not there as written; is somebody using the environment? Run the same command again.`,
      );
    }
    say(`${name}: ${put.length} written, ${total} there`);
  }
  say(
    `Done. Deploy now, so that the functions and their timers run: npm run deploy -- --env ${environment.id} …`,
  );
}

command(run);
