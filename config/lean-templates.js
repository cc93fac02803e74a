const { componentConfig } = require('@tarojs/webpack5-runner/dist/utils/component');

/**
 * Taro plugin: Taro writes the templates of scroll-view (10 KB) and text (9 KB) into every mini-program, used or not.
 * Taken off the list of what is always there, each comes back where a page imports it; a text without listeners is
 * drawn by static-text, so the two come back together.
 */
module.exports = () => {
  const { includes } = componentConfig;
  for (const name of ['scroll-view', 'text', 'static-text']) includes.delete(name);
  const add = includes.add.bind(includes);
  includes.add = name => add(name === 'text' ? 'static-text' : name) && add(name);
};
