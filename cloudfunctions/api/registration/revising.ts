/** Changing who comes, and what was answered. */

import type { Context } from '@api/context';
import { persist, refillQueue } from '@api/roster/deciding';
import { enrolmentFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { open, requestField, sealedBy } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { holdingOf } from '@core/privacy/retention';
import { AppError } from '@core/refusal';
import type { Answers, Person } from '@core/registration/contract';
import { areaAnswer } from '@core/registration/limits';
import { answersTo } from '@core/registration/questions';
import { revise as changed, type ReviseDecision } from '@core/registration/revising';
import { about, isLive } from '@core/registration/seating';
import { figures, reread, sealed } from './outcome';
import { refusal, refuseMoved, refuseWrong } from './refusing';
import { queueing, seating } from './seat-views';
import * as registrations from './store';

export async function revise(
  input: Parsed<'registration.revise'>,
  context: Context<'registration.own'>,
): Promise<Output<'registration.revise'>> {
  const { of, roster, key } = await enrolmentFor(context, input, seating);
  const member = roster.members[key];
  const registration = member && isLive(member) ? await registrations.find(member.id) : undefined;
  await refuseMoved(roster, member);
  if (!member || !registration) throw new AppError('registration.not-found');
  const before = registrations.writingOf(registration, member.revision);
  const said = open<Answers>(before.answers);
  const { [areaAnswer]: area, ...others } = said;
  const answers = input.answers ? answersTo(roster.terms.questions, input.answers) : others;
  refuseWrong(
    {
      party: input.party,
      // Not asked again of somebody who only changes who comes.
      answers: input.answers && answers,
      guardian: input.guardian,
      // What was said of the area when registering stands, whoever of the party comes.
      declares: true,
    },
    roster,
    open<Person[]>(before.party),
  );

  const revision = requestField(input.requestId);
  const kept = area === undefined ? answers : { ...answers, [areaAnswer]: area };
  const writing = sealed({ party: input.party, answers: kept }, context.now);
  const holds = holdingOf(input.party);
  // A late replay, also of a change to what was given up since, leaves nothing behind.
  if (member.revisions?.[revision] === undefined) {
    await registrations.revise(member.id, revision, writing, { keyId: sealedBy(writing.party), holds });
  }
  const wanted = { revision, ...figures(input.party, roster), requeue: input.requeue ?? false };
  const read = () => rosters.read(roster._id, queueing(key));
  const first = member.state === 'waiting' ? await read() : { ...roster, queue: [] };
  if (!first) throw new AppError('registration.not-found');
  const result = await persist(roster._id, first, read, fresh =>
    about<typeof fresh, ReviseDecision>(fresh, key, member.id, () =>
      changed(fresh, key, wanted, context.now),
    ),
  );
  switch (result.verdict) {
    case 'kept':
    case 'requeued':
    case 'already': {
      // Seats given back go to whoever waits, and a party at the end of the queue may be the one that fits.
      await refillQueue(roster._id, context.now);
      const now = await reread(of, key, false);
      return {
        status: now.status,
        ...(now.position ? { position: now.position } : {}),
        ...(now.ticket ? { ticket: now.ticket } : {}),
        requeued: result.verdict === 'requeued' || result.member.requeued === revision,
      };
    }
    case 'no-room':
      throw new AppError('registration.no-room', { left: result.left });
    case 'too-large':
      throw new AppError('registration.party-too-large', { max: result.max });
    case 'arrived':
      throw new AppError('registration.already-arrived');
    case 'too-often':
      throw new AppError('registration.revised-too-often');
    case 'unknown':
      throw new AppError('registration.not-found');
    default:
      throw await refusal(result.verdict, roster);
  }
}
