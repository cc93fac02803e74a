/** What a gate takes along of each party: nothing gets lost on the way, and three thousand stay small. */
import { gzipSync } from 'node:zlib';
import { arrive } from '@core/door/door';
import { type GateLine, lineOf, readLines, writeLines } from '@core/door/gate-lines';
import { maskTitle } from '@core/kernel/masking';
import { admit } from '@core/registration/seating';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';

const line = (over: Partial<GateLine> = {}): GateLine => ({
  ...{
    code: '100001',
    name: '王*兰',
    phoneTail: '1234',
    size: 2,
    status: 'seated',
    arrived: 0,
    disputed: false,
  },
  ...over,
});
const last = (by: string, minutes: number, way: NonNullable<GateLine['last']>['way'] = 'scanned') => ({
  last: { at: start + minutes * 60_000, by, way },
});

test('every line is read as it was written', () => {
  const lines = [
    line(),
    line({ code: '100002', arrived: 2, ...last('志愿者 小李', 0) }),
    line({ code: '100003', arrived: 1, disputed: true, ...last('站长 老王', 95, 'ticked') }),
    line({ code: '100004', arrived: 2, ...last('志愿者 小李', 1300, 'typed') }),
    line({ code: '100005', arrived: 2, ...last('本人', 12, 'self') }),
    line({ code: '100006', status: 'withdrawn', arrived: 1, ...last('志愿者 小李', -30) }),
  ];
  expect(readLines(writeLines(lines))).toEqual(lines);
  expect(readLines(writeLines(lines.slice(0, 1)))).toEqual(lines.slice(0, 1));
  expect(readLines(writeLines([]))).toEqual([]);
});

test('a list from before is read, with nobody said to have let anybody in', () => {
  expect(readLines('100001|王*兰|1234|2|s|2|!')).toEqual([line({ arrived: 2, disputed: true })]);
});

test('who let somebody in is written once, however many they let in', () => {
  const text = writeLines(
    Array.from({ length: 50 }, (_, i) => line({ code: `${100_001 + i}`, ...last('志愿者 小李', i) })),
  );
  expect(text.split('志愿者 小李')).toHaveLength(2);
});

test('names cannot break a line', () => {
  const [read] = readLines(writeLines([line({ name: '王|\n兰', ...last('李|\n四', 0) })]));
  expect(read).toMatchObject({ name: '王  兰', last: { by: '李  四' } });
});

test('three thousand parties, all of them here, let in by a dozen helpers over two hours, are under 100 KB', () => {
  const helpers = Array.from({ length: 12 }, (_, i) => `志愿者 李*${'甲乙丙丁戊己庚辛壬癸子丑'[i]}`);
  const lines = Array.from({ length: 3000 }, (_, i) =>
    line({
      code: String(100_000 + ((i * 7919) % 900_000)),
      phoneTail: String((i * 37) % 10_000).padStart(4, '0'),
      arrived: 2,
      ...last(helpers[i % 12]!, i % 120),
    }),
  );
  const bytes = (some: GateLine[]) => Buffer.byteLength(writeLines(some));
  const before = bytes(lines.map(({ last: _, ...rest }) => rest));
  expect(before).toBeLessThan(86_000);
  expect(bytes(lines)).toBeLessThan(102_400);
  expect(gzipSync(writeLines(lines)).length).toBeLessThan(40_000);
});

test('of a party the last admission that stands is told, to the minute and masked', () => {
  const now = start - hour;
  const roster = ['李秀兰', '王小明'].reduce(
    (before, name, i) => {
      const request = {
        key: 'anna',
        sid: 's1',
        request: `r${i}`,
        by: `志愿者 ${name}`,
        way: 'scanned',
      } as const;
      const decision = arrive(before, { ...request, count: 1 }, now + i * 60_000 + 31_000);
      return 'change' in decision ? applied(before, decision.change).roster : before;
    },
    (() => {
      const empty = makeRoster();
      const decision = admit(empty, makeParty('anna', 3), now - hour);
      return 'change' in decision ? applied(empty, decision.change).roster : empty;
    })(),
  );
  const { anna } = roster.members;
  expect(lineOf(anna!, 's1').last).toEqual({ at: now + 60_000, by: '志愿者 王*明', way: 'scanned' });
  const undone = { ...anna!, undone: { r1: { at: now, by: '李' } } };
  expect(lineOf(undone, 's1').last).toMatchObject({ by: '志愿者 李*兰' });
  expect(lineOf({ ...anna!, arrivals: {} }, 's1')).not.toHaveProperty('last');
});

test.each([
  ['志愿者 小李', '志愿者 小李'],
  ['站长 老王', '站长 老王'],
  ['志愿者 李秀兰', '志愿者 李*兰'],
  ['志愿者 李兰', '志愿者 李*'],
  ['李秀兰', '李*兰'],
])('%s is kept as %s', (title, masked) => {
  expect(maskTitle(title)).toBe(masked);
});
