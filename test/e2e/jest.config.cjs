/** Browser tests: one browser at a time, against the product as `npm start` runs it. */
const { globalSetup, globalTeardown, ...base } = require('../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testEnvironment: '<rootDir>/test/e2e/environment.ts',
  testTimeout: 240000,
};
