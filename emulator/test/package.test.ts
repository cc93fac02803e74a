/** The package as another project has it: packed, started from a folder of its own, explained by its README. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { USAGE } from '../cli-options';

const root = path.join(__dirname, '..');
const dir = mkdtempSync(path.join(tmpdir(), 'somewhere-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const output = (command: string, args: string[], cwd: string) =>
  new Promise<string>((done, failed) => {
    const shell = process.platform === 'win32';
    execFile(command, args, { cwd, shell }, (error, out) => (error ? failed(error) : done(out)));
  });

test('the command runs in any folder, also where another project’s tsconfig.json has names for what it imports', async () => {
  writeFileSync(path.join(dir, 'tsconfig.json'), '{"compilerOptions":{"paths":{"busboy":["./busboy.js"]}}}');
  writeFileSync(path.join(dir, 'busboy.js'), 'throw new Error("not this one")');
  const bin = path.join(root, 'bin', 'wechat-local-cloud.cjs');
  expect(await output(process.execPath, [bin, '--help'], dir)).toBe(`${USAGE}\n`);
});

test('what is packed is all that runs, without the tests', async () => {
  const [{ files }] = JSON.parse(await output('npm', ['pack', '--dry-run', '--json'], root)) as [
    { files: { path: string }[] },
  ];
  const packed = files.map(file => file.path);
  for (const needed of [
    'README.md',
    'LICENSE',
    'tsconfig.json',
    'bin/wechat-local-cloud.cjs',
    'cli.ts',
    'worker.cjs',
    'inspector/page/index.html',
    'database/expressions/zones.ts',
  ]) {
    expect(packed).toContain(needed);
  }
  expect(packed.filter(file => /(^|\/)test\//.test(file))).toEqual([]);
});

test('the README holds the command’s own list of options', () => {
  expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toContain(`\`\`\`\n${USAGE}\n\`\`\``);
});
