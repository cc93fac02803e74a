import { ageBands, type Question } from './activity';
import type { Answers } from './contract';

/** Path → problem of the answers an activity's questions do not accept; empty when all is well. */
export function wrongAnswers(questions: readonly Question[], answers: Answers): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const question of questions) {
    const answer = answers[question.id];
    const missing = answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
    const problem = missing ? (question.required ? '请回答这一题' : undefined) : wrong(question, answer);
    if (problem) problems[`answers.${question.id}`] = problem;
  }
  return problems;
}

/** The questions that were answered, with what was said in words. */
export function answered(
  questions: readonly Question[],
  answers: Answers,
): { question: Question; answer: string }[] {
  return questions.flatMap(question => {
    const answer = answers[question.id];
    if (answer === undefined || answer === '') return [];
    const said = question.type === 'ageBand' ? (ageBands[answer as keyof typeof ageBands] ?? answer) : answer;
    return [{ question, answer: Array.isArray(said) ? said.join('、') : String(said) }];
  });
}

function wrong(question: Question, answer: Answers[string]): string | undefined {
  const choices = question.choices ?? [];
  switch (question.type) {
    case 'text':
      return typeof answer === 'string' ? undefined : '请写文字';
    case 'number':
      return Number.isFinite(typeof answer === 'number' ? answer : Number(answer || Number.NaN))
        ? undefined
        : '请填数字';
    case 'phone':
      return typeof answer === 'string' && /^\+?[0-9][0-9 ()-]{4,22}$/.test(answer)
        ? undefined
        : '请填能打通的电话号码';
    case 'choice':
      return typeof answer === 'string' && choices.includes(answer) ? undefined : '请选一项';
    case 'choices':
      return Array.isArray(answer) && answer.every(one => choices.includes(one)) ? undefined : '请从选项里选';
    case 'ageBand':
      return typeof answer === 'string' && Object.hasOwn(ageBands, answer) ? undefined : '请选年龄段';
  }
}
