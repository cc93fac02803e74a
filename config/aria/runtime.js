const { mergeInternalComponents } = require('@tarojs/shared');
const { ariaComponents } = require('./attributes');

// In the phone: teaches Taro's runtime the short names its templates use for these attributes.
mergeInternalComponents(ariaComponents);
