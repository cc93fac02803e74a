/** What keeps somebody off a roster, in the words the page uses. */

import * as activities from '@api/programme/store';
import { cancelled } from '@api/roster/reaching';
import { wrongChildren } from '@core/household/family';
import { beijingDay, dayText, momentOf, spanText } from '@core/kernel/dates';
import { type Admission, admission } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import type { Answers, Person } from '@core/registration/contract';
import { wrongAges, wrongArea } from '@core/registration/limits';
import { totals } from '@core/registration/pools';
import { wrongAnswers } from '@core/registration/questions';
import { partyLimit } from '@core/registration/seating';
import type { Member, Roster } from '@core/roster/roster';
import type { Seating } from './seat-views';

/** Refuses what the page would not have offered, in the same words. */
export async function refuseUnlessOffered(
  roster: Seating,
  pausedUntil: number | undefined,
  now: number,
): Promise<void> {
  const { terms, pools, counts } = roster;
  const decided = admission(
    {
      ...terms,
      state: roster.state === 'cancelled' ? 'cancelled' : 'published',
      opensAt: roster.opensAt,
      closesAt: roster.closesAt,
      startsAt: roster.startsAt,
      ...totals(pools, terms.pools),
      waiting: counts.waitingParties,
      waitingMax: roster.waitingMax,
      pausedUntil,
    },
    undefined,
    now,
  );
  if (decided.verdict === 'paused')
    throw new AppError('registration.paused', { until: dayText(beijingDay(decided.until)) });
  const { verdict } = decided;
  if (verdict === 'register' || verdict === 'wait' || verdict === 'apply' || verdict === 'mine') return;
  throw await refusal(verdict, roster);
}

/** The refusal for each verdict that keeps somebody out, whether the page's rule gave it or the roster's. */
export async function refusal(
  verdict: Exclude<Admission['verdict'], 'register' | 'wait' | 'apply' | 'mine' | 'paused'>,
  roster: Pick<Roster, 'activityId' | 'opensAt'>,
): Promise<AppError> {
  switch (verdict) {
    case 'cancelled': {
      const activity = await activities.find(roster.activityId);
      return cancelled(activity ?? {});
    }
    case 'not-open':
      return new AppError('registration.not-open', { opens: spanText(roster.opensAt, roster.opensAt) });
    case 'ended':
    case 'closed':
      return new AppError('registration.closed');
    case 'just-come':
      return new AppError('registration.not-needed');
    case 'by-group':
      return new AppError('registration.by-group');
    case 'by-submission':
      return new AppError('registration.by-submission');
    case 'full':
      return new AppError('registration.full');
  }
}

/**
 * Refuses what the schema cannot know to be wrong: the activity's own limits, pools and questions. `known` are of the
 * party already, whom limits set since do not turn out.
 * @throws input.invalid, registration.party-too-large
 */
export function refuseWrong(
  input: {
    party: readonly Person[];
    answers: Answers | undefined;
    pool?: string | undefined;
    guardian?: boolean | undefined;
    declares?: boolean | undefined;
  },
  { terms, pools }: Pick<Roster, 'terms' | 'pools'>,
  known: readonly Person[] = [],
): void {
  const most = Math.min(partyLimit(terms), wholeOf(pools, terms.perGroup));
  if (input.party.length > most) throw new AppError('registration.party-too-large', { max: most });
  const problems = {
    ...(input.answers ? wrongAnswers(terms.questions, input.answers) : {}),
    ...wrongAges(terms, input.party, known),
    ...wrongArea(terms, input.declares),
    ...wrongChildren(input.party, input.guardian, index => `party.${index}.`),
  };
  if (terms.phoneRequired && !input.party.some(person => person.phone)) {
    problems['party.0.phone'] = '请留一个电话，有变动好通知您';
  }
  const choices = terms.pools.filter(rule => rule.for === 'choice');
  if (input.pool !== undefined && !choices.some(rule => rule.id === input.pool)) {
    problems.pool = '没有这种名额，请重新选';
  }
  if (Object.keys(problems).length > 0) throw new AppError('input.invalid', problems);
}

/** People who could be seated if nobody else were there. */
function wholeOf(pools: Roster['pools'], perGroup: number): number {
  return Math.max(...Object.values(pools).map(pool => pool.capacity ?? Number.POSITIVE_INFINITY)) * perGroup;
}

/** Refuses what is asked of a registration that staff moved, saying where it is now. @throws registration.moved */
export async function refuseMoved(
  { activityId }: Pick<Roster, 'activityId'>,
  member: Member | undefined,
): Promise<void> {
  if (!member?.movedTo) return;
  const activity = await activities.find(activityId);
  const session = activity?.sessions.find(one => one.id === member.movedTo?.sid);
  if (session) throw new AppError('registration.moved', { when: momentOf(session.startsAt) });
}
