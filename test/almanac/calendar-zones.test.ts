/** Everything that is tried of dates and the calendar here (`calendar*.test.ts`), once more on machines in other zones. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

type Result = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; message: string }[];
};

/** Runs Jest on them in a process of its own: a zone set while a process runs comes too late. */
function runIn(zone: string): Promise<Result> {
  const { globalSetup, globalTeardown, ...config } = require(join(root, 'jest.config.cjs'));
  const settings = JSON.stringify({
    ...config,
    rootDir: root,
    testMatch: [join(__dirname, 'calendar*.test.ts')],
    testPathIgnorePatterns: [__filename],
  });
  const args = [require.resolve('jest/bin/jest'), '--config', settings, '--runInBand', '--json', '--silent'];
  const { JEST_WORKER_ID, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const options = { cwd: root, env: { ...env, TZ: zone }, maxBuffer: 2 ** 26 };
    execFile(process.execPath, args, options, (_, out, err) => {
      try {
        resolve(JSON.parse(out));
      } catch {
        reject(new Error(err));
      }
    });
  });
}

it.each(['America/New_York', 'Asia/Shanghai'])(
  'dates and the calendar are the same on a machine in %s',
  async zone => {
    const { numPassedTests, numFailedTests, testResults } = await runIn(zone);
    expect(testResults.map(({ message }) => message).join('')).toBe('');
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThan(250);
  },
  300_000,
);
