/** What must hold of a built mini-program, and neither Taro nor WeChat's own compiler finds. */
import path from 'node:path';
import { ariaComponents } from '@config/aria/attributes';
import { TmplGroup } from 'glass-easel-template-compiler';
import { type Built, mayReach, packageSizes, readBuilt, targetOf } from './built';
import { declarations } from './declarations';
import { language } from './language';

const KILOBYTE = 1024;
/** WeChat refuses a larger package, and more than this of all of them together. */
const PACKAGE_MOST = 2 * 1024 * KILOBYTE;
const ALL_MOST = 20 * 1024 * KILOBYTE;
/** Our own, for what a first visit waits for; 8 KB of it sign a ticket that turns where there is no signal. */
export const MAIN_AIM = 360 * KILOBYTE;

/** Throws with everything that is wrong with the mini-program in a folder, a line each, saying where. */
export function checkWeapp(folder: string): void {
  const built = readBuilt(folder);
  const checks = [sizes, pages, imports, components, templates, declarations, language, images, aria];
  const problems = checks.flatMap(check => check(built));
  if (problems.length > 0) throw new Error(`weapp: this must not ship\n  ${problems.join('\n  ')}`);
}

const named = (root: string) => (root === '' ? 'the main package' : `subpackage ${root}`);
const inKilobytes = (bytes: number) => `${Math.ceil(bytes / KILOBYTE)} KB`;

function sizes(built: Built): string[] {
  const each = [...packageSizes(built)];
  const all = each.reduce((sum, [, bytes]) => sum + bytes, 0);
  return [
    ...each.flatMap(([root, bytes]) => {
      const most = root === '' ? MAIN_AIM : PACKAGE_MOST;
      return bytes > most ? [`${named(root)} is ${inKilobytes(bytes)}, at most ${inKilobytes(most)}`] : [];
    }),
    ...(all > ALL_MOST ? [`all packages are ${inKilobytes(all)}, at most ${inKilobytes(ALL_MOST)}`] : []),
  ];
}

/** Every page has its four files: Taro leaves one out without a word. */
function pages({ app, files }: Built): string[] {
  const all = [
    ...app.pages,
    ...(app.subPackages ?? []).flatMap(({ root, pages }) => pages.map(page => `${root}/${page}`)),
  ];
  return all.flatMap(page =>
    ['js', 'json', 'wxml', 'wxss']
      .filter(extension => !files.includes(`${page}.${extension}`))
      .map(extension => `page ${page} has no ${extension}`),
  );
}

/** How files of each kind name others. */
const references: Record<string, RegExp> = {
  js: /\brequire\(\s*["']([^"']+)["']\s*\)/g,
  wxss: /@import\s+["']([^"']+)["']/g,
  wxml: /<(?:import|include|wxs)\s[^>]*\bsrc="([^"{]+)"/g,
};

/** A file may name files of its own package and of the main one, and they must be there. */
function imports({ app, files, text }: Built): string[] {
  return files.flatMap(file => {
    const extension = path.extname(file).slice(1);
    const found = references[extension] ? [...text(file).matchAll(references[extension])] : [];
    return found.flatMap(([, target]) => {
      const from = targetOf(file, target!);
      const wanted = files.includes(from) ? from : `${from}.${extension}`;
      if (!files.includes(wanted)) return [`${file} names ${target}, which is not there`];
      return mayReach(app, file, wanted) ? [] : [`${file} names ${wanted}, of another package`];
    });
  });
}

function components({ app, files, text }: Built): string[] {
  type Config = { usingComponents?: Record<string, string>; component?: boolean };
  return files
    .filter(file => file.endsWith('.json'))
    .flatMap(file => {
      const { usingComponents = {} } = JSON.parse(text(file)) as Config;
      return Object.entries(usingComponents).flatMap(([tag, target]) => {
        const from = targetOf(file, target);
        const missing = ['js', 'json', 'wxml'].filter(extension => !files.includes(`${from}.${extension}`));
        if (missing.length > 0) return [`${file} uses <${tag}>, which has no ${missing.join(', ')}`];
        if ((JSON.parse(text(`${from}.json`)) as Config).component !== true)
          return [`${file} uses <${tag}>, no component`];
        return mayReach(app, file, from) ? [] : [`${file} uses <${tag}> of another package`];
      });
    });
}

/** Templates are well formed: what WeChat's newer compiler only warns of, the one of its upload refuses. */
function templates({ files, text }: Built): string[] {
  type Complaint = { message: string; startLine: number; startColumn: number };
  return files
    .filter(file => file.endsWith('.wxml'))
    .flatMap(file =>
      (new TmplGroup().addTmpl(file, text(file)) as Complaint[]).map(
        ({ message, startLine, startColumn }) => `${file}:${startLine + 1}:${startColumn + 1}: ${message}`,
      ),
    );
}

/** Pictures that are named are there. */
function images({ app, files, text }: Built): string[] {
  const icons = (app.tabBar?.list ?? []).flatMap(({ iconPath, selectedIconPath }) => [
    iconPath,
    selectedIconPath,
  ]);
  const inTabs = icons.flatMap(icon =>
    icon && !files.includes(icon) ? [`app.json: there is no ${icon}`] : [],
  );
  const patterns: Record<string, RegExp> = {
    '.wxss': /url\(\s*["']?([^"')]+\.(?:png|jpe?g|gif|svg|webp))["']?\s*\)/g,
    '.wxml': /src="([^"{]+\.(?:png|jpe?g|gif|svg|webp))"/g,
    '.js': /["'`]([\w./-]+\.(?:png|jpe?g|gif|svg|webp))["'`]/g,
  };
  const inFiles = files.flatMap(file =>
    [...(patterns[path.extname(file)] ? text(file).matchAll(patterns[path.extname(file)]!) : [])]
      .map(([, target]) => target!)
      .filter(target => !/^(https?:|data:|cloud:)/.test(target))
      .filter(target => !files.includes(targetOf(file, target)) && !files.includes(target))
      .map(target => `${file}: there is no ${target}`),
  );
  return [...inTabs, ...inFiles];
}

/** What a screen reader is told reaches the templates: the plugin in config/aria puts it there, where Taro has none. */
function aria({ files, text }: Built): string[] {
  if (!files.includes('base.wxml')) return ['there is no base.wxml'];
  const templates = text('base.wxml');
  return Object.entries(ariaComponents).flatMap(([component, attributes]) => {
    const tag = component.toLowerCase();
    // A view without anything but its style is drawn by a shorter template.
    const tags = (templates.match(new RegExp(`<${tag} [^>]*>`, 'g')) ?? []).filter(
      one => tag !== 'view' || one.includes('hover-class'),
    );
    return Object.keys(attributes)
      .filter(name => tags.some(one => !one.includes(` ${name}="`)))
      .map(name => `base.wxml: a <${tag}> does not carry ${name}`);
  });
}
