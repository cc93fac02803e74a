/** What documents say of the code is what the code says: parts that are written from it, and what is written by hand. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filled, parts } from '@config/documents';
import privacy from '@config/privacy.json';
import { decisions, documents, readme, words } from '@test/support/documents';
import { filesBelow, treeOf } from '@test/support/source';
import { namesIn } from './test-names';

const generated = parts();

describe('a document with generated parts', () => {
  it.each(Object.keys(generated))('%s says what the code says: npm run documents writes it', document => {
    const text = readFileSync(document, 'utf8');
    expect(text).toBe(filled(document, text, generated[document]!));
  });

  it('without a place for a part is refused, and so is a place that nothing fills', () => {
    const place = '<!-- generated: costs -->\nold\n<!-- end -->';
    expect(filled('a.md', place, { costs: 'new' })).toBe('<!-- generated: costs -->\n\nnew\n\n<!-- end -->');
    expect(() => filled('a.md', place, { costs: 'new', ways: '' })).toThrow('a.md has no place for: ways');
    expect(() => filled('a.md', place, {})).toThrow('a.md: nothing generates costs');
  });

  it('names every interface that touches personal data, location among them', () => {
    const guide = generated['docs/deploying.md']!['privacy guide']!;
    for (const name of Object.keys(privacy.interfaces)) expect(guide).toMatch(new RegExp(`[.<]${name}[\`>]`));
    expect(guide).toMatch(/^\| 位置 \| `wx\.getLocation` \|/m);
    expect(guide.slice(guide.indexOf('Not used'))).not.toContain('位置');
  });
});

it('a way leads from the page through the function to the rules', () => {
  const way = generated['docs/architecture.md']!.registration!;
  for (const file of ['Register.tsx', 'transport.ts', 'router.ts', 'registering.ts', 'seating.ts'])
    expect(way).toContain(file);
  expect(way).not.toContain('capabilities.ts');
});

it('every way has its diagram, in which no semicolon ends a line too early', () => {
  const [, ...sections] = readFileSync('docs/architecture.md', 'utf8').split(/^## /m);
  const diagrams = sections.map(text => text.match(/```mermaid\n([\s\S]*?)```/)?.[1] ?? 'none;');
  expect(diagrams).toHaveLength(Object.keys(generated['docs/architecture.md']!).length);
  expect(diagrams.filter(diagram => diagram.includes(';'))).toEqual([]);
});

describe('the decisions', () => {
  /** Rooms that belong to no capability: what all are built on, the app and the functions as a whole, and the tools. */
  const rooms = ['kernel', 'roster', 'phone', 'functions', 'local-cloud', 'tooling'];
  const entries = decisions.flatMap(file => {
    const [, ...texts] = readFileSync(file, 'utf8').split(/^## /m);
    return texts.map(text => ({ file, title: text.split('\n')[0]!, text }));
  });
  const titles = entries.map(({ title }) => title.toLowerCase());

  it('are in one file for each capability’s word, or one of a few rooms', () => {
    const names = decisions.map(file => file.slice('docs/decisions/'.length, -'.md'.length));
    expect(names.filter(name => ![...words, ...rooms].includes(name))).toEqual([]);
    expect(entries.length).toBeGreaterThan(80);
  });

  it('say each when, in which status, in what context, what was decided and what follows', () => {
    const line = /\n\n20\d\d-\d\d-\d\d · (accepted|superseded by “[^”]+”)(; [^\n]+)?\n\n/;
    const whole = [/\*\*Context\.\*\* \S/, /\*\*Decision\.\*\* \S/, /\*\*Consequence\.\*\* \S/];
    const wanting = entries.filter(({ text }) => ![line, ...whole].every(pattern => pattern.test(text)));
    expect(wanting.map(({ file, title }) => `${file}: ${title}`)).toEqual([]);
  });

  it('come newest first', () => {
    for (const file of decisions) {
      const dates = [...readFileSync(file, 'utf8').matchAll(/^(20\d\d-\d\d-\d\d) ·/gm)].map(
        match => match[1]!,
      );
      expect({ file, dates }).toEqual({ file, dates: [...dates].sort().reverse() });
    }
  });

  it('refer to one another by titles that are there', () => {
    const named = entries.flatMap(({ text }) =>
      [...text.matchAll(/(?:superseded|refined) by “([^”]+)”|(?:refines|supersedes) “([^”]+)”/g)].map(
        match => match[1] ?? match[2]!,
      ),
    );
    expect(named.filter(title => !titles.includes(title.toLowerCase()))).toEqual([]);
  });
});

describe('the laws in CONTRIBUTING.md', () => {
  const laws = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| .+ \| ([a-z-]+): (.+) \|$/gm)].map(
    ([, file, title]) => ({ file: `test/architecture/${file}.test.ts`, title: title! }),
  );

  it('name a test that is there', () => {
    const missing = laws.filter(({ file, title }) => {
      const names = existsSync(file) ? namesIn(treeOf(file)) : [];
      return !names.some(name => name.split(' › ').includes(title));
    });
    expect(missing).toEqual([]);
  });

  it('leave out no file of laws', () => {
    const all = filesBelow('test/architecture').filter(file => file.endsWith('.test.ts'));
    expect(all.filter(file => !laws.some(law => law.file === file))).toEqual([]);
  });
});

it('the README lists every script', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const short = ['start', 'test'];
  const command = (name: string) => (short.includes(name) ? `npm ${name}` : `npm run ${name}`);
  expect(Object.keys(scripts).filter(name => !new RegExp(`${command(name)}(?![\\w:])`).test(readme))).toEqual(
    [],
  );
});

it('the README lists every option of npm start', () => {
  const usage = readFileSync('demo/start.ts', 'utf8').match(/^const usage = `[\s\S]*?`;/m)![0];
  const options = [...usage.matchAll(/^ {2}(--[a-z]+)/gm)].map(match => match[1]!);
  expect(options).toContain('--watch');
  expect(options.filter(option => !readme.includes(`| \`${option}`))).toEqual([]);
});

it('a document’s links lead to files that are there', () => {
  const broken = documents.flatMap(document =>
    [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
      .map(match => match[1]!)
      .filter(target => !existsSync(join(dirname(document), target)))
      .map(target => `${document} → ${target}`),
  );
  expect(broken).toEqual([]);
});
