/** What lists taken out hold about people: a file in storage, with everybody of one roster on it. */

import type { Personal, Wish } from '@api/personal';
import * as registrations from '@api/registration/store';
import type { collections } from './collections';
import * as exports from './exports-store';

/** Files removed in one step. */
const batch = 20;

/** Removes lists that somebody may be on. Returns whether there were no more. */
async function eraseLists({ key }: Wish): Promise<boolean> {
  const found = await exports.ofRosters(await registrations.rostersOf(key), batch);
  for (const one of found) await exports.remove(one);
  return found.length < batch;
}

export const personal = {
  exports: {
    copy: { none: 'who took a list out in full stands with the registrations that were on it' },
    erase: eraseLists,
    seal: { none: 'a note holds where the file lies; the file goes within a day' },
    kept: { long: 'a day (sweepShortLived)' },
  },
} satisfies Personal<typeof collections>;
