const { folders } = require('./config/path-names.cjs');
const { paths } = require('./tsconfig.base.json').compilerOptions;

/** Everything but the tests in a browser; those have configurations of their own in test/e2e and test/weapp. */
module.exports = {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/build-once.ts',
  globalTeardown: '<rootDir>/test/support/clean-up.ts',
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'],
  roots: ['<rootDir>/test', '<rootDir>/emulator/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/weapp/'],
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          // For what runs before all tests, where Jest maps no names.
          baseUrl: __dirname,
          paths,
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Taro's own packages do not load outside its build; these few stand in for them.
  moduleNameMapper: {
    '\\.scss$': '<rootDir>/test/support/taro-styles.ts',
    '^@tarojs/components$': '<rootDir>/test/support/taro-components.tsx',
    '^@tarojs/taro$': '<rootDir>/test/support/taro.ts',
    ...Object.fromEntries(
      Object.entries(folders).map(([name, folder]) => [`^${name}/(.*)$`, `${folder}/$1`]),
    ),
  },
  transformIgnorePatterns: ['/node_modules/(?!(croner|uqr|tyme4ts|valibot|@noble)/)'],
  // Jest leaves a core free by itself, which on two of them is half of what there is.
  maxWorkers: '100%',
  testTimeout: 180_000,
};
