import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environmentOf } from '@config/weapp/environment';
import type { Plan } from './plan';
import { digestOf, filesIn } from './zip';

/** The whole of a package, and its main part and each of its subpackages, in bytes: WeChat’s limits. */
const LARGEST = { all: 30 * 1024 * 1024, part: 2 * 1024 * 1024 };

/** For WeChat's developer tools alone. */
const PROJECT_FILE = 'project.config.json';

export type MiniProgram = {
  /** The folder with app.json. */
  folder: string;
  digest: string;
  version: string;
  desc: string;
};

/** The version and description of an upload: the package’s version and the commit it is built from. */
export function release(root: string): { version: string; desc: string; note: string | undefined } {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const commit = git(root, 'rev-parse', '--short=7', 'HEAD');
  if (!commit)
    return {
      version,
      desc: 'without a commit',
      note: 'This is no git repository: the upload names no commit.',
    };
  const changed = git(root, 'status', '--porcelain', '--untracked-files=no') !== '';
  return {
    version: `${version}.${commit}`,
    desc: `${commit}${changed ? ' with changes that are not committed' : ''}`,
    note: changed
      ? 'There are changes that are not committed; the upload’s commit does not tell of them.'
      : undefined,
  };
}

function git(root: string, ...args: string[]): string {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/** Reads a built mini-program. @throws Error where it is none, calls another environment, or is over WeChat’s limits */
export function readMiniProgram(
  folder: string,
  { version, desc }: { version: string; desc: string },
  env: string,
): MiniProgram {
  const appJson = path.join(folder, 'app.json');
  if (!existsSync(appJson)) throw new Error(`${folder} holds no app.json; build again.`);
  const files = filesIn(folder).filter(([name]) => name !== PROJECT_FILE);
  checkEnvironment(folder, files, env);
  const { subPackages = [] } = JSON.parse(readFileSync(appJson, 'utf8')) as {
    subPackages?: { root: string }[];
  };
  const sizes = new Map<string, number>();
  for (const [name, content] of files) {
    const part = subPackages.find(({ root }) => name.startsWith(`${root}/`))?.root ?? 'the main package';
    sizes.set(part, (sizes.get(part) ?? 0) + content.length);
  }
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const tooLarge = [...sizes].find(([, size]) => size > LARGEST.part);
  if (tooLarge) throw new Error(`${tooLarge[0]} is ${Math.round(tooLarge[1] / 1024)} KB; WeChat takes 2048.`);
  if (all > LARGEST.all)
    throw new Error(`The mini-program is ${Math.round(all / 1024)} KB; WeChat takes 30720.`);
  return { folder, digest: digestOf(files), version, desc };
}

/** @throws Error where the code calls another environment than the one deployed, or whichever comes first */
function checkEnvironment(folder: string, files: [string, Buffer][], env: string): void {
  const code = files.filter(([name]) => name.endsWith('.js')).map(([, content]) => content.toString('utf8'));
  const called = environmentOf(code.join('\n'));
  if (called === env) return;
  const found = called ? `calls the environment ${called}` : 'is built without an environment’s id';
  throw new Error(
    `The mini-program in ${folder} ${found}, not for ${env}. Build it by npm run build:weapp -- --env ${env}, or leave --built out.`,
  );
}

/** Where it is noted which build was last uploaded: WeChat does not tell. Losing it costs one more upload. */
const recordOf = (built: string) => path.join(built, '.uploaded.json');

function readRecord(built: string): Record<string, string> {
  return existsSync(recordOf(built)) ? JSON.parse(readFileSync(recordOf(built), 'utf8')) : {};
}

/** The upload of a build, unless it is the one last uploaded from here. */
export function planUpload(
  built: string,
  program: MiniProgram,
  { appid, robot }: { appid: string; robot: number },
): Plan {
  if (readRecord(built)[appid] === program.digest) return { steps: [], notes: [], problems: [] };
  const { version, desc } = program;
  const upload = {
    service: 'wechat',
    action: 'upload',
    parameters: { appid, version, desc, robot },
  } as const;
  return { steps: [{ title: `mini-program: upload ${version}`, calls: [upload] }], notes: [], problems: [] };
}

/** Uploads a mini-program as a development version, with WeChat’s own tool. @throws Error saying what to do */
export async function upload(
  built: string,
  program: MiniProgram,
  options: { appid: string; key: string; robot: number; proxy?: string },
): Promise<void> {
  // Slow to load, and not needed by a plan.
  const ci = await import('miniprogram-ci');
  if (options.proxy) ci.proxy(options.proxy);
  // Without Taro's copy of the project file, whose search for unused files stumbles over a folder that is its own root.
  const projectPath = mkdtempSync(path.join(tmpdir(), 'yueyue-upload-'));
  cpSync(program.folder, projectPath, {
    recursive: true,
    filter: file => path.basename(file) !== PROJECT_FILE,
  });
  const project = new ci.Project({
    appid: options.appid,
    type: 'miniProgram',
    projectPath,
    privateKeyPath: options.key,
    ignores: [],
  });
  const { version, desc } = program;
  // Taro has compiled and minified it; WeChat’s compiler only checks.
  const setting = { es6: false, es7: false, minify: false, codeProtect: false };
  try {
    await ci.upload({
      project,
      version,
      desc,
      robot: options.robot as 1,
      setting,
      onProgressUpdate: () => {},
    });
  } catch (error) {
    throw new Error(`wechat upload: ${(error as Error).message}${adviceFor(String(error))}`);
  } finally {
    rmSync(projectPath, { recursive: true, force: true });
  }
  writeFileSync(recordOf(built), JSON.stringify({ ...readRecord(built), [options.appid]: program.digest }));
}

function adviceFor(message: string): string {
  if (/invalid ip|-10008/.test(message)) {
    return '\n  This machine’s address is not on the upload key’s list: mp.weixin.qq.com → 开发管理 → 开发设置 → 小程序代码上传 → IP 白名单.';
  }
  if (/signature|-10005|-80012/.test(message)) {
    return '\n  WeChat does not take the upload key: is it this mini-program’s, and the newest one made?';
  }
  return '';
}
