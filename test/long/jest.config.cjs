/**
 * Properties alone, by cases nobody has tried: `npm run test:long`, or `-- FILE -t NAME` for some. The seed is printed;
 * `SEED=…` repeats it. CASES and SECONDS say how much of it (cases.ts).
 */
const { execFileSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const base = require('../../jest.config.cjs');

const root = resolve(__dirname, '../..');
const known = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
const properties = known
  .toString()
  .split('\n')
  .filter(
    file => /\.test\.tsx?$/.test(file) && /\bfc\.assert\(/.test(readFileSync(join(root, file), 'utf8')),
  );

// Jest’s workers inherit it.
process.env.SEED ??= String(Math.floor(Math.random() * 2 ** 31));

module.exports = {
  ...base,
  rootDir: root,
  testMatch: properties.map(file => `<rootDir>/${file}`),
  globalSetup: '<rootDir>/test/long/say-seed.ts',
  setupFiles: [...base.setupFiles, '<rootDir>/test/long/cases.ts'],
  testEnvironment: '<rootDir>/test/long/environment.ts',
};
