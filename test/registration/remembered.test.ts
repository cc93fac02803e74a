import { lastParty, merged, rememberParty, toggled } from '@app/pages/register/known';
import { forgetAnswers, isRemembered, recall, remember } from '@app/pages/register/remembered';
import type { Question } from '@core/programme/activity';
import { forgetEverything } from '@test/support/taro';

jest.mock('@app/services/transport');

const ask = (id: string, label: string, type: Question['type'] = 'text'): Question => ({ id, label, type });
beforeEach(forgetEverything);

describe('an answer', () => {
  it('is filled in the next time another activity asks the same', () => {
    remember([ask('q1', '住在哪个小区？')], { q1: ['石桥花园 '] });
    expect(recall([ask('q7', '住在哪个小区')])).toEqual({ q7: ['石桥花园'] });
  });

  it('is forgotten when it is taken out', () => {
    const question = ask('q1', '住在哪个小区？');
    remember([question], { q1: ['石桥花园'] });
    remember([question], { q1: [''] });
    expect(recall([question])).toEqual({});
  });

  it('is not given to a question of another kind', () => {
    remember([ask('q1', '紧急联系人', 'phone')], { q1: ['13800000000'] });
    expect(recall([ask('q1', '紧急联系人')])).toEqual({});
  });

  it('of several choices is filled in with those that are offered again', () => {
    const days = { ...ask('q1', '哪几天能来？', 'choices'), choices: ['周六', '周日'] };
    remember([days], { q1: ['周六', '周日'] });
    expect(recall([{ ...days, id: 'q3', choices: ['周日', '周一'] }])).toEqual({ q3: ['周日'] });
    expect(recall([{ ...days, choices: ['周一', '周二'] }])).toEqual({});
  });

  it('is not kept where a choice is intimate, though its question is not', () => {
    expect(isRemembered({ label: '要照顾什么', type: 'choice', choices: ['没有', '心脏病'] })).toBe(false);
  });

  it('is forgotten with all others when somebody says so', () => {
    const question = ask('q1', '住在哪个小区？');
    remember([question], { q1: ['石桥花园'] });
    forgetAnswers();
    expect(recall([question])).toEqual({});
  });

  it('is not kept of the oldest wordings once there are many', () => {
    for (let n = 0; n < 41; n++) remember([ask('q', `第${n}问`)], { q: [String(n)] });
    expect(recall([ask('q', '第0问')])).toEqual({});
    expect(recall([ask('q', '第40问')])).toEqual({ q: ['40'] });
  });

  it.each<[string, Question['type'], boolean]>([
    ['住在哪个小区？', 'text', true],
    ['紧急联系人电话', 'phone', true],
    ['有没有要照顾的病？', 'text', false],
    ['对什么过敏', 'text', false],
    ['身份证后四位', 'text', false],
    ['身体怎么样', 'choice', false],
    ['哪几天能来', 'choices', true],
    ['孩子几岁', 'number', true],
    ['年龄', 'ageBand', true],
  ])('to 「%s」 (%s) is kept: %s', (label, type, kept) => {
    expect(isRemembered({ label, type })).toBe(kept);
  });
});

describe('known people', () => {
  const person = (name: string, phone = '') => ({ name, phone, accompanying: false });

  it('are those of the last party, but for its children: a phone keeps no child’s name', () => {
    rememberParty([person('李秀英', '1'), { ...person('小满'), ageBand: 'child' }]);
    expect(lastParty()).toEqual([person('李秀英', '1')]);
  });

  it('are family first, and each name once', () => {
    expect(merged([person('小满', '1')], [person('李秀英'), person('小满', '2'), person('')])).toEqual([
      person('小满', '1'),
      person('李秀英'),
    ]);
  });

  it('take the first empty place, then one more, and no more than the activity takes', () => {
    expect(toggled([person('')], person('小满'), 2)).toEqual([person('小满')]);
    expect(toggled([person('李秀英')], person('小满'), 2)).toEqual([person('李秀英'), person('小满')]);
    expect(toggled([person('李秀英')], person('小满'), 1)).toEqual([person('李秀英')]);
  });

  it('go out again when tapped once more, leaving a place to fill in', () => {
    expect(toggled([person('李秀英'), person('小满')], person('小满'), 5)).toEqual([person('李秀英')]);
    expect(toggled([person('小满')], person('小满'), 5)).toEqual([person('')]);
  });
});
