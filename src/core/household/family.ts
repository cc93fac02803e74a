/** The people a resident keeps to register with one tap, and children under 14, whom only their guardian adds. */
import type { AgeBand } from '@core/programme/activity';

/** Somebody of a resident's family. A child has a nickname and the age band, and the guardian's consent with it. */
export type FamilyMember = {
  id: string;
  name: string;
  phone?: string;
  ageBand?: AgeBand;
  guardian?: Consent;
};

/** A guardian's consent: the notice they were shown, and when, epoch milliseconds. */
export type Consent = { notice: number; at: number };

/** As many as one resident keeps. */
export const householdLimit = 12;

/** What a guardian reads before adding a child. A new wording takes a new version, which is stored with each consent. */
export const childrenNotice = {
  version: 1,
  title: '添加 14 岁以下的孩子',
  lines: [
    '只能由爸爸、妈妈或其他监护人添加。',
    '只记小名和“14 岁以下”，不记大名、电话、生日、证件和照片。',
    '只用来给孩子报名和签到，只有您报名的那个活动的工作人员看得到。',
    '加密保存。活动结束满 30 天，报名里孩子的小名和回答自动删除。',
    '家人里的小名您随时可以去掉，“我的资料与隐私”里可以全部删除。',
    '不同意就不用添加；不用报名的活动，带孩子直接来就行。',
  ],
  tick: '我是孩子的监护人，看过了，同意',
} as const;

type Described = { phone?: string | undefined; ageBand?: AgeBand | undefined };

/** Whether somebody is under 14, as far as was said. */
export function isChild({ ageBand }: Pick<Described, 'ageBand'>): boolean {
  return ageBand === 'child';
}

/**
 * Path → problem of people among whom are children: they have no phone of their own here, and a guardian has agreed.
 * `path` is where a person's fields stand in the input.
 */
export function wrongChildren(
  people: readonly Described[],
  guardian: boolean | undefined,
  path: (index: number) => string,
): Record<string, string> {
  const problems: Record<string, string> = {};
  people.forEach((person, index) => {
    if (isChild(person) && person.phone)
      problems[`${path(index)}phone`] = '14 岁以下的孩子不留电话，请留大人的';
  });
  if (people.some(isChild) && !guardian) problems.guardian = '14 岁以下的孩子由监护人添加，请先看说明并打勾';
  return problems;
}

/** A household with somebody added, or changed where the id is known; nothing where there is no room for more. */
export function withMember(
  people: readonly FamilyMember[],
  member: FamilyMember,
): readonly FamilyMember[] | undefined {
  if (people.some(one => one.id === member.id))
    return people.map(one => (one.id === member.id ? member : one));
  return people.length < householdLimit ? [...people, member] : undefined;
}
