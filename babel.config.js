/** Targets are the phones WeChat still runs on; config/build.ts gives the same list to autoprefixer. */
module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        targets: { ios: '13', chrome: '80' },
        useBuiltIns: false,
      },
    ],
  ],
};
