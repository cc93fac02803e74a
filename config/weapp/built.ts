/** A built mini-program, read once, and which package each of its files belongs to. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export type Built = {
  app: AppJson;
  /** All files, with slashes. */
  files: string[];
  text: (file: string) => string;
  bytes: (file: string) => number;
};

export type AppJson = {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { iconPath?: string; selectedIconPath?: string }[] };
  requiredPrivateInfos?: string[];
  permission?: Record<string, { desc?: string }>;
};

/** Reads the mini-program in a folder; throws where there is none. */
export function readBuilt(folder: string): Built {
  const text = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter(file => statSync(path.join(folder, file)).isFile())
    .map(file => file.split(path.sep).join('/'));
  return {
    app: JSON.parse(text('app.json')) as AppJson,
    files,
    text,
    bytes: file => statSync(path.join(folder, file)).size,
  };
}

/** Bytes of each package, the main one under ''. */
export function packageSizes({ app, files, bytes }: Built): Map<string, number> {
  const sums = new Map([
    ['', 0],
    ...(app.subPackages ?? []).map(({ root }) => [root, 0] as [string, number]),
  ]);
  for (const file of files) {
    const owner = packageOf(app, file);
    sums.set(owner, sums.get(owner)! + bytes(file));
  }
  return sums;
}

/** The package a file belongs to: the root of a subpackage, or '' for the main one. */
function packageOf({ subPackages = [] }: AppJson, file: string): string {
  return subPackages.find(({ root }) => file.startsWith(`${root}/`))?.root ?? '';
}

/** Whether one file may use another: of its own package, or of the main one, which is always there. */
export function mayReach(app: AppJson, from: string, to: string): boolean {
  return ['', packageOf(app, from)].includes(packageOf(app, to));
}

/** The file a name means, said in another file: from the top with a slash, else beside it. */
export function targetOf(file: string, name: string): string {
  return name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(file), name);
}
