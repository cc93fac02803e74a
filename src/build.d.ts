/** All there is of `process` on a phone: the build writes the platform's name in its place. */
declare const process: { readonly env: { readonly TARO_ENV: 'weapp' | 'h5' } };
