import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Account } from './cloud-api';
import { readVariables } from './secrets';

type Variables = Record<string, string | undefined>;

const USAGE = `npm run deploy -- --env ID --appid ID --key FILE [--dry-run]
  --env ID          the cloud environment (云开发 → 设置 → 环境 ID)
  --appid ID        the mini-program (mp.weixin.qq.com → 开发管理 → 开发设置)
  --key FILE        its upload key (the same page → 小程序代码上传 → 生成密钥)
  --dry-run         reads what is there, prints the plan and every call it would make, and changes nothing
  --offline         with --dry-run: asks nobody, and plans for an empty environment
  --built DIR       takes DIR/weapp and DIR/cloudfunctions instead of building
  --no-upload       everything but the mini-program
  --data-only       collections, indexes and rules alone (before a restore)
  --robot 1         which of WeChat’s 30 robots the upload counts for
  --prune           drops indexes that are in no configuration, and rebuilds those that differ
  --drop-key ID     lets a deployed key go (may be repeated)
  --permissions-uploaded   the functions were uploaded with WeChat’s developer tools, permissions and all
  --region ap-shanghai     where the environment is
  --proxy URL       an http proxy to go through
In the environment: TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, YUEYUE_KEYS, YUEYUE_PEPPER, and for messages
YUEYUE_TEMPLATE_SEATED, YUEYUE_TEMPLATE_CHANGE, YUEYUE_TEMPLATE_REMINDER`;

export type Options = {
  env: string;
  appid: string;
  key: string;
  dryRun: boolean;
  offline: boolean;
  built: string | undefined;
  upload: boolean;
  dataOnly: boolean;
  robot: number;
  prune: boolean;
  dropKeys: string[];
  permitted: boolean;
  account: Account;
  variables: Record<string, string>;
};

/** A command line that cannot be followed: everything that is wrong with it, each with what to do. */
export class BadUsage extends Error {
  constructor(
    readonly problems: string[],
    usage: string,
  ) {
    super(`${problems.map(problem => `- ${problem}`).join('\n')}\n\n${usage}`);
  }
}

/** Reads a deployment’s command line and environment. @throws BadUsage with every problem at once */
export function readOptions(args: string[], environment: Variables): Options {
  const values = parse(args);
  const { env = '', appid = '', key = '', robot = '1' } = values;
  const problems: string[] = [];
  if (!env) problems.push('--env ID is missing: the id of the cloud environment.');
  if (!appid) problems.push('--appid ID is missing: the mini-program’s id, which begins with wx.');
  else if (!/^wx[0-9a-f]{16}$/.test(appid)) {
    problems.push(`--appid ${appid} is no mini-program’s id: wx and 16 digits or letters a to f.`);
  }
  const uploads = !values['no-upload'] && !values['data-only'];
  if (uploads) problems.push(...problemsOfKey(key));
  if (!/^([1-9]|[12]\d|30)$/.test(robot)) problems.push(`--robot ${robot} is not a number from 1 to 30.`);
  if (values.offline && !values['dry-run']) problems.push('--offline goes with --dry-run only.');
  const { account, problems: missing } = readAccount(values, environment);
  if (!values.offline) problems.push(...missing);
  const { variables, problems: wrong } = readVariables(environment);
  if (!values.offline && !values['data-only']) problems.push(...wrong);
  if (problems.length > 0) throw new BadUsage(problems, USAGE);
  return {
    env,
    appid,
    key,
    dryRun: values['dry-run'] ?? false,
    offline: values.offline ?? false,
    built: values.built,
    upload: uploads,
    dataOnly: values['data-only'] ?? false,
    robot: Number(robot),
    prune: values.prune ?? false,
    dropKeys: values['drop-key'] ?? [],
    permitted: values['permissions-uploaded'] ?? false,
    account,
    variables,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  return parsed(USAGE, () =>
    parseArgs({
      args,
      options: {
        env: text,
        appid: text,
        key: text,
        built: text,
        robot: text,
        region: text,
        proxy: text,
        'dry-run': flag,
        offline: flag,
        'no-upload': flag,
        'data-only': flag,
        prune: flag,
        'permissions-uploaded': flag,
        'drop-key': { type: 'string', multiple: true },
      },
    }),
  );
}

/** Runs a parser of arguments. @throws BadUsage in place of what it throws */
export function parsed<T>(usage: string, parser: () => { values: T }): T {
  try {
    return parser().values;
  } catch (error) {
    throw new BadUsage([(error as Error).message], usage);
  }
}

/** The account of Tencent Cloud that the environment belongs to: its key pair comes from the environment alone. */
export function readAccount(
  { region = 'ap-shanghai', proxy }: { region?: string; proxy?: string },
  environment: Variables,
): { account: Account; problems: string[] } {
  const { TENCENTCLOUD_SECRETID: secretId = '', TENCENTCLOUD_SECRETKEY: secretKey = '' } = environment;
  const problems: string[] = [];
  const missing = [
    ...(secretId ? [] : ['TENCENTCLOUD_SECRETID']),
    ...(secretKey ? [] : ['TENCENTCLOUD_SECRETKEY']),
  ];
  if (missing.length > 0) {
    problems.push(
      `${missing.join(' and ')} not set: the account’s API key pair. Make one at https://console.cloud.tencent.com/cam/capi, signed in with the mini-program’s account (登录方式：微信公众平台).`,
    );
  }
  if (proxy !== undefined && !/^http:\/\/[\w.-]+(:\d+)?\/?$/.test(proxy)) {
    problems.push(`--proxy ${proxy} is no http proxy; write http://HOST:PORT.`);
  }
  return { account: { secretId, secretKey, region, ...(proxy ? { proxy } : {}) }, problems };
}

function problemsOfKey(file: string): string[] {
  if (!file)
    return ['--key FILE is missing: the mini-program’s upload key. Without uploading it: --no-upload.'];
  if (!existsSync(file)) return [`--key ${file}: there is no such file.`];
  try {
    if (createPrivateKey(readFileSync(file)).asymmetricKeyType === 'rsa') return [];
  } catch {
    // Said below, with a key of another kind.
  }
  return [
    `--key ${file} is no upload key: an RSA private key that begins with -----BEGIN, as downloaded from mp.weixin.qq.com.`,
  ];
}
