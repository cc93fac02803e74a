/** Answers kept on this phone to be filled in the next time the same is asked. */
import type { Question } from '../../core/activity';
import { keep, kept } from '../../services/storage';
import type { Form } from './form';

const NAME = 'answers';
/** Wordings kept; the oldest go first. */
const MOST = 40;
/** What may tell of somebody's health, papers or belief is asked anew each time, whoever holds the phone. */
const intimate = /病|药|过敏|健康|残|孕|医|证件|身份|护照|卡号|密码|民族|信仰|宗教/;

type Kept = [wording: string, answer: string][];

/** Whether an answer is kept: what is typed, never what is chosen from a list, and nothing intimate. */
export function isRemembered({ type, label }: Pick<Question, 'type' | 'label'>): boolean {
  return (type === 'text' || type === 'phone') && !intimate.test(label);
}

/** The answers this phone knows to an activity's questions. */
export function recall(questions: readonly Question[]): Form['answers'] {
  const known = new Map(kept<Kept>(NAME) ?? []);
  return Object.fromEntries(
    questions.flatMap(question => {
      const answer = isRemembered(question) ? known.get(wordingOf(question)) : undefined;
      return answer ? [[question.id, [answer]]] : [];
    }),
  );
}

/** Keeps what was answered, in place of what was kept under the same wording. */
export function remember(questions: readonly Question[], answers: Form['answers']): void {
  const known = new Map(kept<Kept>(NAME) ?? []);
  for (const question of questions.filter(isRemembered)) {
    const wording = wordingOf(question);
    const answer = answers[question.id]?.[0]?.trim();
    known.delete(wording);
    if (answer) known.set(wording, answer);
  }
  keep(NAME, [...known].slice(-MOST));
}

/** The same question of another activity is worded alike, but for spaces and marks. */
const wordingOf = ({ type, label }: Question) => `${type}|${label.replace(/[\s？?。：:，,！!]/g, '')}`;
