/** All there is of `process` on a phone: the build writes the values in its place. */
declare const process: {
  readonly env: {
    readonly TARO_ENV: 'weapp' | 'h5';
    /** The id of the cloud environment that is called; empty in a build for WeChat's developer tools. */
    readonly CLOUD_ENV: string;
  };
};
