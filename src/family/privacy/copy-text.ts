/** A resident's data, page after page made one, and as a file they can read. Its words come with the reply. */
import type { Output } from '@core/contract';
import type { CopyPart } from '@core/privacy/contract';

type CopyPage = Output<'privacy.export'>;

/** Everything held, each part once. `madeAt` is ISO 8601. */
export type Copy = { madeAt: string; parts: CopyPart[] };

/** All pages as one; empty before the first. A part with a title there was before goes on with it. */
export function joined(pages: readonly Pick<CopyPage, 'madeAt' | 'parts'>[]): Copy {
  const parts = new Map<string, CopyPart>();
  for (const part of pages.flatMap(page => page.parts)) {
    const before = parts.get(part.title);
    parts.set(part.title, before ? { ...before, entries: [...before.entries, ...part.entries] } : part);
  }
  return { madeAt: pages[0]?.madeAt ?? '', parts: [...parts.values()] };
}

/** The file's text: JSON, indented, a list under each part's title. */
export function copyText({ madeAt, parts }: Copy): string {
  return JSON.stringify(
    {
      说明: '“月月有约”里存着的您的全部资料。工作身份由站点管理，不在其中。',
      导出时间: madeAt,
      ...Object.fromEntries(
        parts.map(({ title, entries }) => [
          title,
          entries.map(entry => ({ 内容: entry.title, 详情: entry.lines })),
        ]),
      ),
    },
    null,
    2,
  );
}
