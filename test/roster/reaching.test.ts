/** One way from who calls to what they may touch (roster/reaching.ts), and one place where rosters' ids are made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsIn, worlds } from '@config/typecheck';
import { filesBelow, textOf } from '@test/support/source';
import ts from 'typescript';

const product = filesBelow('src/core', 'cloudfunctions');
/** Files where a pattern is found, comments aside. */
const having = (pattern: RegExp) =>
  product.filter(file => pattern.test(textOf(file).replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')));

describe('the way to an activity, its sessions and their rosters is one', () => {
  it('what a caller may of an activity is asked there, and of a message about one where messages are', () => {
    expect(having(/\.permit\(\{[^}]*\bactivityId\b/)).toEqual([
      'cloudfunctions/api/messages/calls.ts',
      'cloudfunctions/api/roster/reaching.ts',
    ]);
  });

  it('an activity that the caller names is looked up there, and where a code is shown that says it', () => {
    expect(having(/activities\.find\((input|asked)?\.?activityId\)/)).toEqual([
      'cloudfunctions/api/plan/staging.ts',
      'cloudfunctions/api/registration/refusing.ts',
      'cloudfunctions/api/roster/reaching.ts',
      'cloudfunctions/api/self-check-in/checking-in.ts',
      'cloudfunctions/api/wall/wall.ts',
    ]);
  });
});

describe('an id of a roster', () => {
  it('is made in one place', () => {
    expect(having(/\$\{(\w+\.)?(activityId|_id)\}-\$\{/)).toEqual([
      'src/core/roster/identity.ts',
      // A tally's, which is of a session and never a roster's.
      'cloudfunctions/api/counts/store.ts',
    ]);
  });

  it('is taken apart nowhere', () => {
    expect(
      having(/\b(rosterId|roster\._id|target)\.(slice|split|substring|startsWith|replace|match)\(/),
    ).toEqual([]);
    expect(having(/\.(slice|substring)\((\w+\.)?activityId\.length/)).toEqual([]);
  });
});

const disputes = 'cloudfunctions/api/door/disputes.ts';
const door = 'cloudfunctions/api/door/capability.ts';

/** The files of the door that do not compile where its use case of disputes asks by another permission. */
function complaints(permission: string): string[] {
  const server = worlds().find(({ name }) => name === 'cloudfunctions')!;
  const text = readFileSync(disputes, 'utf8');
  expect(text).toContain("Context<'door.settle'>");
  const host = ts.createCompilerHost(server.options);
  const read = host.readFile;
  const isDisputes = (file: string) => file === join(process.cwd(), disputes);
  host.readFile = file =>
    isDisputes(file) ? text.replaceAll("Context<'door.settle'>", `Context<'${permission}'>`) : read(file);
  host.getSourceFile = (file, options) => ts.createSourceFile(file, host.readFile(file) ?? '', options, true);
  const files = [disputes, door].map(file => join(process.cwd(), file));
  const errors = errorsIn({ ...server, files }, host);
  return [...new Set(errors.map(({ file }) => file!.fileName.split('/api/')[1]!))].sort();
}

describe('a use case', () => {
  it('compiles where it says the permission that its action asks for', () => {
    expect(complaints('door.settle')).toEqual([]);
  });

  it('that says another one does not', () => {
    expect(complaints('gate.run')).toEqual(['door/capability.ts']);
  });

  it('that says one which is not for sessions does not, and reaches none', () => {
    expect(complaints('family.own')).toEqual(['door/capability.ts', 'door/disputes.ts']);
  });
});
