/** Whom an activity is for: some ages, the residents of an area. Both are what people say of themselves, never proved. */

import { type Activity, type AgeBand, ageBands } from '@core/programme/activity';
import type { Answers, Person } from './contract';

/** What an activity asks of whoever comes; neither is asked where it says nothing. */
export type Limits = Pick<Activity, 'ages' | 'residentsOf'>;

/** Under which answer the area somebody declared is kept, sealed with the others; no question may be called so. */
export const areaAnswer = 'residentsOf';
/** The declaration where it is read among the answers. */
export const areaLabel = '住在或工作在（自己说的）';

const bands = Object.keys(ageBands) as AgeBand[];
const from: Record<AgeBand, number> = { child: 0, teen: 14, adult: 18, senior: 60, elder: 70 };

/** Ages in words, bands side by side as one: 「60岁以上」, 「14岁以下、60岁以上」, 「18岁以下」. Empty for none. */
export function agesText(ages: readonly AgeBand[]): string {
  const chosen = bands.filter(age => ages.includes(age));
  const runs: AgeBand[][] = [];
  for (const age of chosen) {
    const last = runs[runs.length - 1];
    const isNext = last && bands.indexOf(last[last.length - 1]!) + 1 === bands.indexOf(age);
    if (isNext) last.push(age);
    else runs.push([age]);
  }
  return runs.map(runText).join('、');
}

function runText(run: readonly AgeBand[]): string {
  if (run.length === bands.length) return '不限年龄';
  const first = from[run[0]!];
  const after = bands[bands.indexOf(run[run.length - 1]!) + 1];
  if (after === undefined) return `${first}岁以上`;
  return first === 0 ? `${from[after]}岁以下` : `${first}–${from[after] - 1}岁`;
}

/** The ages an activity is only for; none where it is for all. */
export function agesOf({ ages = [] }: Pick<Limits, 'ages'>): readonly AgeBand[] {
  return ages.length < bands.length ? ages : [];
}

/** The one sentence a resident ticks, and is all that is asked: 「我住在石桥社区，或在那里工作、上学」. */
export function areaTick(area: string): string {
  return `我住在${area}，或在那里工作、上学`;
}

/** Whom an activity is for, as its page says it, a line for each limit. */
export function limitLines(limits: Limits): string[] {
  const ages = agesText(agesOf(limits));
  return [
    ...(ages ? [`${ages}，陪同的人不限`] : []),
    ...(limits.residentsOf
      ? [`住在${limits.residentsOf}，或在那里工作、上学的人；自己打个勾就行，不用证明`]
      : []),
  ];
}

/**
 * Path → problem of people an activity is not for. Whoever accompanies may be of any age, but somebody must come for
 * whom it is. `known` were in the party before the limits were asked about: they are not turned out by a change.
 */
export function wrongAges(
  limits: Pick<Limits, 'ages'>,
  party: readonly Pick<Person, 'name' | 'ageBand' | 'accompanying'>[],
  known: readonly Pick<Person, 'name' | 'ageBand'>[] = [],
): Record<string, string> {
  const ages = agesOf(limits);
  if (ages.length === 0) return {};
  const whom = agesText(ages);
  if (party.every(person => person.accompanying))
    return { 'party.0.accompanying': `这个活动面向${whom}，陪同之外至少要有一位来参加` };
  const problems: Record<string, string> = {};
  party.forEach(({ name, ageBand, accompanying }, index) => {
    if (accompanying || (ageBand && ages.includes(ageBand))) return;
    if (known.some(one => one.name === name && one.ageBand === ageBand)) return;
    problems[`party.${index}.ageBand`] = ageBand
      ? `这个活动面向${whom}。不在这个年龄的，可以作为陪同一起来`
      : `这个活动面向${whom}，请选年龄段；陪同的人不用选`;
  });
  return problems;
}

/** Path → problem where somebody has not said that they are of the area. */
export function wrongArea(
  { residentsOf }: Pick<Limits, 'residentsOf'>,
  declares: boolean | undefined,
): Record<string, string> {
  if (!residentsOf || declares) return {};
  return {
    declares: `这个活动面向${residentsOf}的居民和在那里工作、上学的人。您是的话请打勾，不用证明`,
  };
}

/** Answers with the declaration among them, as it is kept; without one where none was asked for or made. */
export function withArea(
  answers: Answers,
  { residentsOf }: Pick<Limits, 'residentsOf'>,
  declares: boolean | undefined,
): Answers {
  return residentsOf && declares ? { ...answers, [areaAnswer]: residentsOf } : answers;
}
