/** The counters kept beside who is here (claims.ts): they move by the difference a report of a gate makes. */

import type { Change, Roster } from '@core/roster/roster';
import { presentAt } from './claims';
import { peopleAt } from './door';

type Summed = Pick<Roster, 'sessions' | 'members' | 'walkIns' | 'undoneWalkIns'>;

/** Moves the sums of each party and of each session in a change that brings a roster from one state to another. */
export function moveSums(roster: Summed, progress: Omit<Summed, 'sessions'>, write: Change['write']): void {
  const add = (path: string, more: number) => {
    const before = write[path];
    const sum = more + (before && 'inc' in before ? before.inc : 0);
    if (sum === 0) delete write[path];
    else write[path] = { inc: sum };
  };
  for (const [key, member] of Object.entries(progress.members)) {
    const before = roster.members[key];
    for (const sid of before ? Object.keys(roster.sessions) : []) {
      add(`members.${key}.turns.${sid}`, (member.turns?.[sid] ?? 0) - (before?.turns?.[sid] ?? 0));
      const more = presentAt(member, sid) - presentAt(before!, sid);
      for (const path of peopleAt(key, sid)) add(path, more);
    }
  }
  for (const [at, walkIns] of walkInsMoved(roster, progress)) {
    write[`sessions.${at}.walkIns`] = { inc: walkIns };
  }
}

function walkInsMoved(roster: Summed, progress: Omit<Summed, 'sessions'>): [string, number][] {
  const sum = (of: Pick<Roster, 'walkIns' | 'undoneWalkIns'>, sid: string, requests: string[]) =>
    requests.reduce((total, request) => {
      const one = of.walkIns[request];
      return total + (one?.sid === sid && !of.undoneWalkIns?.[request] ? one.count : 0);
    }, 0);
  const requests = [
    ...new Set([...Object.keys(progress.walkIns), ...Object.keys(progress.undoneWalkIns ?? {})]),
  ];
  return Object.keys(roster.sessions)
    .map((sid): [string, number] => [sid, sum(progress, sid, requests) - sum(roster, sid, requests)])
    .filter(([, more]) => more !== 0);
}
