/** Data folders as earlier versions wrote them (test/fixtures/data-folder), opened by the version under test. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type written from '@test/fixtures/data-folder/2026-12/expected.json';
import { digestOf, phoneIn, unpack } from '@test/fixtures/data-folder/archive';
import { startTestCloud, type TestCloud } from './cloud';

export type Expected = typeof written;

const folders = join(__dirname, '..', 'fixtures', 'data-folder');
const read = (version: string, file: string) => readFileSync(join(folders, version, file));
const archive = 'kept.json.gz';

/** The folders there are, by the year and month of their version. */
export const keptVersions = readdirSync(folders).filter(name => /^\d{4}-\d{2}$/.test(name));

/** What is to be found in one. */
export const expectedOf = (version: string) =>
  JSON.parse(read(version, 'expected.json').toString('utf8')) as Expected;

/** What the storage of the gate's phone held, by key. */
export const phoneOf = (version: string) => phoneIn(read(version, archive));

/** The digest of its archive as it lies there. */
export const archiveDigest = (version: string) => digestOf(read(version, archive));

/** Starts a cloud on a copy of one: at the hour at which it was left, or after a time in which nothing ran. */
export async function openKept(version: string, now = expectedOf(version).now): Promise<TestCloud> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yueyue-kept-'));
  unpack(read(version, archive), dataDir);
  return startTestCloud({ dataDir, now });
}
