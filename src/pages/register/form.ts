import { isChild } from '@core/household/family';
import { isPhone, numberIn, plainDigits } from '@core/kernel/numbers';
import { isForFamily } from '@core/no-shows/absences';
import type { AgeBand, Question } from '@core/programme/activity';
import type { ActivityView } from '@core/programme/contract';
import type { Answers, Person } from '@core/registration/contract';
import { type Limits, wrongAges, wrongArea } from '@core/registration/limits';

/** One person as being typed. The age band is there only where it was asked for, or known of a child. */
export type PersonDraft = { name: string; phone: string; accompanying: boolean; ageBand?: AgeBand };
/** The form as being filled in; answers by question, always as a list so that one and several are alike. */
export type Form = {
  people: PersonDraft[];
  answers: Record<string, string[]>;
  consent: boolean;
  /** What they come as, where the activity has seats to choose from; `open` is everybody's. */
  pool?: string;
  /** Whoever fills it in is the guardian of the children in it, and agreed to the notice. */
  guardian?: boolean;
  /** They live or work in the area the activity is for, as they say. */
  declares?: boolean;
  /** Whoever fills it in takes no seat: where a pause stops their own registrations. */
  forFamily?: boolean;
};
/** Path in the input → what is wrong there. */
export type Problems = Record<string, string>;

/** Somebody not yet written down. */
export const nobody: PersonDraft = { name: '', phone: '', accompanying: false };

/** People one registration may hold: an activity's limit, times a group's size where seats are groups. */
export function largestParty(view: Pick<ActivityView, 'partyMax' | 'unit' | 'perGroup'>): number {
  return view.partyMax * (view.unit === 'group' ? view.perGroup : 1);
}

/** Whose phone is asked for: the first who may have one. Children have none here. */
export function phoneAt(people: readonly PersonDraft[]): number {
  return people.findIndex(person => !isChild(person));
}

/** What must be filled in, from what the activity asks. `ways` are the seats one has to choose from. */
export type Asks = Limits & {
  phoneRequired: boolean;
  questions: readonly Question[];
  ways?: readonly unknown[];
  /** Who is in the party already, where it is being changed. */
  known?: readonly Pick<Person, 'name' | 'ageBand'>[];
  /** Their own registrations are paused. */
  pausedUntil?: string | undefined;
};

/** What is missing before the server need be asked; it judges the rest. */
export function problemsOf(form: Form, asks: Asks): Problems {
  const { phoneRequired, questions, ways = [], known, pausedUntil } = asks;
  const problems: Problems = {
    ...wrongAges(asks, partyOf(form, true), known),
    ...wrongArea(asks, form.declares),
  };
  if (ways.length > 0 && !form.pool) problems.pool = '请选一种名额';
  const { people } = form;
  people.forEach((person, at) => {
    if (!person.name.trim()) problems[`party.${at}.name`] = '请填姓名或称呼';
    const number = phoneOf(person);
    if (number && !isPhone(number)) {
      problems[`party.${at}.phone`] = '电话号码好像不对，请再看看';
    }
  });
  if (phoneRequired && !people.some(phoneOf)) {
    problems[`party.${Math.max(0, phoneAt(people))}.phone`] = '请留一个电话，有变动好通知您';
  }
  for (const question of questions) {
    const answered = form.answers[question.id]?.some(one => one.trim());
    if (question.required && !answered) problems[`answers.${question.id}`] = '请回答这一题';
    else if (answered && question.type === 'number' && numberIn(form.answers[question.id]![0]!) === undefined)
      problems[`answers.${question.id}`] = '请填数字';
  }
  if (pausedUntil && !isForFamily({ ...form, party: people })) problems.forFamily = '只给家人报，请打勾';
  if (people.some(isChild) && !form.guardian) problems.guardian = '请先看说明，再打勾';
  return problems;
}

/** The party as the action takes it. `ages` says that age bands matter here; a child's always does. */
export function partyOf(form: Pick<Form, 'people'>, ages = false): Person[] {
  return form.people.map(person => {
    const { name, accompanying, ageBand } = person;
    const phone = phoneOf(person);
    return {
      name: name.trim(),
      ...(phone ? { phone } : {}),
      ...(ageBand && (ages || isChild(person)) ? { ageBand } : {}),
      ...(accompanying ? { accompanying } : {}),
    };
  });
}

/** The answers as the action takes them; unanswered questions are left out. */
export function answersOf(form: Pick<Form, 'answers'>, questions: readonly Question[]): Answers {
  const answers: Answers = {};
  for (const { id, type } of questions) {
    const given = (form.answers[id] ?? []).map(one => one.trim()).filter(Boolean);
    if (given.length === 0) continue;
    if (type === 'choices') answers[id] = given;
    else if (type === 'number') answers[id] = numberIn(given[0]!) ?? given[0]!;
    else answers[id] = type === 'phone' ? plainDigits(given[0]!) : given[0]!;
  }
  return answers;
}

/** The rest of the input: which pool, and what is said by a tick, each only where it is meant. */
export function meantOf({ people, pool, guardian, declares, forFamily }: Form): {
  pool?: string;
  guardian?: true;
  declares?: true;
  forFamily?: true;
} {
  return {
    ...(pool && pool !== 'open' ? { pool } : {}),
    ...(guardian && people.some(isChild) ? { guardian: true } : {}),
    ...(declares ? { declares: true } : {}),
    ...(forFamily ? { forFamily: true } : {}),
  };
}

const phoneOf = (person: PersonDraft) => (isChild(person) ? '' : plainDigits(person.phone).trim());
