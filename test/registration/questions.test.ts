import { isPhone, numberIn, plainDigits } from '@core/kernel/numbers';
import type { Question } from '@core/programme/activity';
import type { Answers } from '@core/registration/contract';
import { areaAnswer } from '@core/registration/limits';
import { answered, answersTo, wrongAnswers, wrongQuestions } from '@core/registration/questions';

const ask = (type: Question['type'], more: Partial<Question> = {}): Question => ({
  id: 'q1',
  label: '问题',
  type,
  ...more,
});
const choices = { choices: ['大', '中', '小'] };

describe('an answer', () => {
  it.each<[Question['type'], unknown, boolean]>([
    ['text', '石桥花园', true],
    ['text', '字'.repeat(500), true],
    ['text', '字'.repeat(501), false],
    ['text', 3, false],
    ['text', ['石桥花园'], false],
    ['number', 3, true],
    ['number', 0, true],
    ['number', -1.5, true],
    ['number', '3', true],
    ['number', '３', true],
    ['number', '三', false],
    ['number', '1e3', false],
    ['number', '0x10', false],
    ['number', ['3'], false],
    ['number', Number.NaN, false],
    ['number', Number.POSITIVE_INFINITY, false],
    ['number', 1e15, false],
    ['phone', '13812345678', true],
    ['phone', 13812345678, false],
    ['phone', '没有', false],
    ['choice', '大', true],
    ['choice', '特大', false],
    ['choice', ['大'], false],
    ['choices', ['大', '小'], true],
    ['choices', ['大', '特大'], false],
    ['choices', ['大', '大'], false],
    ['choices', '大', false],
    ['ageBand', 'elder', true],
    ['ageBand', '70岁以上', false],
    ['ageBand', 'constructor', false],
    ['ageBand', '__proto__', false],
  ])('to a %s, %j: %s', (type, answer, passes) => {
    const wrong = wrongAnswers([ask(type, choices)], { q1: answer } as Answers);
    expect(Object.keys(wrong)).toEqual(passes ? [] : ['answers.q1']);
  });

  it.each<[string, Answers]>([
    ['none', {}],
    ['an empty one', { q1: '' }],
    ['a blank one', { q1: '  ' }],
    ['no choice', { q1: [] }],
  ])('is missing where it is %s, which only a question that must be answered minds', (_, answers) => {
    const wrong = (required: boolean) => wrongAnswers([ask('choices', { ...choices, required })], answers);
    expect(wrong(true)).toEqual({ 'answers.q1': '请回答这一题' });
    expect(wrong(false)).toEqual({});
  });

  it('to nothing that was asked is not kept, whatever it is called', () => {
    const sent = JSON.parse('{"q1":"大","q9":"x","residentsOf":"石桥社区","__proto__":"y"}') as Answers;
    expect(answersTo([ask('text'), ask('text', { id: 'toString' })], sent)).toEqual({ q1: '大' });
  });

  it('is said in words, with the area somebody declared in front', () => {
    const questions = [ask('ageBand'), ask('choices', { id: 'q2', ...choices }), ask('number', { id: 'q3' })];
    const said = answered(questions, { q1: 'elder', q2: ['大', '小'], q3: 0, [areaAnswer]: '石桥社区' });
    expect(said.map(one => one.answer)).toEqual(['石桥社区', '70岁以上', '大、小', '0']);
  });
});

describe('questions that could not be answered', () => {
  it.each<[string, Parameters<typeof wrongQuestions>[0], string[]]>([
    ['a choice without choices', [ask('choice')], ['questions.0.choices']],
    ['a choice of one', [ask('choices', { choices: ['大'] })], ['questions.0.choices']],
    ['the same choice twice', [ask('choice', { choices: ['大', '大'] })], ['questions.0.choices']],
    ['the same id twice', [ask('text'), ask('number')], ['questions.1.id']],
    ['the id of the area', [ask('text', { id: areaAnswer })], ['questions.0.id']],
    ['none', [ask('text'), ask('choice', { id: 'q2', ...choices })], []],
  ])('%s', (_, questions, wrong) => {
    expect(Object.keys(wrongQuestions(questions))).toEqual(wrong);
  });
});

describe('a telephone number', () => {
  it.each<[string, boolean]>([
    ['13812345678', true],
    ['138 1234 5678', true],
    ['+86 138-1234-5678', true],
    ['(010) 6666 8888', true],
    ['010-66668888', true],
    ['+1 (415) 555-2671', true],
    ['+1.415.555.2671', true],
    ['+44 20 7946 0958', true],
    ['+852 2345 6789', true],
    ['12345', true],
    ['1234', false],
    ['+1234567890123456', false],
    ['138123456七八', false],
    ['--------', false],
    ['+', false],
    ['1'.repeat(25), false],
    ['', false],
  ])('%s: %s', (text, passes) => {
    expect(isPhone(text)).toBe(passes);
  });

  it('and a number are read as a Chinese keyboard types them', () => {
    expect(plainDigits('＋８６ １３８')).toBe('+86 138');
    expect(numberIn(' １２．５ ')).toBe(12.5);
    expect(numberIn('约 3')).toBeUndefined();
  });
});
