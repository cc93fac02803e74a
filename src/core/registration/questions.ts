/** An activity's own questions: how staff may ask, and what counts as an answer, alike on both sides. */

import { isPhone, numberIn } from '@core/kernel/numbers';
import { ageBands, type Question } from '@core/programme/activity';
import { longestAnswer } from './answers';
import type { Answers } from './contract';
import { areaAnswer, areaLabel } from './limits';

/** The area somebody declared, where it stands among the answers. */
export const areaQuestion: Question = { id: areaAnswer, label: areaLabel, type: 'choice' };

/** Whether a question is answered by what it offers. */
export const offersChoices = ({ type }: Pick<Question, 'type'>) => type === 'choice' || type === 'choices';

/** Path → problem of questions that could not be asked or answered, below `questions`. */
export function wrongQuestions(
  questions: readonly {
    id: string;
    type: Question['type'];
    choices?: readonly string[] | undefined;
  }[],
): Record<string, string> {
  const problems: Record<string, string> = {};
  questions.forEach((question, index) => {
    const { id, choices = [] } = question;
    if (id === areaAnswer || questions.findIndex(one => one.id === id) < index)
      problems[`questions.${index}.id`] = '这个编号已经用过';
    if (!offersChoices(question)) return;
    if (choices.length < 2) problems[`questions.${index}.choices`] = '请写至少两个选项';
    else if (new Set(choices).size < choices.length)
      problems[`questions.${index}.choices`] = '有两个选项一样';
  });
  return problems;
}

/** Path → problem of the answers an activity's questions do not accept; empty when all is well. */
export function wrongAnswers(questions: readonly Question[], answers: Answers): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const question of questions) {
    const answer = answers[question.id];
    const missing =
      answer === undefined ||
      (typeof answer === 'string' && answer.trim() === '') ||
      (Array.isArray(answer) && answer.length === 0);
    const problem = missing ? (question.required ? '请回答这一题' : undefined) : wrong(question, answer);
    if (problem) problems[`answers.${question.id}`] = problem;
  }
  return problems;
}

/** Of what was sent only the answers to what is asked, so that nothing else is kept. */
export function answersTo(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap(({ id }) => (Object.hasOwn(answers, id) ? [[id, answers[id]!]] : [])),
  );
}

/** The questions that were answered, with what was said in words; the area somebody declared in front. */
export function answered(
  questions: readonly Question[],
  answers: Answers,
): { question: Question; answer: string }[] {
  const declared = answers[areaAnswer];
  const said = questions.flatMap(question => {
    const answer = answers[question.id];
    if (answer === undefined || answer === '') return [];
    const words =
      question.type === 'ageBand' ? (ageBands[answer as keyof typeof ageBands] ?? answer) : answer;
    return [{ question, answer: Array.isArray(words) ? words.join('、') : String(words) }];
  });
  return declared === undefined ? said : [{ question: areaQuestion, answer: String(declared) }, ...said];
}

function wrong(question: Question, answer: Answers[string]): string | undefined {
  const choices = question.choices ?? [];
  switch (question.type) {
    case 'text':
      if (typeof answer !== 'string') return '请写文字';
      return [...answer].length > longestAnswer ? `最多 ${longestAnswer} 个字` : undefined;
    case 'number':
      return isNumber(answer) ? undefined : '请填数字';
    case 'phone':
      return typeof answer === 'string' && isPhone(answer) ? undefined : '请填能打通的电话号码';
    case 'choice':
      return typeof answer === 'string' && choices.includes(answer) ? undefined : '请选一项';
    case 'choices':
      return Array.isArray(answer) &&
        answer.every(one => choices.includes(one)) &&
        new Set(answer).size === answer.length
        ? undefined
        : '请从选项里选';
    case 'ageBand':
      return typeof answer === 'string' && Object.hasOwn(ageBands, answer) ? undefined : '请选年龄段';
  }
}

/** As large as a number of anything asked at a registration can be. */
const largestNumber = 1e12;

function isNumber(answer: Answers[string]): boolean {
  if (typeof answer === 'number') return Number.isFinite(answer) && Math.abs(answer) < largestNumber;
  return typeof answer === 'string' && numberIn(answer) !== undefined;
}
