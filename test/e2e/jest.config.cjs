/** Browser tests, against the product as `npm start` runs it: two at a time, since what each start builds is there already. */
const { globalSetup, globalTeardown, ...base } = require('../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/e2e/build-first.ts',
  maxWorkers: 2,
  testEnvironment: '<rootDir>/test/e2e/environment.ts',
  testTimeout: 240000,
};
