/** A party gives its seats back. */
import type { Context } from '@api/context';
import { persist, refillQueue } from '@api/roster/deciding';
import { enrolmentFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { AppError } from '@core/refusal';
import { withdraw as giveUp } from '@core/registration/seating';
import { refuseMoved } from './refusing';
import { seating } from './seat-views';

export async function withdraw(
  input: Parsed<'registration.withdraw'>,
  context: Context<'registration.own'>,
): Promise<Output<'registration.withdraw'>> {
  const request = requestField(input.requestId);
  const { roster: first, key } = await enrolmentFor(context, input, seating);
  const result = await persist(
    first._id,
    first,
    () => rosters.read(first._id, seating(key)),
    roster => giveUp(roster, key, request, context.now),
  );
  switch (result.verdict) {
    // A replay refills too: the first call may have died between freeing the seat and giving it on.
    case 'withdraw':
    case 'already':
      if (!result.roster.members[key]?.withdrawals[request])
        await refuseMoved(result.roster, result.roster.members[key]);
      await refillQueue(first._id, context.now);
      return { status: 'withdrawn' };
    case 'unknown':
      throw new AppError('registration.not-found');
    case 'arrived':
      throw new AppError('registration.already-arrived');
    case 'started':
      throw new AppError('registration.started');
  }
}
