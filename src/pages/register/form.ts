import type { Question } from '../../core/activity';
import type { ActivityView, Answers, Person } from '../../core/contract';

/** One person as being typed. */
export type PersonDraft = { name: string; phone: string; accompanying: boolean };
/** The form as being filled in; answers by question, always as a list so that one and several are alike. */
export type Form = { people: PersonDraft[]; answers: Record<string, string[]>; consent: boolean };
/** Path in the input → what is wrong there. */
export type Problems = Record<string, string>;

/** Somebody not yet written down. */
export const nobody: PersonDraft = { name: '', phone: '', accompanying: false };

/** People one registration may hold: an activity's limit, times a group's size where seats are groups. */
export function largestParty(view: Pick<ActivityView, 'partyMax' | 'unit' | 'perGroup'>): number {
  return view.partyMax * (view.unit === 'group' ? view.perGroup : 1);
}

/** What is missing before the server need be asked; it judges the rest. */
export function problemsOf(form: Form, view: Pick<ActivityView, 'phoneRequired' | 'questions'>): Problems {
  const problems: Problems = {};
  form.people.forEach((person, at) => {
    if (!person.name.trim()) problems[`party.${at}.name`] = '请填姓名或称呼';
    const number = person.phone.trim();
    if (number && !/^\+?[0-9][0-9 ()-]{4,22}$/.test(number)) {
      problems[`party.${at}.phone`] = '电话号码好像不对，请再看看';
    }
  });
  if (view.phoneRequired && form.people.every(person => !person.phone.trim())) {
    problems['party.0.phone'] = '请留一个电话，有变动好通知您';
  }
  for (const question of view.questions) {
    const answered = form.answers[question.id]?.some(one => one.trim());
    if (question.required && !answered) problems[`answers.${question.id}`] = '请回答这一题';
  }
  return problems;
}

/** The party as the action takes it. */
export function partyOf(form: Form): Person[] {
  return form.people.map(({ name, phone, accompanying }) => ({
    name: name.trim(),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
    ...(accompanying ? { accompanying } : {}),
  }));
}

/** The answers as the action takes them; unanswered questions are left out. */
export function answersOf(form: Form, questions: Question[]): Answers {
  const answers: Answers = {};
  for (const { id, type } of questions) {
    const given = (form.answers[id] ?? []).map(one => one.trim()).filter(Boolean);
    if (given.length === 0) continue;
    if (type === 'choices') answers[id] = given;
    else answers[id] = type === 'number' ? Number(given[0]) : given[0]!;
  }
  return answers;
}
