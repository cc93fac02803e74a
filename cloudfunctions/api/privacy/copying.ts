/** Everything held about a resident, for the resident: put together from what the capabilities declare. */

import { allow } from '@api/allowance';
import type { Assembled } from '@api/capability';
import type { Context } from '@api/context';
import type { Copied, CopyPage, HeldCollection, Holder } from '@api/personal';
import { memberKey } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import type { CopyPart } from '@core/privacy/contract';

/** Pages of copies in a day: years of registrations, a few times over. */
const most = 100;

type Part = Copied & { collection: string };
type Reading = { part: Part; cursor?: string };

/** The first page has every part that is read in one piece, and begins the first that is paged; each later one goes on there. */
export async function copy(
  { cursor }: Parsed<'privacy.export'>,
  context: Context,
  { held }: Assembled,
): Promise<Output<'privacy.export'>> {
  await allow('copies', most, 'privacy.too-often', context);
  const parts = held.flatMap(partOf);
  const paged = parts.filter(part => part.paged);
  const goingOn = placeIn(paged, cursor);
  const first = parts.filter(part => !part.paged || part === paged[0]).map((part): Reading => ({ part }));
  const of: Holder = { openid: context.openid, key: memberKey(context.openid) };
  const pages = await Promise.all(
    (goingOn ? [goingOn] : first).map(async ({ part, cursor }) => ({
      part,
      page: await part.read(of, cursor),
    })),
  );
  const last = pages.find(({ part }) => part.paged);
  const next = last && nextOf(paged, last.part, last.page);
  return {
    madeAt: iso(context.now),
    registrations: [],
    messages: [],
    ...Object.assign({}, ...pages.map(({ page }) => page.released)),
    parts: pages.flatMap(({ part, page }) => shown(part, page)),
    ...(next ? { next } : {}),
  };
}

function partOf({ collection, copy }: HeldCollection): Part[] {
  return 'none' in copy ? [] : [{ collection, ...copy }];
}

/** A cursor names the part it is in and how far that has come. One made up begins at the beginning. */
function placeIn(paged: readonly Part[], cursor = ''): Reading | undefined {
  const [collection, ...rest] = cursor.split('.');
  const part = paged.find(one => one.collection === collection);
  return part && { part, cursor: rest.join('.') };
}

/** Where the copy goes on after a page: in the same part, or at the beginning of the next one. */
function nextOf(paged: readonly Part[], part: Part, { next }: CopyPage): string | undefined {
  if (next) return `${part.collection}.${next}`;
  const following = paged[paged.indexOf(part) + 1];
  return following && `${following.collection}.`;
}

function shown({ title, empty }: Part, { entries }: CopyPage): CopyPart[] {
  return entries.length > 0 || empty ? [{ title, entries, ...(empty ? { empty } : {}) }] : [];
}
