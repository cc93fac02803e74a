import { collection, command, insertOnce, queryLimit } from '@api/store/database';
import type { Tally } from '@core/counts/figures';

const name = 'tallies';

/** What staff put right about one session's figures, and when they closed them, beside the roster that holds the rest. */
export type TallyDocument = Tally & { _id: string; activityId: string; sessionId: string; version: number };

const tallyId = (activityId: string, sessionId: string) => `${activityId}-${sessionId}`;

/** Nobody has done anything about these figures yet. */
function untouched(activityId: string, sessionId: string): TallyDocument {
  return {
    _id: tallyId(activityId, sessionId),
    activityId,
    sessionId,
    corrections: [],
    closings: [],
    version: 0,
  };
}

/** The tallies of some of an activity's sessions; of those that nobody touched, an empty one. */
export async function ofSessions(
  activityId: string,
  sessionIds: string[],
): Promise<Map<string, TallyDocument>> {
  const { data } = await collection<TallyDocument>(name)
    .where({ _id: command.in(sessionIds.map(id => tallyId(activityId, id))) })
    .limit(queryLimit)
    .get();
  const of = (id: string) => data.find(one => one.sessionId === id) ?? untouched(activityId, id);
  return new Map(sessionIds.map(id => [id, of(id)]));
}

/** Writes a tally if it is still at the version read. Returns whether it was. */
export async function replace(tally: TallyDocument): Promise<boolean> {
  const { _id, corrections, closings, version } = tally;
  if (version === 0) return insertOnce(name, { ...tally, version: 1 });
  const { stats } = await collection<TallyDocument>(name)
    .where({ _id, version })
    .update({
      data: {
        corrections: command.set(corrections),
        closings: command.set(closings),
        version: command.inc(1),
      },
    });
  return stats.updated > 0;
}
