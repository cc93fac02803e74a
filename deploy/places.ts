/** `npm run places`: an environment’s first areas, stations, rooms and people, out of a file. */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { command } from './command';
import { type Documents, openDocuments } from './documents';
import { type Document, lineOfDocument } from './ejson';
import { BadUsage, parsed, readAccount } from './options';
import { readWorld } from './world-file';

const USAGE = `npm run places -- --env ID --from FILE.json [--yes] [--overwrite] [--region ap-shanghai] [--proxy URL]
  Adds what is missing, names what is there and different, removes nothing. Without --yes it changes nothing.
  --overwrite  puts the file’s fields over those that differ; other fields stay
  The file: see docs/deploying.md, “The first people”. It holds openids: keep it out of the repository.
In the environment: TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY`;

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
  if (!values.from) problems.push('--from FILE.json is missing: the areas, stations, rooms and people.');
  if (problems.length > 0) throw new BadUsage(problems, USAGE);

  const world = readWorld(JSON.parse(readFileSync(values.from!, 'utf8')));
  const documents = openDocuments(values.env!, account);
  const work: { how: 'put' | 'change'; collection: string; document: Document }[] = [];
  for (const [collection, wanted] of world) {
    const there = await readAll(documents, collection);
    for (const document of wanted) {
      const before = there.get(document._id);
      if (before && lineOfDocument(before) === lineOfDocument({ ...before, ...document })) continue;
      if (before && !values.overwrite) {
        say(`! ${collection} ${document._id} is there and different; it stays. --overwrite changes it.`);
        continue;
      }
      say(`${before ? '~' : '+'} ${collection} ${document._id} ${String(document.name ?? document.title)}`);
      work.push({ how: before ? 'change' : 'put', collection, document });
    }
  }
  if (work.length === 0) return say('Nothing to do.');
  if (!values.yes) return say('Nothing was changed. Say --yes to do it.');
  for (const { how, collection, document } of work) await documents[how](collection, document);
  say(`${work.length} written.`);
}

async function readAll(documents: Documents, collection: string): Promise<Map<string, Document>> {
  const all = new Map<string, Document>();
  for await (const page of documents.pages(collection)) {
    for (const document of page) all.set(document._id, document);
  }
  return all;
}

command(run);
