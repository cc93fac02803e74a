import path from 'node:path';
import type { UserConfigExport } from '@tarojs/cli';

/**
 * Taro's own configuration, read by its command line; `config/build.ts` starts it. Sizes are plain px through
 * the tokens of app.scss (rpx would ignore the reader's font size), so pxtransform is off.
 */
const config: UserConfigExport<'webpack5'> = {
  projectName: 'yueyue-youyue',
  date: '2026-01-01',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  plugins: [path.join(__dirname, 'aria', 'plugin.js')],
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  logger: { quiet: true, stats: false },
  defineConstants: {},
  jsMinimizer: 'terser',
  csso: { enable: true },
  // `output`, not `format`: Taro merges its defaults into the former and terser refuses both.
  terser: {
    enable: true,
    config: {
      ecma: 2017,
      compress: { passes: 3, ecma: 2017, pure_getters: true, keep_fargs: false },
      output: { comments: false, ascii_only: false },
    },
  },
  // 8 nested levels before a custom component takes over; fewer templates, a third of base.wxml.
  baseLevel: 8,
  mini: {
    optimizeMainPackage: { enable: true },
    enableSourceMap: false,
    minifyXML: { collapseWhitespace: true },
    // Ships class fields, which iOS 13 does not read.
    compile: { include: [name => name.includes('/node_modules/uqr/')] },
    postcss: { pxtransform: { enable: false, config: {} } },
    webpackChain: chain => {
      chain.performance.hints(false);
    },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    // Real elements with real roles, instead of web components.
    useHtmlComponents: true,
    enableSourceMap: false,
    router: { mode: 'hash', enhanceAnimation: false },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
      ignoreOrder: true,
    },
    postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} } },
    webpackChain: chain => {
      chain.performance.hints(false);
      // Shared components once, not once a page; the page itself stays its own small chunk.
      chain.optimization.splitChunks({
        chunks: 'all',
        cacheGroups: {
          default: false,
          shared: { name: 'shared', minChunks: 2, minSize: 0, chunks: 'async', reuseExistingChunk: true },
        },
      });
    },
  },
};

export default config;
