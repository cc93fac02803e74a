/** Days off as announced, and the days an area adds. */

import { id, of, someText, text, version, year } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import * as v from 'valibot';
import type { DayOff } from './days-off';
import { mostOwnDays, type OwnDay } from './own-days';

const spans = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.regex(
        /^(19|20|21)\d\d-\d\d-\d\d(\/(19|20|21)\d\d-\d\d-\d\d)?$/,
        '日子写成 2027-02-05 或 2027-02-05/2027-02-12',
      ),
    ),
  ),
  v.maxLength(60, '日子太多'),
);

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31));

const monthAndDay = v.strictTuple([count, count]);

const ownDay = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, '请写名称'), v.maxLength(12, '名称最多 12 个字')),
  rule: v.union(
    [
      v.strictObject({ fixed: monthAndDay }),
      v.strictObject({ lunar: monthAndDay }),
      v.strictObject({ term: v.pipe(v.string(), v.maxLength(2)) }),
      v.strictObject({ nthWeekday: v.strictTuple([count, count, count]) }),
      v.strictObject({ period: v.strictObject({ from: monthAndDay, to: monthAndDay }) }),
    ],
    '请写是哪天',
  ),
  since: v.optional(year),
  until: v.optional(year),
  solemn: v.optional(v.literal(true)),
});

/** A year's days off as the calendar shows them now: stored here since, brought along by the release, or not announced. */
export type DaysOffView = {
  year: number;
  state: 'stored' | 'released' | 'unannounced';
  /** Dates, or spans of dates: '2027-02-05/2027-02-12'. */
  off: string[];
  work: string[];
  /** The announcement's number, as whoever stored it wrote it. */
  source?: string;
  /** The last change here, also where it took the stored announcement back. */
  changed?: { at: string; by: string };
  version: number;
};

/** What an announcement was read as, what in it cannot be, and which days would show something else. */
export type DaysOffReading = {
  off: string[];
  work: string[];
  problems: { phrase: string; problem: string; write: string }[];
  notes: string[];
  changes: { date: string; from: DayOff; to: DayOff }[];
  source?: string;
};

/** An area's own day, said in words, with the next dates on which it begins. */
export type OwnDayView = OwnDay & { when: string; next: string[] };

export type OwnDaysView = {
  areaId: string;
  areaName: string;
  days: OwnDayView[];
  /** What the areas above show here too. */
  above: { areaName: string; name: string; when: string }[];
  changed?: { at: string; by: string };
  version: number;
};

export const permissions = {
  'almanac.write': { roles: ['admin'] },
} satisfies Permissions;

export const refusals = {
  'almanac.changed': '这一页刚被别人改过。请看过新的内容，再改一次。',
  'almanac.words-refused': '名称没有通过微信的内容检查。请改一改，或稍后再存一次。',
};

export const actions = {
  'almanac.daysOff': of<DaysOffView>()('almanac.write', v.object({ year })),
  /** Reads an announcement's text, or holds days given one by one against the same rules. Changes nothing. */
  'almanac.previewDaysOff': of<DaysOffReading>()(
    'almanac.write',
    v.object({
      year,
      text: v.optional(v.pipe(v.string(), v.maxLength(5000, '太长了，只贴通知本身'))),
      off: v.optional(spans, []),
      work: v.optional(spans, []),
    }),
  ),
  /** `version` is the one that was shown: 0 where nothing is stored. */
  'almanac.setDaysOff': of<DaysOffView>()(
    'almanac.write',
    v.object({ year, off: spans, work: spans, source: someText(60, '请写明通知的文号或网址'), version }),
  ),
  'almanac.withdrawDaysOff': of<DaysOffView>()('almanac.write', v.object({ year, version })),
  'almanac.days': of<OwnDaysView>()('almanac.write', v.object({ areaId: id })),
  /** What 「农历五月初五」 or 「6月第二个星期六」 means; refused, saying why, where it means nothing. */
  'almanac.readDay': of<{ rule: OwnDay['rule']; when: string; next: string[] }>()(
    'almanac.write',
    v.object({ areaId: id, when: text(40) }),
  ),
  /** The whole list, in the order it is to be shown. */
  'almanac.setDays': of<OwnDaysView>()(
    'almanac.write',
    v.object({
      areaId: id,
      days: v.pipe(v.array(ownDay), v.maxLength(mostOwnDays, `一个地区最多 ${mostOwnDays} 个日子`)),
      version,
    }),
  ),
};
