import { mergeInternalComponents } from '@tarojs/shared';
import { ariaComponents } from './attributes';

// In the phone: teaches Taro's runtime the short names its templates use for these attributes. As an import, since a
// require would keep everything else that the package exports.
mergeInternalComponents(ariaComponents);
