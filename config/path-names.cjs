/**
 * The names by which files are imported across folders (`@core/…`, `@app/…`). They are written once, in
 * tsconfig.base.json, which TypeScript, esbuild and tsx read by themselves; Jest, Taro and the law tests take them here.
 */
const { join } = require('node:path');
const { paths } = require('../tsconfig.base.json').compilerOptions;

const root = join(__dirname, '..');

/** Name → folder: `@core` → `/…/src/core`. */
const folders = Object.fromEntries(
  Object.entries(paths).map(([name, [folder]]) => [
    name.replace('/*', ''),
    join(root, folder, '..').replace(/\/$/, ''),
  ]),
);

module.exports = { folders };
