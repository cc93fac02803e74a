import type { KnipConfig } from 'knip';

/** What a page list gives; the build declares it for the application's configuration. */
type Pages = { pages: string[]; subPackages: { root: string; pages: string[] }[] };

/** The pages by the application's own list: each is loaded by its place, with its configuration beside it. */
async function pages(): Promise<string[]> {
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config });
  const app = (await import('./src/app.config')).default as unknown as Pages;
  const whole = app.subPackages.flatMap(({ root, pages }) => pages.map(page => `${root}/${page}`));
  return [...app.pages, ...whole].flatMap(page => [`src/${page}.tsx`, `src/${page}.config.ts`]);
}

const config = async (): Promise<KnipConfig> => ({
  workspaces: { '.': await ofProduct(), emulator: ofLocalCloud },
  // npm puts a workspace's command there by itself.
  ignoreBinaries: ['wechat-local-cloud'],
  // Taro loads its own packages by name.
  ignoreDependencies: ['@tarojs/plugin-*', '@tarojs/react'],
  // Jest reads a test's environment from the repository's root.
  ignoreUnresolved: ['./test/e2e/environment.ts'],
});

const ofLocalCloud = {
  entry: ['worker.cjs', 'inspector/page/app.js', 'test/**/*.test.ts', 'test/support/database-writer.ts'],
  project: ['**/*.{ts,js,cjs,mjs}'],
};

/** What nothing imports and yet is used: everything that is loaded by its place. Scripts, jest and babel knip knows itself. */
const ofProduct = async () => ({
  entry: [
    'src/app.tsx',
    'src/app.config.ts',
    ...(await pages()),
    // The browser's own, in place of the file of that name.
    'src/**/*.h5.{ts,tsx}',
    '{cloudfunctions,bench/control,test/support}/*/main.ts',
    'config/index.ts',
    'config/{taro,lean-templates}.js',
    'config/aria/{plugin,runtime}.js',
    'config/complete-lock.mjs',
    'test/weapp/wechat-compiler.cjs',
    'test/weapp/pictures.ts',
    // They write what tests hold against, once a release or a fixture.
    'test/architecture/keep-names.ts',
    'test/contract/release.ts',
    'test/fixtures/data-folder/write.ts',
  ],
  project: ['**/*.{ts,tsx,js,cjs,mjs,scss,sass}'],
  // Laid into a copy of the product by its test.
  ignore: ['test/fixtures/probe/**'],
  jest: { config: ['jest.config.cjs', 'test/*/jest.config.cjs'] },
});

export default config;
