/** What is written about the code, as the laws read it. */
import { readdirSync, readFileSync } from 'node:fs';

const markdown = (folder: string) =>
  readdirSync(folder)
    .filter(name => name.endsWith('.md'))
    .map(name => (folder === '.' ? name : `${folder}/${name}`));

/** The decisions' files, one for each word or room. */
export const decisions = markdown('docs/decisions');

/** Every document of the product. */
export const documents = [...markdown('.'), ...markdown('docs'), ...decisions];

export const readme = readFileSync('README.md', 'utf8');
const table = readme.slice(readme.indexOf('| word |')).split('\n\n')[0]!;

/** The words of all capabilities, as the README lists them. */
export const words = [...table.matchAll(/^\| ([a-z][a-z-]*) \| /gm)].map(match => match[1]!).slice(1);
