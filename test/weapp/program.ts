/** Reads a built mini-program and compiles its templates with WeChat's own template compiler. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { AppJson, PageJson, Program } from './phone/program';

/** Reads the mini-program in a folder. Throws with the compiler's own words when a template does not compile. */
export function readProgram(folder: string): Program {
  const files = (readdirSync(folder, { recursive: true }) as string[]).map(file =>
    file.replaceAll('\\', '/'),
  );
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const each = <T>(extension: string, read: (file: string) => T, named = (file: string) => file) =>
    Object.fromEntries(
      files.filter(file => file.endsWith(extension)).map(file => [named(file), read(file)]),
    ) as Record<string, T>;
  const bare = (file: string) => file.replace(/\.\w+$/, '');

  const group = new TmplGroup();
  for (const [path, source] of Object.entries(each('.wxml', text, bare))) {
    const complaints = group.addTmpl(path, source) as unknown[];
    if (complaints.length > 0) throw new Error(`${path}.wxml: ${JSON.stringify(complaints)}`);
  }
  for (const [path, source] of Object.entries(each('.wxs', text, bare))) group.addScript(path, source);
  const compiled = group.getTmplGenObjectGroups();
  const lookUp = 'return S[P]}';
  if (!compiled.includes(lookUp)) throw new Error('The template compiler writes look-ups in another way now');

  return {
    app: JSON.parse(text('app.json')) as AppJson,
    templates: compiled.replaceAll(lookUp, 'return S[P]||missing(P)}'),
    scripts: each('.js', text),
    configs: each('.json', file => JSON.parse(text(file)) as PageJson, bare),
    styles: each('.wxss', file => styleOf(folder, file), bare),
  };
}

/**
 * A style sheet with its imports taken in. rpx are 750 to the window's width; the window lies between the phone's
 * bars, and only pages without tabs reach down to the safe area.
 */
function styleOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8')
    .replace(/@import\s+"([^"]+)";?/g, (_, target: string) => {
      const imported = target.startsWith('/') ? target.slice(1) : join(dirname(file), target);
      if (!existsSync(join(folder, imported)))
        throw new Error(`${file} imports ${target}, which is not there`);
      return styleOf(folder, relative('.', imported));
    })
    .replace(/(-?[\d.]+)rpx\b/g, 'calc($1 * 100cqw / 750)')
    .replace(/(-?[\d.]+)vh\b/g, '$1cqh')
    .replace(/env\(safe-area-inset-(\w+)\)/g, 'var(--safe-$1, 0px)');
}
