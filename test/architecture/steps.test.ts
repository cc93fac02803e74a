/** What the browser tests' runner makes of a failure: the steps after it are skipped, and it is never lost. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const dir = mkdtempSync(join(tmpdir(), 'yueyue-steps-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Outcome = { success: boolean; numFailedTests: number; numPendingTests: number };

/** Runs a file of tests as the browser tests are run. */
function outcomeOf(source: string): Promise<Outcome> {
  writeFileSync(join(dir, 'some.test.js'), source);
  const config = {
    rootDir: dir,
    testEnvironment: resolve('test/e2e/environment.ts'),
    transform: { '\\.ts$': require.resolve('@swc/jest') },
  };
  const args = [require.resolve('jest/bin/jest'), '--json', '--config', JSON.stringify(config)];
  return new Promise(done => {
    execFile(process.execPath, args, (_, out) => done(JSON.parse(out) as Outcome));
  });
}

it('a step that fails is failed, and those after it are skipped', async () => {
  const steps = 'test("a", () => {}); test("b", () => { throw new Error("no"); }); test("c", () => {});';
  expect(await outcomeOf(steps)).toMatchObject({ success: false, numFailedTests: 1, numPendingTests: 1 });
});

it('where the preparation fails, every step is failed', async () => {
  const steps =
    'describe("d", () => { beforeAll(() => { throw new Error("no"); }); test("a", () => {}); test("b", () => {}); });';
  expect(await outcomeOf(steps)).toMatchObject({ success: false, numFailedTests: 2, numPendingTests: 0 });
});
