/** Browser tests, against the product as `npm start` runs it; each file has a cloud and a browser of its own. */
const { globalSetup, globalTeardown, ...base } = require('../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
  testEnvironment: '<rootDir>/test/e2e/environment.ts',
  testTimeout: 240000,
};
