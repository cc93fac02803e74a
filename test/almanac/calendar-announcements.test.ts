/** The State Council's announcements as they were published, and what a person may paste instead. */
import { readAnnouncement } from '@core/almanac/announcement';
import { arrangementProblems, changesBy } from '@core/almanac/arrangement';
import { dayOffOn } from '@core/almanac/days-off';
import { datesOf, spansOf } from '@core/almanac/spans';
import { addDays } from '@core/kernel/dates';

/** What was announced for each year, in its own words. 2015 and 2020 were changed later, by notices of their own. */
const announcements: Record<number, string> = {
  2015: `一、元旦：1月1日至3日放假调休，共3天。1月4日（星期日）上班。
二、春节：2月18日至24日放假调休，共7天。2月15日（星期日）、2月28日（星期六）上班。
三、清明节：4月5日放假，4月6日（星期一）补休。
四、劳动节：5月1日放假，与周末连休。
五、端午节：6月20日放假，6月22日（星期一）补休。
六、中秋节：9月27日放假。
七、国庆节：10月1日至7日放假调休，共7天。10月10日（星期六）上班。`,
  2017: `一、元旦：1月1日放假，1月2日（星期一）补休。
二、春节：1月27日至2月2日放假调休，共7天。1月22日（星期日）、2月4日（星期六）上班。
三、清明节：4月2日至4日放假调休，共3天。4月1日（星期六）上班。
四、劳动节：5月1日放假，与周末连休。
五、端午节：5月28日至30日放假调休，共3天。5月27日（星期六）上班。
六、中秋节、国庆节：10月1日至8日放假调休，共8天。9月30日（星期六）上班。`,
  2018: `一、元旦：1月1日放假，与周末连休。
二、春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。
三、清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。
四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
五、端午节：6月18日放假，与周末连休。
六、中秋节：9月24日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期六）、9月30日（星期日）上班。`,
  2020: `一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。`,
  2023: `一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。`,
  2024: `一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
  2025: `一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
  2026: `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
};

/** The whole notice, with everything around its seven lines that also holds dates and the word 放假. */
const whole = (year: number) => `国务院办公厅关于${year}年
部分节假日安排的通知
国办发明电〔${year - 1}〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
    经党中央、国务院批准，根据2024年11月修订的《全国年节及纪念日放假办法》，自2025年1月1日起，全体公民放假的假日增加2天。国庆节自10月1日起放假调休7天，劳动节放假调休5天（如逢周三则只在当日放假）。现将${year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
${announcements[year]}
    节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
    国务院办公厅
    ${year - 1}年11月4日`;

function daysOfYear(year: number): string[] {
  const dates: string[] = [];
  for (let date = `${year - 1}-12-20`; date <= `${year}-12-20`; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The days a reading gives another word than the calendar's own table. */
function differences(year: number, text: string): string[] {
  const { off, work } = readAnnouncement(text, year);
  return daysOfYear(year).filter(date => dayOffOn(date) !== dayOffOn(date, { [year]: { off, work } }));
}

describe('a published announcement', () => {
  test.each([2017, 2018, 2023, 2024, 2025, 2026])('of %i is read as it came to be, day by day', year => {
    expect(readAnnouncement(whole(year), year)).toMatchObject({
      problems: [],
      source: `国办发明电〔${year - 1}〕7号`,
    });
    expect(differences(year, whole(year))).toEqual([]);
  });

  test('of 2015 and 2020 is read as it was announced, before 9·3 and the longer 春节 were', () => {
    expect(readAnnouncement(whole(2015), 2015).problems).toEqual([]);
    expect(differences(2015, whole(2015))).toEqual(['2015-09-03', '2015-09-04', '2015-09-06']);
    expect(readAnnouncement(whole(2020), 2020).problems).toEqual([]);
    expect(differences(2020, whole(2020))).toEqual(['2020-01-31', '2020-02-01', '2020-02-02']);
  });

  test('which begins 元旦 in the December before frees those days too', () => {
    const { off } = readAnnouncement(whole(2023), 2023);
    expect(off[0]).toBe('2022-12-31/2023-01-02');
    const early = readAnnouncement('一、元旦：12月30日至1月1日放假调休，共3天。12月29日（周六）上班。', 2019);
    expect(early).toMatchObject({ off: ['2018-12-30/2019-01-01'], work: ['2018-12-29'], problems: [] });
  });

  test('is read the same in one line, with other brackets, from a copy broken across lines', () => {
    const inOneLine = announcements[2026]!.replaceAll('\n', '');
    const halfWidth = announcements[2026]!.replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':');
    const broken = announcements[2026]!.replaceAll('至', '至\n').replaceAll('、周', '、\n周');
    const dashes = announcements[2026]!.replaceAll('至', '—');
    const unnumbered = announcements[2026]!
      .replaceAll(/^.、/gm, '· ')
      .replaceAll('。', '，')
      .replaceAll(/，$/gm, '');
    for (const text of [inOneLine, halfWidth, broken, dashes, unnumbered]) {
      expect([text, readAnnouncement(text, 2026).problems]).toEqual([text, []]);
      expect(differences(2026, text)).toEqual([]);
    }
  });

  test('of a change made during the year is read by itself', () => {
    const text =
      '9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。';
    expect(readAnnouncement(text, 2015)).toMatchObject({
      off: ['2015-09-03/2015-09-05'],
      work: ['2015-09-06'],
      problems: [],
    });
  });
});

describe('what is wrong is named at its phrase', () => {
  test.each([
    ['五、端午节：6月19日（周六）至21日放假，共3天。', '6月19日(周六)', /周五，不是周六/],
    [
      '二、春节：2月15日（农历腊月二十七）至23日放假，共9天。',
      '2月15日(农历腊月二十七)',
      /不是农历腊月二十七/,
    ],
    ['二、春节：2月15日（农历除夕）至23日放假调休，共9天。', '2月15日(农历除夕)', /不是/],
    ['三、清明节：4月4日至6日放假，共4天。', '4月4日至6日放假,共4天', /共 4 天.*3 天/],
    ['三、清明节：4月4日放假2天。', '4月4日放假2天', /2 天.*1 天/],
    ['一、元旦：1月1日至3日，共3天。', '1月1日至3日,共3天', /没有说是放假还是上班/],
    ['一、元旦：1日放假。', '1日', /不知道是几月/],
    ['二、春节：2月30日放假。', '2月30日', /没有这一天/],
    ['三、清明节：4月6日至4日放假。', '4月6日至4日', /结束的日子比开始早/],
    ['四、劳动节：5月1日至5日放假。5月8日上班。', '5月8日', /本来就上班/],
    ['四、劳动节：5月1日至9日放假。5月9日（周六）上班。', '5月9日(周六)', /又放假又上班/],
    ['七、国庆节：10月1日至20日放假。', '10月1日至20日', /一连放假 20 天/],
    ['国务院办公厅关于2025年部分节假日安排的通知 一、元旦：1月1日放假。', '2025年部分节假日', /2025年的通知/],
    ['今天天气很好', '今天天气很好', /没有读到/],
    ['', '', /没有读到/],
  ])('「%s」', (text, phrase, problem) => {
    const { problems } = readAnnouncement(text, 2026);
    expect(problems).toContainEqual({
      phrase,
      problem: expect.stringMatching(problem),
      write: expect.stringMatching(/./),
    });
  });

  test('a festival that is missing is a remark, since a law may change and a copy may be cut short', () => {
    const cut = announcements[2026]!.split('\n').slice(0, 5).join('\n');
    const { problems, notes } = readAnnouncement(cut, 2026);
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/中秋（9月25日/), expect.stringMatching(/国庆（10月1日/)]);
  });

  test('whatever is pasted, it is answered and not thrown', () => {
    for (const text of [
      '：：：',
      '元旦：',
      '元旦：至至至',
      '国庆节：99月99日至放假',
      '（（（1月1日',
      '放假上班放假',
    ]) {
      expect(readAnnouncement(text, 2027).problems.length).toBeGreaterThan(0);
    }
  });
});

describe('an arrangement', () => {
  const good = { off: ['2027-01-01/2027-01-03'], work: ['2027-01-09'] };
  test('that can be has no problems', () => expect(arrangementProblems(2027, good)).toEqual([]));

  test.each([
    ['a date there is not', { off: ['2027-02-30'], work: [] }],
    ['a span the wrong way round', { off: ['2027-01-03/2027-01-01'], work: [] }],
    ['another year', { off: ['2026-10-01'], work: [] }],
    ['a year of rest', { off: ['2027-01-01/2027-12-31'], work: [] }],
    ['work on a Wednesday', { off: good.off, work: ['2027-01-06'] }],
    ['both at once', { off: good.off, work: ['2027-01-02'] }],
    ['nothing', { off: [], work: [] }],
  ])('with %s has one', (_, arrangement) => {
    expect(arrangementProblems(2027, arrangement).length).toBeGreaterThan(0);
  });

  test('of a year not announced changes the days it names, and leaves the rest unsaid', () => {
    expect(changesBy(2027, good, {})).toEqual([
      { date: '2027-01-01', from: '未公布', to: '休' },
      { date: '2027-01-02', from: '未公布', to: '休' },
      { date: '2027-01-03', from: '未公布', to: '休' },
      { date: '2027-01-09', from: '未公布', to: '班' },
    ]);
  });

  test('in place of another shows what would be different', () => {
    const announced = { 2027: { off: ['2027-01-01'], work: [] } };
    expect(changesBy(2027, good, announced).map(change => change.date)).toEqual([
      '2027-01-02',
      '2027-01-03',
      '2027-01-09',
    ]);
    expect(changesBy(2027, null, announced)).toContainEqual({ date: '2027-01-01', from: '休', to: '未公布' });
  });

  test('makes ordinary days of a year’s others, and of no other year’s', () => {
    const announced = { 2027: { off: ['2026-12-31/2027-01-02'], work: ['2027-01-03'] } };
    expect(dayOffOn('2026-12-31', announced)).toBe('休');
    expect(dayOffOn('2026-12-30', announced)).toBeNull();
    expect(dayOffOn('2027-01-03', announced)).toBe('班');
    expect(dayOffOn('2027-10-01', announced)).toBeNull();
    expect(dayOffOn('2028-01-01', announced)).toBe('未公布');
  });

  test('is kept as the fewest spans', () => {
    expect(spansOf(['2027-01-03', '2027-01-01', '2027-01-02', '2027-01-01', '2027-03-01'])).toEqual([
      '2027-01-01/2027-01-03',
      '2027-03-01',
    ]);
    expect(datesOf(['2027-02-27/2027-03-01', '2027-02-28'])).toEqual([
      '2027-02-27',
      '2027-02-28',
      '2027-03-01',
    ]);
  });
});
