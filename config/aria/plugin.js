const path = require('node:path');
const { ariaComponents } = require('./attributes');

/** Taro plugin: writes aria-* into WeChat's component templates, where Taro 4.2 has none (0.4 KB gzipped). */
module.exports = ctx => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.platform !== 'weapp') return;
      platform.template.mergeComponents(ctx, ariaComponents);
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'runtime.js')].flat();
    },
  });
};
