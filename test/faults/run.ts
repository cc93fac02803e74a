/**
 * Whether the suite still guards what it guards: each fault of seeded.ts is written into a copy of the repository, and
 * the tests named beside it must go red there. The copy is thrown away, so that a run cut off leaves no fault behind.
 *
 *   npm run test:faults                    all of them
 *   npm run test:faults -- door masking    those whose file or words hold one of these
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundledWith, textOf } from '@test/support/source';
import { type Fault, withFault } from './fault';
import { seeded } from './seeded';

const root = join(__dirname, '..', '..');
/** A fault that makes a test wait for ever is no fault caught. */
const longest = 3 * 60_000;

/** Which tests of each file failed; nothing where Jest did not come to an end. */
type Outcome = Map<string, string[]> | undefined;

/** As much of Jest's report as is read. */
type Report = {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

/** A name as a pattern that means nothing else. */
const plain = (name: string) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const distinct = (names: readonly string[]) => [...new Set(names)];

let running: ChildProcess | undefined;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** All that is here but what git ignores, changes not yet committed among it. */
function copyTo(copy: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of new Set(listed.split('\0').filter(Boolean))) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

/** Bundling the functions takes longer than most tests, so it is left out where none of them asks for it. */
const needsFunctions = (test: string) =>
  [...bundledWith([test])].some(file => /\.tsx?$/.test(file) && textOf(file).includes('YUEYUE_FUNCTIONS'));

/** What is run: whole files, or of each the tests that are called so. */
type Run = { tests: readonly string[]; only?: readonly string[] };

async function runTests(copy: string, { tests, only = [] }: Run, limit?: number): Promise<Outcome> {
  const { globalSetup, globalTeardown, ...others } = require(join(copy, 'jest.config.cjs'));
  const config = {
    ...others,
    ...(tests.some(needsFunctions) ? { globalSetup, globalTeardown } : {}),
    rootDir: copy,
    cacheDirectory: join(copy, '.cache', 'jest'),
  };
  const report = join(copy, '.cache', 'report.json');
  const temporary = join(copy, '.cache', 'tmp');
  rmSync(report, { force: true });
  mkdirSync(temporary, { recursive: true });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const named = only.length > 0 ? ['--testNamePattern', `(${only.map(plain).join('|')})$`] : [];
  // A test that stops half way leaves its cloud running, and Jest would wait for that.
  const end = ['--forceExit', '--json', '--outputFile', report];
  const options = ['--config', JSON.stringify(config), ...end, ...named];
  // What a run that is cut off leaves lies in the copy too, and goes with it.
  const child = spawn(process.execPath, [jest, ...options, '--runTestsByPath', ...tests], {
    cwd: copy,
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  });
  running = child;
  const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit);
  await once(child, 'close');
  clearTimeout(timer);
  running = undefined;
  return existsSync(report) ? failedOf(copy, JSON.parse(readFileSync(report, 'utf8'))) : undefined;
}

function failedOf(copy: string, { testResults }: Report): Outcome {
  const failed = new Map<string, string[]>();
  for (const { name, status, assertionResults } of testResults) {
    // A file that fails without one of its tests was not run: that is a broken copy, not a fault found.
    if (status === 'failed' && assertionResults.every(one => one.status !== 'failed')) return undefined;
    const red = assertionResults.filter(one => one.status === 'failed').map(one => one.fullName);
    failed.set(name.slice(copy.length + 1), red);
  }
  return failed;
}

/** Says what is red before anything was put wrong; true where nothing is. */
async function allGreen(copy: string, faults: readonly Fault[]): Promise<boolean> {
  const only = distinct(faults.flatMap(fault => fault.only ?? []));
  const tests = distinct(faults.flatMap(fault => fault.tests));
  if (tests.length === 0) return true;
  say(`${tests.length} test files without a fault …`);
  const outcome = await runTests(copy, { tests, only });
  if (!outcome) say('The tests do not run, with no fault in them.');
  for (const [test, red] of outcome ?? [])
    for (const name of red) say(`red without a fault: ${test}: ${name}`);
  return outcome !== undefined && [...outcome.values()].every(red => red.length === 0);
}

/** Puts one fault in, runs its tests, and takes it out again. */
async function isCaught(copy: string, fault: Fault): Promise<boolean> {
  const began = Date.now();
  const file = join(copy, fault.file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, withFault(text, fault));
  const outcome = await runTests(
    copy,
    { tests: fault.tests, ...(fault.only ? { only: [fault.only] } : {}) },
    longest,
  );
  writeFileSync(file, text);
  const green = fault.tests.filter(test => !outcome?.get(test)?.length);
  const why = outcome ? `green: ${green.join(', ')}` : 'the tests did not run to their end';
  const verdict = green.length === 0 ? 'caught    ' : 'NOT CAUGHT';
  say(`${verdict} ${fault.file}: ${fault.says} (${((Date.now() - began) / 1000).toFixed(0)} s)`);
  say(`           ${green.length === 0 ? [...outcome!.values()].flat()[0] : why}`);
  return green.length === 0;
}

async function runAll(faults: readonly Fault[]): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'yueyue-faults-'));
  const cleanUp = () => rmSync(copy, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      running?.kill('SIGKILL');
      cleanUp();
      process.exit(1);
    });
  try {
    copyTo(copy);
    const whole = await allGreen(
      copy,
      faults.filter(fault => !fault.only),
    );
    const named = await allGreen(
      copy,
      faults.filter(fault => fault.only),
    );
    if (!whole || !named) return 1;
    let missed = 0;
    for (const fault of faults) if (!(await isCaught(copy, fault))) missed++;
    say(`${faults.length - missed} of ${faults.length} faults caught`);
    return missed === 0 ? 0 : 1;
  } finally {
    cleanUp();
  }
}

const words = process.argv.slice(2);
const chosen = seeded.filter(
  ({ file, says }) => words.length === 0 || words.some(word => `${file} ${says}`.includes(word)),
);
if (chosen.length === 0) {
  say(`No fault is about ${words.join(', ')}.`);
  process.exit(1);
}
const began = Date.now();
void runAll(chosen).then(code => {
  say(`${((Date.now() - began) / 60_000).toFixed(1)} min`);
  process.exit(code);
});
