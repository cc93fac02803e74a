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
  'aria-modal': '',
};

/** Only the elements our components are made of: every attribute costs in every template. */
const components = ['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'ScrollView'];

module.exports.ariaComponents = Object.fromEntries(components.map(name => [name, attributes]));
