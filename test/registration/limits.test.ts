import type { AgeBand } from '@core/programme/activity';
import type { Person } from '@core/registration/contract';
import { agesText, areaAnswer, limitLines, withArea, wrongAges, wrongArea } from '@core/registration/limits';

describe('ages in words', () => {
  it.each<[AgeBand[], string]>([
    [[], ''],
    [['elder'], '70岁以上'],
    [['elder', 'senior'], '60岁以上'],
    [['child'], '14岁以下'],
    [['child', 'teen'], '18岁以下'],
    [['teen', 'adult'], '14–59岁'],
    [['child', 'elder'], '14岁以下、70岁以上'],
    [['child', 'teen', 'adult', 'senior', 'elder'], '不限年龄'],
  ])('%j: %s', (ages, text) => {
    expect(agesText(ages)).toBe(text);
  });
});

const one = (ageBand?: AgeBand, more: Partial<Person> = {}): Person => ({
  name: '王秀兰',
  ...(ageBand ? { ageBand } : {}),
  ...more,
});
const helps = { accompanying: true, name: '李建国' };

describe('whom an activity for some ages takes', () => {
  const elders: AgeBand[] = ['senior', 'elder'];
  it.each<[string, AgeBand[] | undefined, Person[], string[]]>([
    ['anybody, where it is for all', undefined, [one()], []],
    ['anybody, where every age is named', ['child', 'teen', 'adult', 'senior', 'elder'], [one()], []],
    ['one of the ages', elders, [one('elder')], []],
    ['one of another age with somebody who is', elders, [one('elder'), one('adult', helps)], []],
    ['somebody who accompanies and says no age', elders, [one('elder'), one(undefined, helps)], []],
    ['nobody of another age', elders, [one('adult')], ['party.0.ageBand']],
    ['nobody who says no age', elders, [one()], ['party.0.ageBand']],
    ['not one among several', elders, [one('elder'), one('adult')], ['party.1.ageBand']],
    ['nobody who only accompanies', elders, [one('adult', helps)], ['party.0.accompanying']],
    ['a child with a parent', ['child'], [one('child'), one(undefined, helps)], []],
  ])('%s', (_, ages, party, wrong) => {
    expect(Object.keys(wrongAges(ages ? { ages } : {}, party))).toEqual(wrong);
  });

  it('names the ages in its refusal, and the way in for whoever comes along', () => {
    expect(wrongAges({ ages: elders }, [one('adult')])['party.0.ageBand']).toMatch(/60岁以上.*陪同/);
    expect(wrongAges({ ages: elders }, [one()])['party.0.ageBand']).toMatch(/60岁以上.*请选年龄段/);
  });

  it('turns nobody out who was in before the limit was set, and lets no one else in by their name', () => {
    const before = [one('adult')];
    expect(wrongAges({ ages: elders }, before, before)).toEqual({});
    expect(wrongAges({ ages: elders }, [one('teen')], before)).not.toEqual({});
  });
});

describe('the area', () => {
  const limits = { residentsOf: '石桥社区' };
  it.each<[string, { residentsOf?: string }, boolean | undefined, boolean]>([
    ['is asked where it is named', limits, undefined, false],
    ['is refused without the tick', limits, false, false],
    ['is taken at somebody’s word', limits, true, true],
    ['is not asked elsewhere', {}, undefined, true],
  ])('%s', (_, asked, declares, passes) => {
    expect(Object.keys(wrongArea(asked, declares))).toEqual(passes ? [] : ['declares']);
  });

  it('is kept as it was declared, and only where it was asked for', () => {
    expect(withArea({ q1: '大' }, limits, true)).toEqual({ q1: '大', [areaAnswer]: '石桥社区' });
    expect(withArea({ q1: '大' }, {}, true)).toEqual({ q1: '大' });
    expect(withArea({}, limits, false)).toEqual({});
  });

  it('stands on the page with the ages, in plain words and without a word of papers to bring', () => {
    expect(limitLines({ ages: ['elder'], ...limits })).toEqual([
      '70岁以上，陪同的人不限',
      '住在石桥社区，或在那里工作、上学的人；自己打个勾就行，不用证明',
    ]);
    expect(limitLines({})).toEqual([]);
  });
});
