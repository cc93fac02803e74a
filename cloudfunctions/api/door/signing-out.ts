/** Signing out at the door, where hours count: by the same ticket or code that let them in. */

import type { Context } from '@api/context';
import { persist } from '@api/roster/deciding';
import { requestField } from '@api/secrets';
import { titleBehind } from '@api/staff/signing';
import type { Output, Parsed } from '@core/contract';
import { judgeLeaving } from '@core/door/judging';
import { iso } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import { awayRefusal, nameShown, partyShown, readShown } from './presented-ticket';

export async function signOut(
  input: Parsed<'checkin.signOut'>,
  context: Context<'gate.run'>,
): Promise<Output<'checkin.signOut'>> {
  const party = await partyShown(input, readShown(input.ticket, context.now), 'typed', context);
  const { activity, at: shownAt, title, signed } = party;
  if (!activity.signOut) throw new AppError('checkin.no-hours');
  const request = { request: requestField(input.requestId), by: signed };
  const result = await persist(party.rosterId, party.first, party.read, roster =>
    judgeLeaving(roster, shownAt, request, context.now),
  );
  const name = nameShown(party, result.roster);
  switch (result.verdict) {
    case 'leave':
      return { name, at: iso(result.at), by: title, repeated: false };
    case 'repeat': {
      const { at, by } = result.leave;
      // The same request again is answered as it was the first time; anything else is somebody who has left already.
      return { name, at: iso(at), by: await titleBehind(by, context), repeated: !result.replay };
    }
    case 'not-here':
      throw new AppError('checkin.not-here');
    case 'over':
      throw new AppError('counts.closed');
    default:
      throw awayRefusal(result.verdict);
  }
}
