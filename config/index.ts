import path from 'node:path';
import type { UserConfigExport } from '@tarojs/cli';
import { ModuleList } from './module-list';
import { folders } from './path-names.cjs';

/**
 * What React's scheduler and Taro's own window look for and never find in WeChat, said beforehand. Left to be found out in
 * the phone, `navigator` drags in all of Taro's runtime, and `global` a function made of text, which WeChat refuses.
 */
const absentInWeChat = { 'typeof navigator': JSON.stringify('undefined'), global: '({})' };

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
  alias: { '@core': folders['@core'], '@app': folders['@app'] },
  outputRoot: process.env.BUILD_OUTPUT ?? `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  plugins: ['aria/plugin.js', 'lean-templates.js'].map(file => path.join(__dirname, file)),
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // Only for the browser: WeChat's templates are collected while parsing, which a cached module skips.
  cache: { enable: process.env.TARO_ENV === 'h5' },
  logger: { quiet: true, stats: false },
  // Said for every build, since a phone has no `process` to look in.
  defineConstants: { 'process.env.CLOUD_ENV': JSON.stringify(process.env.CLOUD_ENV ?? '') },
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
    // The reader of HTML in Taro's runtime (10 KB): the product gives it none.
    runtime: { enableInnerHTML: false },
    optimizeMainPackage: { enable: true },
    enableSourceMap: false,
    // No minifyXML: it reads templates as HTML and takes </input> away, which WeChat's compiler refuses.
    // They ship class fields, which iOS 13 does not read.
    compile: { include: [(name: string) => /\/node_modules\/(uqr|@noble)\//.test(name)] },
    postcss: { pxtransform: { enable: false, config: {} } },
    webpackChain: (chain, webpack) => {
      chain.performance.hints(false);
      chain.plugin('module-list').use(ModuleList);
      chain.module
        .rule('lean-runtime')
        .test(/@tarojs[\\/](shared[\\/]dist[\\/]native-apis|plugin-platform-weapp[\\/]dist[\\/]runtime)\.js$/)
        .use('lean-runtime')
        .loader(path.join(__dirname, 'lean-runtime.js'));
      chain.resolve.alias.set('@tarojs/taro$', path.join(__dirname, 'taro.js'));
      chain.plugin('absent').use(webpack.DefinePlugin, [absentInWeChat]);
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
      chain.plugin('module-list').use(ModuleList);
      // What residents see comes as one piece, as in WeChat's main package: once one page has opened, all open without
      // a network. Staff's pages are another, and the reader of codes comes when a camera is opened.
      const one = { chunks: 'async', enforce: true } as const;
      chain.optimization.splitChunks({
        chunks: 'all',
        cacheGroups: {
          default: false,
          reader: { ...one, test: /[\\/]jsqr[\\/]/, name: 'reader', priority: 3 },
          station: { ...one, test: /[\\/]src[\\/]station[\\/]/, name: 'station', priority: 2 },
          resident: { ...one, name: 'resident', priority: 1 },
        },
      });
    },
  },
};

export default config;
