/** A roster as staff see it: a line for each party, in the order in which staff deal with them. */

import type { StaffLine } from '@core/desk/contract';
import { iso } from '@core/kernel/dates';
import { positionOf, type Roster } from '@core/roster/roster';
import { view } from '@core/roster/view';

/** Everybody on a roster, in the order of the queue where they wait. */
export const lined = view('counts', 'members', 'queue');

/** A roster's parties: whoever waits for a decision first, then the queue in its order, then the others in theirs. */
export function linesOf(
  roster: Pick<Roster, 'members' | 'queue'>,
  sessionId: string,
  pools: ReadonlyMap<string, string>,
): StaffLine[] {
  const rank = { applied: 0, waiting: 1, seated: 2, withdrawn: 3, declined: 4 };
  return Object.entries(roster.members)
    .map(([key, member]): StaffLine => {
      const position = member.state === 'waiting' ? positionOf(roster.queue, member.id) : undefined;
      const pool = pools.get(member.pool);
      return {
        registrationId: member.id,
        code: member.code,
        name: member.names[0] ?? '*',
        ...(member.phoneTail ? { phoneTail: member.phoneTail } : {}),
        size: member.size,
        status: member.state,
        ...(position ? { position } : {}),
        arrived: member.arrived[sessionId] ?? 0,
        at: iso(member.at),
        ...(pool ? { pool } : {}),
        desk: key.startsWith('p'),
        consent: member.consent,
        ...(member.reason ? { reason: member.reason } : {}),
        ...(member.movedTo ? { movedTo: member.movedTo.sid } : {}),
        ...(member.movedFrom ? { movedFrom: member.movedFrom } : {}),
      };
    })
    .sort(
      (a, b) =>
        rank[a.status] - rank[b.status] ||
        (a.position ?? 0) - (b.position ?? 0) ||
        a.at.localeCompare(b.at) ||
        a.registrationId.localeCompare(b.registrationId),
    );
}

/** Masked names keep their first character, which is what is asked for at a door: the surname. */
export function fits(line: StaffLine, search: string): boolean {
  return line.name.startsWith(search) || line.code === search || (line.phoneTail?.endsWith(search) ?? false);
}
