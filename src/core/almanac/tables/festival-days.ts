/**
 * The festivals and civic days that the calendar names: one table to update, nothing else to change.
 * `name` is the word on the screen; `aliases` are further words by which plans and posters call the same day.
 * `since` and `until` are the first and the last year it is kept under that name, with the decision that says so
 * beside it. `solemn`: no festive colours on that day.
 */

/** How a festival finds its day in a year. Lunar rules mean the ordinary month, never the leap one. */
export type FestivalRule =
  | { lunar: [month: number, day: number] }
  | { lastDayOfLunarYear: true }
  | { fixed: [month: number, day: number] }
  | { nthWeekday: [month: number, nth: number, weekday: number] }
  | { term: string }
  /** The n-th week (Monday to Sunday) of a month, a week belonging to the month that holds its Thursday. */
  | { weekOfMonth: [month: number, nth: number] }
  /** From one day of the solar year to another, into the next year where the end comes before the beginning. */
  | { period: { from: [month: number, day: number]; to: [month: number, day: number] } };

export type Festival = {
  name: string;
  aliases?: string[];
  since?: number;
  until?: number;
  solemn?: true;
} & FestivalRule;

export const FESTIVALS: Festival[] = [
  { name: '春节', aliases: ['大年初一'], lunar: [1, 1] },
  { name: '元宵', aliases: ['元宵节', '上元节'], lunar: [1, 15] },
  { name: '龙抬头', aliases: ['龙头节', '春龙节'], lunar: [2, 2] },
  { name: '上巳', aliases: ['上巳节', '三月三'], lunar: [3, 3] },
  { name: '四月八', aliases: ['浴佛节'], lunar: [4, 8] },
  { name: '端午', aliases: ['端午节', '端阳', '端阳节'], lunar: [5, 5] },
  { name: '七夕', aliases: ['七夕节', '乞巧节'], lunar: [7, 7] },
  { name: '中元', aliases: ['中元节'], lunar: [7, 15] },
  { name: '中秋', aliases: ['中秋节'], lunar: [8, 15] },
  { name: '重阳', aliases: ['重阳节', '老年节', '敬老节'], lunar: [9, 9] },
  { name: '寒衣', aliases: ['寒衣节'], lunar: [10, 1] },
  { name: '腊八', aliases: ['腊八节'], lunar: [12, 8] },
  { name: '小年（北）', aliases: ['北方小年'], lunar: [12, 23] },
  { name: '小年（南）', aliases: ['南方小年'], lunar: [12, 24] },
  { name: '除夕', aliases: ['除夕夜', '大年三十', '年三十'], lastDayOfLunarYear: true },

  { name: '立春', term: '立春' },
  { name: '清明', aliases: ['清明节'], term: '清明', solemn: true },
  { name: '冬至', aliases: ['冬至节'], term: '冬至' },

  // Where nothing else is said: 政务院《统一全国年节和纪念日放假办法》, 1949-12-23.
  { name: '元旦', aliases: ['元旦节'], fixed: [1, 1] },
  // 人民日报, 1963-03-05.
  { name: '学雷锋日', aliases: ['学雷锋纪念日'], fixed: [3, 5], since: 1963 },
  { name: '三八妇女节', aliases: ['三八节', '三八', '妇女节', '国际妇女节'], fixed: [3, 8], since: 1950 },
  // 全国人大常委会, 1979-02-23.
  { name: '植树节', fixed: [3, 12], since: 1979 },
  // UNESCO proclaimed it in November 1995, so 1996 was the first.
  { name: '世界读书日', aliases: ['读书日'], fixed: [4, 23], since: 1996 },
  // 国函〔2025〕101号, 2025-10-16, and 国务院令第823号: 自2026年起，每年4月第四周. Neither says which days a week has.
  { name: '全民阅读活动周', aliases: ['全民阅读周'], weekOfMonth: [4, 4], since: 2026 },
  { name: '五一劳动节', aliases: ['五一', '劳动节'], fixed: [5, 1], since: 1950 },
  { name: '五四青年节', aliases: ['五四', '青年节'], fixed: [5, 4], since: 1950 },
  // ICOM, 1977.
  { name: '国际博物馆日', aliases: ['博物馆日'], fixed: [5, 18], since: 1977 },
  { name: '六一儿童节', aliases: ['六一', '儿童节'], fixed: [6, 1], since: 1950 },
  // 国函〔2016〕162号: from 2017 under this name. The old name in a plan means the same day.
  {
    name: '文化和自然遗产日',
    aliases: ['文化与自然遗产日', '文化遗产日', '遗产日'],
    nthWeekday: [6, 2, 6],
    since: 2017,
  },
  // 国发〔2005〕42号: from 2006.
  { name: '文化遗产日', nthWeekday: [6, 2, 6], since: 2006, until: 2016 },
  // 中共中央, 1941-06.
  { name: '七一建党节', aliases: ['七一', '建党节', '党的生日'], fixed: [7, 1], since: 1941 },
  // 中华苏维埃共和国临时中央政府, 1933-07-11.
  { name: '八一建军节', aliases: ['八一', '建军节'], fixed: [8, 1], since: 1933 },
  // 全国人大常委会, 2014-02-27; the same day decided on 国家公祭日.
  { name: '抗战胜利纪念日', aliases: ['9·3', '九三'], fixed: [9, 3], since: 2014 },
  // 全国人大常委会, 1985-01-21.
  { name: '教师节', fixed: [9, 10], since: 1985 },
  // 全国人大常委会, 2014-08-31.
  { name: '烈士纪念日', fixed: [9, 30], since: 2014, solemn: true },
  // 中央人民政府委员会, 1949-12-02: 自1950年起. 1949 was the day itself.
  { name: '国庆', aliases: ['国庆节'], fixed: [10, 1], since: 1949 },
  // 全国人大常委会, 2025-10-24.
  { name: '台湾光复纪念日', fixed: [10, 25], since: 2025 },
  // 全国人大常委会, 2014-11-01.
  { name: '宪法日', aliases: ['国家宪法日'], fixed: [12, 4], since: 2014 },
  // United Nations, resolution 40/212 of 17 December 1985, so 1986 was the first.
  { name: '国际志愿者日', aliases: ['志愿者日'], fixed: [12, 5], since: 1986 },
  { name: '国家公祭日', aliases: ['公祭日'], fixed: [12, 13], since: 2014, solemn: true },
];
