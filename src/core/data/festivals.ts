/**
 * The festivals and civic days that the calendar names: one table to update, nothing else to change.
 * `name` is the word on the screen; `aliases` are further words by which plans and posters call the same day.
 * `since` is the first year it is kept under that name. `solemn`: no festive colours on that day.
 */

/** How a festival finds its day in a year. Lunar rules mean the ordinary month, never the leap one. */
export type FestivalRule =
  | { lunar: [month: number, day: number] }
  | { lastDayOfLunarYear: true }
  | { fixed: [month: number, day: number] }
  | { nthWeekday: [month: number, nth: number, weekday: number] }
  | { term: string }
  /** The n-th week (Monday to Sunday) of a month, a week belonging to the month that holds its Thursday. */
  | { weekOfMonth: [month: number, nth: number] };

export type Festival = {
  name: string;
  aliases?: string[];
  since?: number;
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

  { name: '元旦', aliases: ['元旦节'], fixed: [1, 1] },
  { name: '学雷锋日', aliases: ['学雷锋纪念日'], fixed: [3, 5] },
  { name: '三八妇女节', aliases: ['三八节', '三八', '妇女节', '国际妇女节'], fixed: [3, 8] },
  { name: '植树节', fixed: [3, 12] },
  { name: '世界读书日', aliases: ['读书日'], fixed: [4, 23], since: 1996 },
  // 国函〔2025〕101号: from 2026, the fourth week of April.
  { name: '全民阅读活动周', aliases: ['全民阅读周'], weekOfMonth: [4, 4], since: 2026 },
  { name: '五一劳动节', aliases: ['五一', '劳动节'], fixed: [5, 1] },
  { name: '五四青年节', aliases: ['五四', '青年节'], fixed: [5, 4] },
  { name: '国际博物馆日', aliases: ['博物馆日'], fixed: [5, 18], since: 1977 },
  { name: '六一儿童节', aliases: ['六一', '儿童节'], fixed: [6, 1] },
  { name: '文化和自然遗产日', aliases: ['文化与自然遗产日', '遗产日'], nthWeekday: [6, 2, 6], since: 2017 },
  { name: '七一建党节', aliases: ['七一', '建党节', '党的生日'], fixed: [7, 1] },
  { name: '八一建军节', aliases: ['八一', '建军节'], fixed: [8, 1] },
  { name: '抗战胜利纪念日', aliases: ['9·3', '九三'], fixed: [9, 3], since: 2014 },
  { name: '教师节', fixed: [9, 10], since: 1985 },
  { name: '烈士纪念日', fixed: [9, 30], since: 2014, solemn: true },
  { name: '国庆', aliases: ['国庆节'], fixed: [10, 1], since: 1949 },
  { name: '台湾光复纪念日', fixed: [10, 25], since: 2025 },
  { name: '宪法日', aliases: ['国家宪法日'], fixed: [12, 4], since: 2014 },
  { name: '国际志愿者日', aliases: ['志愿者日'], fixed: [12, 5], since: 1986 },
  { name: '国家公祭日', aliases: ['公祭日'], fixed: [12, 13], since: 2014, solemn: true },
];
