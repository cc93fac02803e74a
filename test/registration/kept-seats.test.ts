import { keptTexts, stillKept } from '@app/components/kept';
import { agesAsked, agesReason, outlook, waysToCome } from '@app/pages/register/kept-seats';
import type { ActivityView } from '@core/programme/contract';
import { makeView } from '@test/support/taro-server';

jest.mock('@app/services/transport');

type Kept = ActivityView['pools'][number];
const eight = '2027-06-09T08:00:00+08:00';
const now = Date.parse(eight);
const elders = (overrides: Partial<Kept> = {}): Kept => ({
  poolId: 'p1',
  name: '长者席',
  for: 'ages',
  ages: ['elder'],
  releasesAt: null,
  seats: 5,
  left: 5,
  ...overrides,
});
const choice = (poolId: string, name: string, left: number): Kept => ({
  poolId,
  name,
  for: 'choice',
  releasesAt: null,
  seats: 5,
  left,
});
const ofAge = (ageBand?: 'elder' | 'adult') => (ageBand ? { ageBand } : {});

describe('an age', () => {
  it('is asked only among those that seats are kept for', () => {
    expect(agesAsked([])).toEqual([]);
    expect(agesAsked([choice('p2', '选手', 1)])).toEqual([]);
    expect(agesAsked([elders({ ages: ['elder', 'senior'] })])).toEqual(['senior', 'elder']);
  });

  it('is asked with the reason, and with the time from which it no longer matters', () => {
    expect(agesReason([elders()])).toEqual(['70岁以上还有 5 个长者席，一起来的人里有一位就行。']);
    const [sentence] = agesReason([elders({ left: 0, releasesAt: '2027-06-10T09:00:00+08:00' })]);
    expect(sentence).toBe('长者席现在满了，空出来先给70岁以上。没用完的，6月10日 周四 9:00 起给大家。');
  });

  it('is no longer asked once its seats are everybody’s', () => {
    const view = { pools: [elders({ releasesAt: eight })] };
    expect(stillKept(view, now - 1)).toHaveLength(1);
    expect(stillKept(view, now)).toEqual([]);
  });
});

describe('the seats to choose from', () => {
  it('say what is left of each', () => {
    const view = makeView({
      capacity: 10,
      left: 0,
      pools: [choice('p1', '选手', 2), choice('p2', '观众', 0)],
    });
    expect(waysToCome(view, now)).toEqual([
      { value: 'p1', label: '选手（还有 2 个）' },
      { value: 'p2', label: '观众（满了，可候补）' },
    ]);
  });

  it('include everybody’s where the parts do not add up to the whole', () => {
    const view = makeView({
      capacity: 12,
      left: 2,
      pools: [choice('p1', '选手', 2), choice('p2', '观众', 5)],
    });
    expect(waysToCome(view, now).map(way => way.label)).toEqual([
      '选手（还有 2 个）',
      '观众（还有 5 个）',
      '普通名额（还有 2 个）',
    ]);
  });

  it('are none where nobody has to choose', () => {
    expect(waysToCome(makeView({ pools: [elders()] }), now)).toEqual([]);
  });
});

describe('what will become of a party', () => {
  const full = { capacity: 10, left: 0, kept: 5 };
  const due = (view: Partial<ActivityView>, people: { ageBand?: 'elder' | 'adult' }[], pool?: string) =>
    outlook(makeView(view), undefined, { people, ...(pool ? { pool } : {}) }, now);

  it.each<[string, ReturnType<typeof due>, string]>([
    ['two where two are left', due({ left: 2 }, [{}, {}]), 'seat'],
    ['three where two are left', due({ left: 2 }, [{}, {}, {}]), 'wait'],
    ['one where others wait before', due({ left: 2, waiting: 1 }, [{}]), 'wait'],
    ['one without limit', due({ capacity: null, left: null, waiting: 0 }, [{}]), 'seat'],
    ['anybody where staff decide', due({ approval: true, left: 0 }, [{}]), 'apply'],
    [
      'one with an elder, from the kept seats',
      due({ ...full, pools: [elders()] }, [{}, ofAge('elder')]),
      'seat',
    ],
    [
      'an elder though others wait',
      due({ ...full, waiting: 3, pools: [elders()] }, [ofAge('elder')]),
      'seat',
    ],
    ['one without an elder', due({ ...full, pools: [elders()] }, [ofAge('adult')]), 'wait'],
    ['a competitor', due({ ...full, pools: [choice('p1', '选手', 1)] }, [{}], 'p1'), 'seat'],
    [
      'two competitors on one seat',
      due({ left: 9, pools: [choice('p1', '选手', 1)] }, [{}, {}], 'p1'),
      'wait',
    ],
    ['one for everybody’s seats', due({ left: 1, pools: [choice('p1', '选手', 0)] }, [{}], 'open'), 'seat'],
    [
      'five as two groups of three',
      due({ left: 2, unit: 'group', perGroup: 3 }, [{}, {}, {}, {}, {}]),
      'seat',
    ],
  ])('%s', (_, got, wanted) => {
    expect(got).toBe(wanted);
  });
});

test('what is kept, how one gets it and what is left of it, each in a sentence', () => {
  const desk = { ...elders(), poolId: 'p2', name: '现场票', for: 'desk' as const, seats: 3, left: 0 };
  expect(keptTexts({ pools: [elders(), desk] }, 0)).toEqual([
    '长者席 5 个：留给70岁以上，还剩 5 个',
    '现场票 3 个：打电话或到站点登记，现在满了',
  ]);
});
