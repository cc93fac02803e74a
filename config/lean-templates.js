const { sources } = require('webpack');
const { componentConfig } = require('@tarojs/webpack5-runner/dist/utils/component');

/**
 * What the templates bind and no page has: listeners, and attributes that WeChat's own defaults stand in for. A page
 * that comes to need one takes it off here; the short names of the others do not move.
 */
const unused = [
  / bind(touch|longtap|longpress|animation|transition|keyboard|nickname|selection)\w*="eh"/g,
  / (animation|hover-stop-propagation|hover-start-time|safe-password-[\w-]+|always-embed|hold-keyboard|auto-fill)="[^"]*"/g,
];

/**
 * Taro plugin: Taro writes the templates of scroll-view (10 KB) and text (9 KB) into every mini-program, used or not.
 * Taken off the list of what is always there, each comes back where a page imports it; a text without listeners is
 * drawn by static-text, so the two come back together. A view's template stands there thirty-five times over, so what
 * none of them needs goes out of the finished file (6 KB).
 */
module.exports = ctx => {
  const { includes } = componentConfig;
  for (const name of ['scroll-view', 'text', 'static-text']) includes.delete(name);
  const add = includes.add.bind(includes);
  includes.add = name => add(name === 'text' ? 'static-text' : name) && add(name);
  ctx.modifyBuildAssets(({ assets }) => {
    const whole = assets['base.wxml'];
    if (!whole) return;
    const lean = unused.reduce((text, pattern) => text.replace(pattern, ''), whole.source().toString());
    assets['base.wxml'] = new sources.RawSource(lean);
  });
};
