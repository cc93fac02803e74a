/** The faults that the suite must find are still faults of this code: `npm run test:faults` puts each of them in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withFault } from '@test/faults/fault';
import { seeded, worlds } from '@test/faults/seeded';
import { textOf } from '@test/support/source';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

describe('the list of seeded faults', () => {
  it('is of thirty at least, eight of each world at least, and each where its world is', () => {
    const placed = {
      rules: worlds.rules.filter(({ file }) => file.startsWith('src/core/')),
      useCases: worlds.useCases.filter(({ file }) => file.startsWith('cloudfunctions/')),
      pages: worlds.pages.filter(({ file }) => /^src\/(?!core\/)/.test(file)),
    };
    expect(placed).toEqual(worlds);
    expect(seeded.length).toBeGreaterThanOrEqual(30);
    for (const faults of Object.values(worlds)) expect(faults.length).toBeGreaterThanOrEqual(8);
  });

  it('has none twice', () => {
    expect(new Set(seeded.map(({ file, find, put }) => file + find + put)).size).toBe(seeded.length);
    expect(new Set(seeded.map(({ says }) => says)).size).toBe(seeded.length);
  });
});

describe.each(seeded.map(fault => [fault.says, fault] as const))('“%s”', (_, fault) => {
  it('has one place in its file, and is a change there that can be read', () => {
    const before = textOf(fault.file);
    const after = withFault(before, fault);
    expect(after).not.toBe(before);
    const { diagnostics } = ts.transpileModule(after, {
      fileName: fault.file,
      reportDiagnostics: true,
      compilerOptions: { jsx: ts.JsxEmit.ReactJSX, target: ts.ScriptTarget.ES2022 },
    });
    expect(diagnostics?.map(one => one.messageText)).toEqual([]);
  });

  it('has one test file or two that must find it, and they are there', () => {
    expect([1, 2]).toContain(fault.tests.length);
    const missing = fault.tests.filter(test => !/\.test\.tsx?$/.test(test) || !existsSync(join(root, test)));
    expect(missing).toEqual([]);
    // A name that no test has any more would run nothing, and find nothing.
    const nameless = fault.tests.filter(test => fault.only && !textOf(test).includes(fault.only));
    expect(nameless).toEqual([]);
  });
});
