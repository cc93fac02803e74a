/** Answers kept on this phone to be filled in the next time the same is asked. */

import { forget, keep, kept } from '@app/services/storage';
import type { Question } from '@core/programme/activity';
import { offersChoices } from '@core/registration/questions';
import type { Form } from './form';

const NAME = 'answers';
/** Wordings kept; the oldest go first. */
const MOST = 40;
/** What may tell of somebody's health, papers or belief is asked anew each time, whoever holds the phone. */
const intimate = /病|药|过敏|健康|身体|残|孕|医|证件|身份|护照|卡号|密码|民族|信仰|宗教/;

type Kept = [wording: string, answer: string | string[]][];
type Asked = Pick<Question, 'type' | 'label' | 'choices'>;

/** Whether an answer is kept: not where the question, or what it offers to choose, is intimate. */
export function isRemembered({ label, choices = [] }: Asked): boolean {
  return ![label, ...choices].some(words => intimate.test(words));
}

/** The answers this phone knows to an activity's questions; of a choice only what is offered here too. */
export function recall(questions: readonly Question[]): Form['answers'] {
  const known = new Map(kept<Kept>(NAME) ?? []);
  return Object.fromEntries(
    questions.flatMap(question => {
      const answer = isRemembered(question) ? known.get(wordingOf(question)) : undefined;
      const given = [answer ?? []].flat();
      const fit = offersChoices(question) ? given.filter(one => question.choices?.includes(one)) : given;
      return fit.length > 0 ? [[question.id, fit]] : [];
    }),
  );
}

/** Keeps what was answered, in place of what was kept under the same wording. */
export function remember(questions: readonly Question[], answers: Form['answers']): void {
  const known = new Map(kept<Kept>(NAME) ?? []);
  for (const question of questions.filter(isRemembered)) {
    const wording = wordingOf(question);
    const given = (answers[question.id] ?? []).map(one => one.trim()).filter(Boolean);
    known.delete(wording);
    if (given.length > 0) known.set(wording, given);
  }
  keep(NAME, [...known].slice(-MOST));
}

/** Forgets every answer this phone has kept. */
export function forgetAnswers(): void {
  forget(NAME);
}

/** The same question of another activity is worded alike, but for spaces and marks. */
const wordingOf = ({ type, label }: Asked) => `${type}|${label.replace(/[\s？?。：:，,！!]/g, '')}`;
