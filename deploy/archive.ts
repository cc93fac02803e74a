import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Document, documentOfLine, lineOfDocument } from './ejson';

/** What a backup holds, and how to know that it still does. */
export type Manifest = {
  format: 1;
  env: string;
  /** When it was begun and done, ISO 8601: documents are each as they were at some time between. */
  begun: string;
  done: string;
  collections: { name: string; documents: number; sha256: string }[];
};

const MANIFEST = 'manifest.json';
const fileOf = (dir: string, collection: string) => path.join(dir, `${collection}.ejsonl`);

/**
 * Begins a backup in a folder. What an interrupted backup left there is overwritten; anything else is not.
 * @throws Error where the folder holds something
 */
export function beginBackup(dir: string): void {
  const found = existsSync(dir) ? readdirSync(dir) : [];
  if (found.includes(MANIFEST)) throw new Error(`${dir} holds a backup already; choose another folder.`);
  const foreign = found.find(name => !name.endsWith('.ejsonl'));
  if (foreign)
    throw new Error(`${dir} holds ${foreign}; choose an empty folder, or one that is not there yet.`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** Writes one collection, as its pages come. */
export async function writeCollection(
  dir: string,
  name: string,
  pages: AsyncIterable<Document[]>,
): Promise<Manifest['collections'][number]> {
  const hash = createHash('sha256');
  let documents = 0;
  writeFileSync(fileOf(dir, name), '', { mode: 0o600 });
  for await (const page of pages) {
    const text = page.map(document => `${lineOfDocument(document)}\n`).join('');
    appendFileSync(fileOf(dir, name), text);
    hash.update(text);
    documents += page.length;
  }
  return { name, documents, sha256: hash.digest('hex') };
}

/** Ends a backup: only now does it count as one. */
export function endBackup(dir: string, manifest: Manifest): void {
  const file = path.join(dir, MANIFEST);
  writeFileSync(`${file}.part`, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}

/** Reads a backup’s manifest and every file it names. @throws Error where anything is missing or other than it was */
export function checkBackup(dir: string): Manifest {
  const file = path.join(dir, MANIFEST);
  if (!existsSync(file)) throw new Error(`${dir} is no whole backup: it has no ${MANIFEST}.`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.format !== 1) throw new Error(`${file} is of a format that this version does not know.`);
  for (const { name, documents, sha256 } of manifest.collections) {
    if (!existsSync(fileOf(dir, name))) throw new Error(`The backup lacks ${name}.ejsonl.`);
    const bytes = readFileSync(fileOf(dir, name));
    const lines = bytes.toString('utf8').split('\n').length - 1;
    if (createHash('sha256').update(bytes).digest('hex') !== sha256 || lines !== documents) {
      throw new Error(
        `${name}.ejsonl is not as it was when the backup was made: ${lines} lines, ${documents} then.`,
      );
    }
  }
  return manifest;
}

/** A collection’s documents out of a checked backup. */
export function readCollection(dir: string, name: string): Document[] {
  const lines = readFileSync(fileOf(dir, name), 'utf8').split('\n');
  return lines.filter(line => line !== '').map(documentOfLine);
}
