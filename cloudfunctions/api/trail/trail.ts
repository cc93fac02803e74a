/** A station's trail: who of its staff looked at whom in full, took lists out, and decided what. */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import * as registrations from '@api/registration/store';
import * as rosters from '@api/roster/store';
import { titlesOf } from '@api/staff/signing';
import { audit, type Output, type Parsed } from '@core/contract';
import { nameInTitle } from '@core/helpers/signatures';
import { iso } from '@core/kernel/dates';
import { factsOf, view } from '@core/roster/view';
import type { TrailLine } from '@core/trail/contract';
import * as audits from './store';

export async function list(
  { stationId, cursor }: Parsed<'audit.list'>,
  context: Context,
): Promise<Output<'audit.list'>> {
  await context.permit({ stationId });
  const page = await audits.ofStation(stationId, cursor);
  const [found, names, called] = await Promise.all([
    activities.findMany([...new Set(page.audits.map(one => one.activityId))]),
    namesOf([...new Set(page.audits.flatMap(one => one.registrationId ?? []))]),
    titlesOf(page.audits.flatMap(one => [one.title, one.name ?? ''])),
  ]);
  return {
    lines: page.audits.map(one => lineOf(one, found.get(one.activityId)?.title ?? '', names, called)),
    ...(page.next ? { next: page.next } : {}),
  };
}

function lineOf(
  line: audits.Audit,
  activity: string,
  names: Map<string, string>,
  called: (by: string) => string,
): TrailLine {
  const { at, title, what, activityId, registrationId, reason, count } = line;
  const name = registrationId ? (names.get(registrationId) ?? '*') : line.name && nameOf(line.name, called);
  // A line that a later version wrote may be of a kind this one does not know.
  const { words, strong } = audit[what] ?? { words: () => '' };
  return {
    at: iso(at),
    by: called(title),
    what,
    text: words({ name, count }),
    ...(strong ? { strong } : {}),
    activityId,
    activity,
    ...(name ? { name } : {}),
    ...(reason ? { reason } : {}),
    ...(count === undefined ? {} : { count }),
  };
}

/** What a volunteer is called, without the word that goes before it beside what they did. */
function nameOf(name: string, called: (by: string) => string): string {
  const title = called(name);
  return nameInTitle(title) ?? title;
}

const namesIn = (keys: string[]) => view(factsOf(keys, ['id', 'names']));

/** Masked names as the rosters have them now; of whoever is gone or deleted, none. */
async function namesOf(ids: string[]): Promise<Map<string, string>> {
  const found = [...(await registrations.findMany(ids)).values()];
  const rosterIds = [...new Set(found.map(one => one.rosterId))];
  const pages = await Promise.all(
    rosterIds.map(rosterId =>
      rosters.read(rosterId, namesIn(found.filter(one => one.rosterId === rosterId).map(one => one.key))),
    ),
  );
  const members = pages.flatMap(page => Object.values(page?.members ?? {}));
  return new Map(members.map(member => [member.id, member.names[0] ?? '*']));
}
