/** What was done at the door is taken back. */
import type { Context } from '@api/context';
import { persist } from '@api/roster/deciding';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { undoArrival } from '@core/door/door';
import { undoWalkIn } from '@core/door/walk-ins';
import { AppError } from '@core/refusal';
import { reported } from './gate';
import { keyOfCode } from './typed-codes';

/** Takes back what one request did, for whoever knows it; it may not have reached us yet. */
export async function undo(
  input: Parsed<'checkin.undo'>,
  context: Context<'gate.run'>,
): Promise<Output<'checkin.undo'>> {
  const { session, rosterId } = await sessionFor(context, input);
  const { signed } = await context.person();
  const of = requestField(input.of);
  const key = input.party && (await keyOfCode(rosterId, input.party, 'listed', context));
  if (input.party && !key) throw new AppError('ticket.unknown-code');
  const undone = { at: context.now, by: signed, ...(input.reason ? { reason: input.reason } : {}) };
  const read = () => rosters.read(rosterId, reported(key ? [key] : [], [of]));
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const result = await persist(rosterId, first, read, roster =>
    // People let in without a seat of theirs were counted as walk-ins (gate-reports.ts).
    key && !roster.walkIns[of]
      ? { ...undoArrival(roster, { key, sid: session.id, of, undone }), whose: 'party' as const }
      : { ...undoWalkIn(roster, { sid: session.id, of, undone }), whose: 'walkIns' as const },
  );
  if (result.whose === 'walkIns') return { walkIns: result.total };
  if (result.verdict === 'unknown') throw new AppError('activity.not-found');
  return { arrived: result.arrived };
}
