/**
 * Writes the parts of the documents that can be read off the code, each between two marks: `npm run documents`. A test
 * holds documents and code equal (test/architecture/documents.test.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { childrenDays, defaultDays } from '@core/privacy/retention';
import declared from './privacy.json';
import { readWays, type Start, type Way } from './ways';
import { touchedBy, untouchedBy } from './weapp/declarations';

const root = join(__dirname, '..');

/** The ways that docs/architecture.md shows, by the name of their part. */
const shownWays: Record<string, Start> = {
  registration: { page: 'src/pages/register/index.tsx', actions: ['registration.create'] },
  scan: { page: 'src/station/door/gate/index.tsx', actions: ['checkin.scan'] },
  'imported row': {
    page: 'src/station/plan/index.tsx',
    actions: ['publishing.preview', 'publishing.import'],
    functions: ['cloudfunctions/sheets/main.ts'],
  },
  'clock minute': { functions: ['cloudfunctions/clock/main.ts'], duties: true },
};

/** Every generated part, by the document it is in and its name there; `ways` takes seconds to read. */
export function parts(): Record<string, Record<string, string>> {
  const wayOf = readWays();
  return {
    'docs/deploying.md': { 'clock costs': clockCosts(), 'privacy guide': privacyGuide() },
    'docs/architecture.md': Object.fromEntries(
      Object.entries(shownWays).map(([name, start]) => [name, listed(wayOf(start))]),
    ),
  };
}

/** A document with its parts as they should be. @throws where a part has no marks, or marks have no part */
export function filled(document: string, text: string, contents: Record<string, string>): string {
  const names = [...text.matchAll(/^<!-- generated: (.+) -->$/gm)].map(match => match[1]!);
  const missing = Object.keys(contents).filter(name => !names.includes(name));
  if (missing.length > 0) throw new Error(`${document} has no place for: ${missing.join(', ')}`);
  return text.replace(/(<!-- generated: (.+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    const content = contents[name];
    if (content === undefined) throw new Error(`${document}: nothing generates ${name}`);
    return `${begin}\n${content}\n\n${end}`;
  });
}

/** What the clock asks of the database while nothing happens, from the bench's own figures for the fewest activities. */
function clockCosts(): string {
  const results = readFileSync(join(root, 'bench/RESULTS.md'), 'utf8');
  const callsOf = (what: string) =>
    Number(new RegExp(`^\\| 100 activities, ${what} +\\| +(\\d+) \\|`, 'm').exec(results)?.[1]);
  const [idle, whole] = [callsOf('idle'), callsOf('control: every duty')];
  if (!idle || !whole) throw new Error('bench/RESULTS.md says nothing of the clock: npm run bench');
  const month = Math.round(((idle * 60 + whole) * 24 * 30) / 10_000) * 10_000;
  return `The clock wakes every minute and asks the database ${idle} times where nothing is to be done, once an hour ${whole} times: some ${month.toLocaleString('en')} calls a month before anybody registers.`;
}

/** What the guide of WeChat's console has to say: interfaces as the build uses them, what is typed, what is not touched. */
function privacyGuide(): string {
  const used = Object.entries(declared.interfaces).map(([name, why]) => {
    const by = name === 'camera' ? '`<camera>`' : `\`wx.${name}\``;
    return `| ${touchedBy(name)} | ${by} | ${why} |`;
  });
  const typed = Object.entries(declared.typed).map(
    ([what, why]) => `| ${what} | typed into a field | ${why} |`,
  );
  return [
    '| what | by | why, in the guide’s words |',
    '| --- | --- | --- |',
    ...used,
    ...typed,
    '',
    `Not used: ${untouchedBy(Object.keys(declared.interfaces)).join('、')}. Names, phones and answers are held for`,
    `${defaultDays} days after the activity (unless the environment says otherwise), children’s for ${childrenDays}.`,
  ].join('\n');
}

const rows: Record<keyof Way, string> = {
  page: 'the page',
  door: 'to the cloud and in',
  declared: 'declared in',
  server: 'use cases and stores',
  rules: 'rules',
};

/** A way as a table, a line for each folder. */
function listed(way: Way): string {
  const lines = (Object.keys(rows) as (keyof Way)[]).flatMap(row =>
    way[row].length === 0 ? [] : [`| ${rows[row]} | ${folders(way[row])} |`],
  );
  return ['| where | files |', '| --- | --- |', ...lines].join('\n');
}

/** Files by their folders, in the order of the first of each. */
function folders(files: readonly string[]): string {
  const byFolder = new Map<string, string[]>();
  for (const file of files)
    byFolder.set(dirname(file), [...(byFolder.get(dirname(file)) ?? []), basename(file)]);
  return [...byFolder].map(([folder, own]) => `\`${folder}/\` ${own.join(', ')}`).join('<br>');
}

if (require.main === module) {
  for (const [document, contents] of Object.entries(parts())) {
    const file = join(root, document);
    writeFileSync(file, filled(document, readFileSync(file, 'utf8'), contents));
    console.log(`${document}: ${Object.keys(contents).join(', ')}`);
  }
}
