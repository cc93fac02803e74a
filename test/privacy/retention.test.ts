/** What is left of a party after its time, and what of its roster. */
import { householdLimit, withMember, wrongChildren } from '@core/household/family';
import { childrenIn, dueBefore, forget, holdingOf, remaining } from '@core/privacy/retention';
import type { Member } from '@core/roster/roster';

const day = 86_400_000;
const grandma = { name: '王秀兰', phone: '13812345678', ageBand: 'elder' as const };
const child = { name: '小满', ageBand: 'child' as const };

const member = (overrides: Partial<Member> = {}): Member => ({
  ...{ id: 'g1', state: 'seated', pool: 'open', pools: ['open'], n: 2, size: 2, code: '123456' },
  ...{ names: ['王*兰', '小*'], phoneTail: '5678', consent: false, at: 0, came: 0 },
  ...{ arrived: {}, arrivals: {}, withdrawals: {} },
  ...overrides,
});

describe('when it is due', () => {
  it.each([
    ['people', 180, 180],
    ['children', 180, 30],
    ['people', 10, 10],
    ['children', 10, 10],
  ] as const)('%s, where %i days are set: %i days after the end', (stage, days, after) => {
    expect(dueBefore(stage, days, 1000 * day)).toBe((1000 - after) * day);
  });
});

describe('what is left of a party', () => {
  it('as many people as before, without what goes', () => {
    expect(remaining([grandma, child], 'children')).toEqual([grandma, { name: '*' }]);
    expect(remaining([grandma, child], 'people')).toEqual([{ name: '*' }, { name: '*' }]);
  });

  it('tells what it still holds', () => {
    expect(holdingOf([grandma, child])).toBe('children');
    expect(holdingOf([grandma])).toBe('people');
    expect(childrenIn([grandma, child, child])).toEqual([1, 2]);
  });
});

describe('what is taken from its roster', () => {
  const party = { key: 'm1', id: 'g1', hidden: [1], whole: false };

  it('a child’s name, and only while the party is as it was read', () => {
    expect(forget({ m1: member({ revision: 'r1' }) }, [party])).toEqual({
      when: { 'members.m1.id': { eq: 'g1' }, 'members.m1.revision': { eq: 'r1' } },
      write: { 'members.m1.names': { set: ['王*兰', '*'] } },
    });
  });

  it('of the whole party the phone’s digits and staff’s words, while masked names stay', () => {
    expect(forget({ m1: member({ reason: '本人来电' }) }, [{ ...party, hidden: [], whole: true }])).toEqual({
      when: { 'members.m1.id': { eq: 'g1' }, 'members.m1.revision': { absent: true } },
      write: { 'members.m1.phoneTail': { remove: true }, 'members.m1.reason': { remove: true } },
    });
  });

  it('nothing a second time, and nothing of a later registration', () => {
    const done = member({ names: ['*', '*'], id: 'g1' });
    delete done.phoneTail;
    expect(forget({ m1: done }, [{ ...party, hidden: 'all', whole: true }])).toBeUndefined();
    expect(forget({ m1: member({ id: 'g2' }) }, [party])).toBeUndefined();
    expect(forget({}, [party])).toBeUndefined();
  });
});

describe('children in a party', () => {
  const at = (index: number) => `party.${index}.`;

  it('need their guardian, and have no phone', () => {
    expect(Object.keys(wrongChildren([grandma, { ...child, phone: '13812345678' }], false, at))).toEqual([
      'party.1.phone',
      'guardian',
    ]);
    expect(wrongChildren([grandma, child], true, at)).toEqual({});
    expect(wrongChildren([grandma], undefined, at)).toEqual({});
  });
});

describe('a household', () => {
  it('takes as many as it may, and changes those it has even when full', () => {
    const full = Array.from({ length: householdLimit }, (_, n) => ({ id: `f${n}`, name: '家人' }));
    expect(withMember(full, { id: 'f99', name: '多的' })).toBeUndefined();
    expect(withMember(full, { id: 'f3', name: '改了' })?.[3]).toEqual({ id: 'f3', name: '改了' });
  });
});
