/** The names of the repository's tests, read off the source: `describe › … › title`, wherever their files are. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, treeOf } from '@test/support/source';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

/** How often each name is there. */
export type Names = Map<string, number>;

/** Old name → new name, of tests that were renamed on purpose. */
export type Renamed = Record<string, string>;

/** The word a call begins with: `describe` of `describe.each(table)('…')`. */
function wordOf(called: ts.Expression): string {
  if (ts.isIdentifier(called)) return called.text;
  if (ts.isPropertyAccessExpression(called) || ts.isCallExpression(called)) return wordOf(called.expression);
  return ts.isTaggedTemplateExpression(called) ? wordOf(called.tag) : '';
}

/** A title as it is written: text, or else the source of what it is computed by. */
function titleOf(title: ts.Expression): string {
  const text = ts.isStringLiteralLike(title) ? title.text : title.getText();
  return text.replace(/\s+/g, ' ');
}

/** The names in one file, one for each place where a test is written: rows of a table share theirs. */
export function namesIn(tree: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node, within: string[]) => {
    let inside = within;
    if (ts.isCallExpression(node) && node.arguments.length > 1) {
      const word = wordOf(node.expression);
      const [title] = node.arguments;
      const whole = [...within, titleOf(title!)];
      if (word === 'it' || word === 'test') names.push(whole.join(' › '));
      if (/^describe/.test(word)) inside = whole;
    }
    ts.forEachChild(node, child => visit(child, inside));
  };
  visit(tree, []);
  return names;
}

/** Every file of tests in the repository, in whichever of its folders. */
export function testFiles(): string[] {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !/^(\.|node_modules$|dist$)/.test(entry.name))
    .map(entry => entry.name);
  return filesBelow(...folders).filter(file => /\.test\.tsx?$/.test(file) && !/(^|\/)dist\//.test(file));
}

export function counted(names: Iterable<string>): Names {
  const counts: Names = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

export const namesToday = () => counted(testFiles().flatMap(file => namesIn(treeOf(file))));

/** What a name is today, however often it was changed. */
function nameNow(name: string, renamed: Renamed): string {
  const seen = new Set<string>();
  let now = name;
  while (Object.hasOwn(renamed, now) && !seen.has(now)) {
    seen.add(now);
    now = renamed[now]!;
  }
  return now;
}

/** How often each of today's names must be there, for all of those before to be. */
function owed(before: Names, renamed: Renamed): Names {
  const counts: Names = new Map();
  for (const [name, count] of before) {
    const now = nameNow(name, renamed);
    counts.set(now, (counts.get(now) ?? 0) + count);
  }
  return counts;
}

/** Names of before that are not there any more, as often as they were. */
export function missingNames(before: Names, today: Names, renamed: Renamed): string[] {
  return [...owed(before, renamed)]
    .filter(([name, count]) => (today.get(name) ?? 0) < count)
    .map(([name, count]) => (count > 1 ? `${name} (${today.get(name) ?? 0} of ${count})` : name));
}

/** The names of before, and today's that were not owed. */
export function namesWith(before: Names, today: Names, renamed: Renamed): Names {
  const all = new Map(before);
  const known = owed(before, renamed);
  for (const [name, count] of today) {
    const more = count - (known.get(name) ?? 0);
    if (more > 0) all.set(name, (before.get(name) ?? 0) + more);
  }
  return all;
}

const times = / \(×(\d+)\)$/;

/** One name a line, sorted; those that are there more than once say how often. */
export function listOf(names: Names): string {
  const lines = [...names].map(([name, count]) => (count > 1 ? `${name} (×${count})` : name));
  return `${lines.sort().join('\n')}\n`;
}

export function namesOf(list: string): Names {
  const lines = list.split('\n').filter(line => line !== '');
  return new Map(lines.map(line => [line.replace(times, ''), Number(times.exec(line)?.[1] ?? 1)]));
}
