/** Registering a party. */

import type { Context } from '@api/context';
import { pauseOf } from '@api/no-shows/appeals';
import { persist, refillQueue, spokenCode } from '@api/roster/deciding';
import { enrolmentFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest, keyIds, open } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { isForFamily } from '@core/no-shows/absences';
import { holdingOf } from '@core/privacy/retention';
import { AppError } from '@core/refusal';
import type { Person } from '@core/registration/contract';
import { withArea } from '@core/registration/limits';
import { poolsFor, release } from '@core/registration/pools';
import { answersTo } from '@core/registration/questions';
import { admit, isLive, noteAnswered, type Party, standing } from '@core/registration/seating';
import type { Enrolment } from '@core/roster/identity';
import type { Member } from '@core/roster/roster';
import { figures, outcome, reread, sealed } from './outcome';
import { refusal, refuseUnlessOffered, refuseWrong } from './refusing';
import { type Seating, seating } from './seat-views';
import * as registrations from './store';

type Created = Output<'registration.create'>;

/** Who is put on a roster: a resident by their own openid, or somebody without the app whom staff register. */
export type Registrant = {
  key: string;
  openid: string;
  desk: boolean;
  /** Staff's line in the trail, written before their party is on the roster. */
  note?(registrationId: string): Promise<unknown>;
};

export async function create(
  input: Parsed<'registration.create'>,
  context: Context<'registration.own'>,
): Promise<Created> {
  const [{ key, ...enrolled }] = await Promise.all([
    enrolmentFor(context, input, seating),
    // `registrations.create` notes it in any case; beside the reading it keeps nobody waiting.
    registrations.registrationsToConfirm.note(),
  ]);
  return enrol(enrolled, { key, openid: context.openid, desk: false }, input, context);
}

/** Puts a party on a roster, once for every request; the roster is as read with the registrant's own member. */
export async function enrol(
  { of, roster: asRead }: { of: Enrolment; roster: Seating },
  { key, openid, desk, note }: Registrant,
  input: Omit<Parsed<'registration.create'>, 'activityId' | 'sessionId'>,
  context: Context,
): Promise<Created> {
  const roster = await released(asRead, key, context.now);
  const id = `g${digest([roster._id, key, input.requestId].join('|'))}`;
  const live = roster.members[key];
  if (live && isLive(live)) {
    const noted = noteAnswered(key, live, id);
    if (noted) await rosters.applyChange(roster._id, noted);
    return found(of, roster, key, live, context.now);
  }
  const stood = standing(live, id);
  if (stood) return { registrationId: id, status: stood, repeated: true };
  const watched = desk || isForFamily(input) ? undefined : roster.noShows;
  const pause = watched && (await pauseOf(key, watched, context.now));
  await refuseUnlessOffered(roster, pause, context.now);
  refuseWrong(input, roster);
  const answers = withArea(answersTo(roster.terms.questions, input.answers), roster.terms, input.declares);

  const written: registrations.Registration = {
    _id: id,
    rosterId: roster._id,
    activityId: of.activityId,
    ...(of.sessionId === undefined ? {} : { sessionId: of.sessionId }),
    key,
    openid,
    ...sealed({ party: input.party, answers }, context.now),
    keys: keyIds().slice(0, 1),
    holds: holdingOf(input.party),
    writes: 1,
    requestId: digest(input.requestId),
    createdAt: context.now,
  };
  const isNew = await registrations.create(written);
  // A retry seats what its first call wrote, so that roster and registration never tell of different people.
  const first = isNew ? undefined : await registrations.find(id);
  // Its holder had everything deleted meanwhile: a late retry brings nothing back.
  if (first?.holds === 'nothing') return { registrationId: id, status: 'withdrawn', repeated: true };
  await note?.(id);
  const people = first ? open<Person[]>(first.party) : input.party;
  const party: Omit<Party, 'code'> = {
    id,
    key,
    ...figures(people, roster),
    pools: poolsFor(roster.terms.pools, {
      ages: people.map(person => person.ageBand),
      desk,
      choice: input.pool,
    }),
    consent: input.consent ?? false,
    since: isNew ? Number.POSITIVE_INFINITY : (first?.createdAt ?? 0),
  };
  const result = await persist(
    roster._id,
    roster,
    () => rosters.read(roster._id, seating(key)),
    // Insisting on the queue as read saves a second look where nobody else joins; in a rush it would cost tries.
    (fresh, attempt) =>
      admit(
        fresh,
        { ...party, code: spokenCode() },
        context.now,
        attempt === 0 && isQuiet(fresh, context.now),
      ),
  );
  const repeated = !isNew;
  switch (result.verdict) {
    case 'seat':
    case 'apply':
      return outcome(of, roster, key, result.member, { repeated });
    case 'join':
      // With no seat free, as the change itself insisted, nobody fits; whoever frees one seats the queue.
      if (result.position && !hasSeats(result.roster, party.pools)) {
        return outcome(of, roster, key, result.member, { repeated, position: result.position });
      }
      return reread(of, key, repeated, context.now);
    case 'already':
      return found(of, roster, key, result.member, context.now);
    case 'ended':
      return { registrationId: id, status: result.state, repeated: true };
    case 'too-large':
      throw new AppError('registration.party-too-large', { max: result.max });
    default:
      throw await refusal(result.verdict, roster);
  }
}

/** A roster whose pools have given up what they were to give up by now: its seats are for whoever comes. */
async function released(roster: Seating, key: string, now: number): Promise<Seating> {
  if (!release(roster.pools, now)) return roster;
  await refillQueue(roster._id, now);
  return (await rosters.read(roster._id, seating(key))) ?? roster;
}

/** A party that was there already, with its place where it waits: the call that put it there may have died before seating it. */
async function found(
  of: Enrolment,
  roster: Seating,
  key: string,
  member: Member,
  now: number,
): Promise<Created> {
  return member.state === 'waiting'
    ? reread(of, key, true, now)
    : outcome(of, roster, key, member, { repeated: true });
}

/** Milliseconds without anybody joining after which a queue is taken to be quiet. */
const quiet = 3000;
const isQuiet = ({ joinedAt }: Seating, now: number) => joinedAt === undefined || now - joinedAt > quiet;

function hasSeats({ pools }: Seating, wanted: readonly string[]): boolean {
  return wanted.some(id => (pools[id]?.left ?? 0) > 0);
}
