import { readPlan } from '@core/plan/read';
import { type Cells, planOf, stations } from '@test/support/plans';
import fc from 'fast-check';

/** Words that plans are made of, in any order, so that chance gets past the first look. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '1月',
          '2月30日',
          '十二月',
          '闰',
          '农历',
          '正月',
          '初三',
          '三十',
          '除夕',
          '清明',
          '每周',
          '六',
          '日',
          '第',
          '个',
          '周',
          '起',
        ],
        ...[
          '9:00',
          '25:61',
          '下午',
          '晚',
          '次日',
          '半',
          '点',
          '—',
          '-',
          '至',
          '、',
          '，',
          '；',
          '(',
          '）',
          '全天',
          '小时',
          '2027年',
          '/',
          '.',
        ],
        ...[
          '不限',
          '15组',
          '1大1小',
          '每组2人',
          '限30人',
          '60岁以上',
          '待定',
          '线上',
          '团体',
          '共5讲',
          '区文化馆',
          '\n',
          '\u0000',
          '𠮷',
        ],
      ),
      fc.nat(9999).map(String),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

const cells = fc.record<Cells>(
  {
    月份: fc.oneof(fc.constantFrom('1月', '2月', '6月', '12月'), words),
    月度主题: words,
    活动名称: words,
    活动时间: words,
    活动地点: words,
    主办单位: fc.oneof(fc.constant('区文化馆'), words),
    协办单位: words,
    参与对象: words,
    预计人数: words,
    备注: words,
    名额: words,
    参加方式: words,
    类型: words,
  },
  { requiredKeys: [] },
);

describe('whatever the cells hold', () => {
  test('a plan is read without a throw: each row has either a reading that makes sense or a problem with a cell', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 3 }), rows => {
        for (const { reading, problems } of readPlan(planOf(...rows), { stations }).rows) {
          if (reading === null) {
            expect(problems.length).toBeGreaterThan(0);
            for (const each of problems)
              expect(each).toEqual({
                cell: expect.stringMatching(/^[A-Z]+\d+$/),
                problem: expect.stringMatching(/./),
                write: expect.stringMatching(/./),
              });
            continue;
          }
          expect(problems).toEqual([]);
          expect(reading.occurrences.length).toBeGreaterThan(0);
          for (const { startsAt, endsAt } of reading.occurrences) expect(endsAt).toBeGreaterThan(startsAt);
          expect(reading.summary).not.toMatch(/NaN|undefined|null/);
          if (reading.capacity !== null) expect(reading.capacity).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('so is a sheet of any shape', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.oneof(words, fc.constantFrom('活动名称', '活动时间', '主办单位', '月份')), {
            maxLength: 6,
          }),
          { maxLength: 8 },
        ),
        rows => {
          const plan = readPlan({ name: '', rows }, { stations, year: 2027 });
          expect(plan.rows.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
