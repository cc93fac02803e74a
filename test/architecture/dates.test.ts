/** Days and times are reckoned, read and written in src/core/kernel/dates.ts, with dayjs, and nowhere else. */
import { filesBelow, nodesOf, specifiersOf } from '@test/support/source';
import ts from 'typescript';

const dates = 'src/core/kernel/dates.ts';
const product = filesBelow('src', 'cloudfunctions', 'deploy', 'demo').filter(file => file !== dates);

/** What else may look like reckoning with dates, and why it is none. */
const exceptions: Record<string, string> = {
  'src/services/vault.ts: 60_000': 'characters in a piece of what is locked away',
  'deploy/ejson.ts: new Date(Number($date.$numberLong))': 'a Date is what the database’s export holds',
  'deploy/ejson.ts: value.getTime': 'a Date is what the database’s export holds',
};

/** A minute, an hour or a day, in milliseconds, seconds or minutes. */
const lengths = new Set([60_000, 3_600_000, 86_400_000, 3600, 86_400, 1440]);
const members =
  /^(parse|UTC|toISOString|toJSON|getTime|getTimezoneOffset|(get|set)(UTC)?(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|Year)|toLocale(Date|Time)?String)$/;

function byHand(node: ts.Node): boolean {
  if (ts.isNumericLiteral(node)) return lengths.has(Number(node.text));
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date';
  if (!ts.isPropertyAccessExpression(node)) return false;
  const name = node.name.text;
  const ofDate = name !== 'parse' && name !== 'UTC';
  return members.test(name) && (ofDate || node.expression.getText() === 'Date');
}

const found = product.flatMap(file =>
  nodesOf(file)
    .filter(byHand)
    .map(node => `${file}: ${node.getText()}`),
);

it('dayjs is imported by the dates file alone, and nothing of it but utc', () => {
  const everything = filesBelow(
    'src',
    'cloudfunctions',
    'deploy',
    'demo',
    'config',
    'bench',
    'test',
    'emulator',
  );
  const importers = everything.flatMap(file =>
    specifiersOf(file)
      .filter(name => /^dayjs(\/|$)/.test(name))
      .map(name => `${file} → ${name}`),
  );
  expect(importers).toEqual([`${dates} → dayjs`, `${dates} → dayjs/plugin/utc`]);
});

it('the dates file asks dayjs for UTC alone', () => {
  const calls = nodesOf(dates)
    .filter(node => ts.isIdentifier(node) && node.text === 'dayjs' && !ts.isImportClause(node.parent))
    .map(node => node.parent.getText());
  expect([...new Set(calls)].sort()).toEqual(['dayjs.Dayjs', 'dayjs.extend', 'dayjs.utc']);
});

it('nobody else reckons or writes dates by hand', () => {
  expect(found.filter(one => !exceptions[one])).toEqual([]);
});

it('every exception to that is still needed', () => {
  expect(Object.keys(exceptions).filter(one => !found.includes(one))).toEqual([]);
});
