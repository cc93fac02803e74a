/** A roster as full as they get, put together without registering one after another. */
import { maskName } from '@core/kernel/masking';
import type { Member, Roster } from '@core/roster/roster';

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢';
const given = ['秀兰', '建国', '桂英', '小明', '慧敏', '国庆', '子墨'];

/** A seated party of one or two, as registering would have left it: code 100000 and so on, phone tail 0000 and so on. */
function member(i: number): Member {
  const size = 1 + (i % 2);
  const name = `${surnames[i % surnames.length]}${given[i % given.length]}`;
  return {
    id: `g${i.toString(16).padStart(20, '0')}`,
    state: 'seated',
    pool: 'open',
    pools: ['open'],
    n: size,
    size,
    names: [name, '同行'].slice(0, size).map(maskName),
    phoneTail: String(i % 10_000).padStart(4, '0'),
    code: String(100_000 + i),
    consent: true,
    at: 0,
    came: 0,
    arrived: {},
    arrivals: {},
    withdrawals: {},
  };
}

/** An empty roster with so many parties on it; `capacity` is the activity's. */
export function crowded(roster: Roster, parties: number, capacity: number): Roster {
  const members = Object.fromEntries(
    Array.from({ length: parties }, (_, i) => [`m${i.toString(16).padStart(20, '0')}`, member(i)]),
  );
  const seated = Object.values(members).reduce((sum, { size }) => sum + size, 0);
  return {
    ...roster,
    members,
    parties,
    codes: Object.fromEntries(Object.entries(members).map(([key, { code }]) => [code, key])),
    counts: { ...roster.counts, seated },
    pools: { open: { declared: capacity, capacity, left: capacity - seated } },
  };
}
