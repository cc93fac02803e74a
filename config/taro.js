/**
 * In the phone, instead of @tarojs/taro's own entry, which does the same. That one requires the whole of Taro's runtime to
 * take one thing out of it, so that nothing of the runtime can be left out of the package (16 KB).
 */
const hooks = require('@tarojs/runtime').hooks;
const taro = require('@tarojs/api').default;

hooks.call('initNativeApi', taro);

module.exports = taro;
module.exports.default = taro;
