import CloudBase from '@cloudbase/manager-node';
import type { Call } from './plan';

/** Tencent Cloud's API for one account. */
export type CloudApi = {
  /** Makes a call. @throws CloudRefusal with the platform's code */
  call<T = Record<string, unknown>>(call: Call): Promise<T>;
};

/** What Tencent Cloud refused, with its code and what can be done about it. */
export class CloudRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export type Account = { secretId: string; secretKey: string; region: string; proxy?: string };

/** Opens an account, by Tencent's own management client, which signs and sends. `proxy` is an http proxy's address. */
export function openCloud({ secretId, secretKey, region, proxy }: Account): CloudApi {
  const client = new CloudBase({ secretId, secretKey, region, ...(proxy ? { proxy } : {}) });
  return {
    async call<T>({ service, action, parameters }: Call): Promise<T> {
      try {
        return (await client.commonService(service).call({ Action: action, Param: parameters })) as T;
      } catch (error) {
        const { code = '', message } = error as { code?: string; message: string };
        throw new CloudRefusal(
          code,
          `${service} ${action}: ${code ? `${code}: ` : ''}${message}${adviceFor(code, message)}`,
        );
      }
    },
  };
}

const advice: [RegExp, string][] = [
  [/^AuthFailure\.SignatureExpire/, 'This machine’s clock is wrong; set it and run again.'],
  [
    /^AuthFailure/,
    'Tencent Cloud does not take TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY. Make a pair at https://console.cloud.tencent.com/cam/capi, signed in with the mini-program’s account.',
  ],
  [
    /^UnauthorizedOperation/,
    'The key pair may not do this. Give its user QcloudTCBFullAccess and QcloudSCFFullAccess at https://console.cloud.tencent.com/cam.',
  ],
  [/^RequestLimitExceeded/, 'Too many calls at once; wait a minute and run again.'],
  [
    /^ResourceUnavailable|InsufficientBalance/,
    'The environment is stopped or unpaid; look at its console page.',
  ],
  [
    /E11000|duplicate key/,
    'Documents there are alike where only one may be; put that right, then run again.',
  ],
  [
    /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ECONNRESET/,
    'There is no way to Tencent Cloud from here. Behind a proxy, give it with --proxy http://HOST:PORT.',
  ],
  [
    /self[- ]signed certificate|unable to verify/,
    'Who answers is not Tencent. For the local cloud set NODE_EXTRA_CA_CERTS to its certificate.',
  ],
];

function adviceFor(code: string, message: string): string {
  const found = advice.find(([pattern]) => pattern.test(code) || pattern.test(message));
  return found ? `\n  ${found[1]}` : '';
}

/** An account with an empty environment in it: what a plan is reckoned against where nothing may be asked. */
export function emptyCloud(env: string): CloudApi {
  const answers: Record<string, unknown> = {
    DescribeEnvs: {
      EnvList: [
        {
          EnvId: env,
          Status: 'NORMAL',
          Databases: [{ InstanceId: '(as the environment names it)' }],
          Storages: [{ Bucket: '(as the environment names it)' }],
        },
      ],
    },
    ListTables: { Tables: [] },
    DescribeStorageSafeRule: { AclTag: 'READONLY' },
  };
  return {
    async call<T>({ action }: Call): Promise<T> {
      if (action in answers) return answers[action] as T;
      throw new CloudRefusal('ResourceNotFound.Function', `${action}: nothing is there`);
    },
  };
}
