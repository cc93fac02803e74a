/** The WeChat build, run: what is built first is what ships. */
const base = require('../../jest.config.cjs');

module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/weapp'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/weapp/build-first.ts',
  maxWorkers: 2,
  testTimeout: 240000,
};
