/**
 * What a screen reader is told. Taro's WeChat templates carry none of it, and only what a template names
 * reaches the page; the plugin and the runtime must agree on the list, so both read it here.
 */
const attributes = {
  'aria-label': '',
  'aria-role': '',
  'aria-live': '',
  'aria-hidden': '',
  'aria-disabled': '',
  'aria-checked': '',
  'aria-selected': '',
  'aria-expanded': '',
};

/** Only what people touch and hear: every attribute costs in every template, and each is there seven times over. */
const components = ['View', 'Image', 'Input', 'Textarea'];

module.exports.ariaComponents = Object.fromEntries(components.map(name => [name, attributes]));
