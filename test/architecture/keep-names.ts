/** `npx tsx test/architecture/keep-names.ts` adds the names of today's tests to those kept; it takes none away. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listOf, namesOf, namesToday, namesWith, type Renamed } from './test-names';

const folder = join(__dirname, '..');
const list = join(folder, 'names-before.txt');

const before = namesOf(existsSync(list) ? readFileSync(list, 'utf8') : '');
const renamed = JSON.parse(readFileSync(join(folder, 'renamed.json'), 'utf8')) as Renamed;
writeFileSync(list, listOf(namesWith(before, namesToday(), renamed)));
