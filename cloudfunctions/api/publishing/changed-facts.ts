/** An activity with new facts: what may change once people hold tickets, who must hear of it, and which words are checked. */

import type { Activity } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { keepSessions } from '@core/registration/enrolment';

/** Whether what people may hold tickets for stays: the sessions of what is public, its enrolment and what a seat counts. */
export function keepsTickets(before: Activity, after: Activity): boolean {
  if (before.state !== 'published') return true;
  const kept = (['enrolment', 'unit', 'perGroup'] as const).every(fact => after[fact] === before[fact]);
  return kept && after.sessions.length >= before.sessions.length;
}

/**
 * An activity with new facts, and what they still have to bring about once it is public.
 * @throws activity.seats-taken where they do not keep people's tickets
 */
export function revised(activity: Activity, facts: Partial<Activity> & Pick<Activity, 'sessions'>): Activity {
  if (activity.state === 'cancelled') throw new AppError('activity.not-editable');
  const next = { ...activity, ...facts };
  if (activity.state !== 'published') return next;
  if (!keepsTickets(activity, next)) throw new AppError('activity.seats-taken');
  const sessions = keepSessions(activity.sessions, next.sessions);
  return { ...next, sessions, unsettled: moved(activity.sessions, sessions) ? 'changed' : 'quiet' };
}

/** Whether anybody must hear that their session has another time or place. */
export function moved(before: Activity['sessions'], after: Activity['sessions']): boolean {
  return before.some(session => {
    const now = after.find(one => one.id === session.id);
    return (
      now?.startsAt !== session.startsAt ||
      now.endsAt !== session.endsAt ||
      now.place.text !== session.place.text
    );
  });
}

/** Everything of an activity that others will read, for the content check. */
export function publicWords(activity: Omit<Activity, 'code'>): string {
  const { title, summary, remark, audience, contact, theme, residentsOf, coHosts } = activity;
  const places = activity.sessions.map(session => session.place.text);
  const questions = activity.questions.flatMap(question => [question.label, ...(question.choices ?? [])]);
  const own = [title, summary, remark, audience, contact, theme, residentsOf];
  const words = [...own, ...coHosts, ...places, ...questions];
  return [...new Set(words.filter(Boolean))].join('\n');
}
