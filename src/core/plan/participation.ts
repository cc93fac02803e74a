/** How people take part in a row's activity, how many, and what a seat counts. */

import type { Mode } from '@core/programme/activity';
import type { Misreading } from './plan';
import { numberOf } from './writing';

export type Participation = {
  mode: Mode;
  unit: 'person' | 'group';
  perGroup?: number;
  capacity: number | null;
  expected: number | null;
  unlimited?: boolean;
  ages?: { min?: number; max?: number };
  notes: string[];
};

type Cells = Record<'title' | 'place' | 'audience' | 'expected' | 'seats' | 'how' | 'remark', string>;
type Amount = { number: number | null; unlimited: boolean; group: boolean };

const EVERYBODY = /全体|市民|群众|全民|不限/;
const OUTDOORS = /广场|公园|老街|步道|街区|景区|露天|古镇/;
const CROWD = 1000;
const HOW: [Mode, RegExp][] = [
  ['submission', /投稿|征集|征文/],
  ['group', /团体|集体/],
  ['open', /自由|无需|不用|免报名|直接/],
  ['registration', /报名|预约|登记/],
];

/**
 * Decides, in this order: a 参加方式 column; 投稿 where the activity is online or the remark says so; 团体 or
 * 学校组织; open where nobody need register — 不限, 不限名额, 自由参加, or everybody invited outdoors with a thousand
 * and more expected, for whom a list would only be a queue at the entrance; else registration. 预计人数 is never a
 * capacity: that is a 名额 column's number, or 「限30人」 somewhere. A seat is a group where the plan says 每组2人,
 * 1大1小 or counts in 组/户, and then both numbers count groups.
 */
export function readParticipation(cells: Cells): {
  value: Participation;
  problems: (Misreading & { column: 'expected' | 'seats' | 'how' })[];
} {
  const problems: (Misreading & { column: 'expected' | 'seats' | 'how' })[] = [];
  const amountIn = (column: 'expected' | 'seats'): Amount => {
    const amount = readAmount(cells[column]);
    if (!('problem' in amount)) return amount;
    problems.push({ column, ...amount });
    return { number: null, unlimited: false, group: false };
  };
  const expected = amountIn('expected');
  const seats = amountIn('seats');
  const words = [cells.title, cells.audience, cells.remark, cells.expected, cells.seats]
    .join(' ')
    .normalize('NFKC');
  const limit = seats.number ?? limitIn(words);
  const free = /不限名额|不限人数|自由参加|无需报名|免报名|无需预约/.test(words);
  const unlimited = limit === null && (expected.unlimited || seats.unlimited || free);
  const perGroup = groupSize(words);
  const group = perGroup !== null || expected.group || seats.group;

  const said = HOW.find(([, pattern]) => pattern.test(cells.how));
  if (cells.how.trim() && !said) {
    problems.push({
      column: 'how',
      problem: `看不懂参加方式「${cells.how.trim()}」`,
      write: '报名、自由参加、团体或投稿',
    });
  }
  const crowd =
    EVERYBODY.test(cells.audience) && OUTDOORS.test(cells.place) && (expected.number ?? 0) >= CROWD;
  const notes: string[] = [];
  if (!said && crowd && !unlimited) notes.push(`室外、面向大众、预计${CROWD}人以上，按自由参加`);
  const mode = said?.[0] ?? modeOf(cells, unlimited || (crowd && limit === null));
  if (group && expected.number !== null)
    notes.push(`人数按组读：${expected.number}组${perGroup ? `，每组${perGroup}人` : ''}`);
  const ages = agesIn(cells.audience.normalize('NFKC'));
  return {
    value: {
      mode,
      unit: group ? 'group' : 'person',
      ...(group && perGroup !== null && { perGroup }),
      capacity: limit,
      expected: expected.number,
      ...(unlimited && { unlimited }),
      ...(ages && { ages }),
      notes,
    },
    problems,
  };
}

function modeOf({ title, place, audience, remark }: Cells, open: boolean): Mode {
  if (/投稿|征稿/.test(remark) || (/征文|征集|投稿/.test(title) && /线上|网上/.test(place)))
    return 'submission';
  if (/团体|集体预约/.test(remark) || /学校组织|单位组织|团体/.test(audience)) return 'group';
  return open ? 'open' : 'registration';
}

function readAmount(cell: string): Amount | Misreading {
  const text = cell.normalize('NFKC').replace(/\s|,(?=\d{3})/g, '');
  const none: Amount = { number: null, unlimited: false, group: false };
  if (!text || /^[-—–/无]+$/.test(text)) return none;
  if (/不限/.test(text)) return { ...none, unlimited: true };
  const match =
    /^(?:约|预计|限|共|每[场期次])*(\d+(?:\.\d+)?)(万|千|百)?(?:[-—–~至](\d+))?(?:余|多|\+|左右|以上|以内)*(个家庭|人次|人|名|组|户|家庭|队|对)?(?:余|左右|以上|以内|\/[场期次])*(?:\(.*\)|每组.*|\d大\d小)?$/.exec(
      text,
    );
  const scale = { 万: 10_000, 千: 1000, 百: 100 }[match?.[2] ?? ''] ?? 1;
  const number = match
    ? Number(match[3] ?? Number(match[1]) * scale)
    : numberOf(text.replace(/[人名组户]$/, ''));
  if (!Number.isInteger(number) || number <= 0 || number > 1_000_000) {
    return {
      problem: `「${cell.trim().slice(0, 20)}」不是人数`,
      write: '写一个整数，例如「200」；不限人数写“不限”',
    };
  }
  return { number, unlimited: false, group: /组|户|家庭|队$|对$/.test(match?.[4] ?? text.slice(-1)) };
}

/** 限30人, 30个名额, 招募20名. */
function limitIn(words: string): number | null {
  const match = /(?:限额|限报|限招|限|招募|招收)(\d{1,5})(?:人|名|组|户)|(\d{1,5})个?名额/.exec(words);
  return match ? Number(match[1] ?? match[2]) : null;
}

/** People of a group: 1大1小 → 2, 每组2人 → 2. 每户2副 is not about people. */
function groupSize(words: string): number | null {
  const family = /(\d|[一二两三])大(\d|[一二两三])小/.exec(words);
  if (family) return numberOf(family[1]!) + numberOf(family[2]!);
  const group = /每(?:组|户|家|个?家庭)限?(\d{1,2}|[一二两三四五六])人/.exec(words);
  return group ? numberOf(group[1]!) : null;
}

/** Ages an audience is limited to; 优先 limits nobody, and companions have any age. */
function agesIn(audience: string): { min?: number; max?: number } | null {
  if (/优先/.test(audience)) return null;
  const range = /(\d{1,2})\s*[-—–~至到]\s*(\d{1,2})\s*周?岁/.exec(audience);
  if (range) return { min: Number(range[1]), max: Number(range[2]) };
  const bound = /(\d{1,3})\s*周?岁\s*(?:及其?)?(以上|以下|以内)/.exec(audience);
  if (!bound) return null;
  return bound[2] === '以上' ? { min: Number(bound[1]) } : { max: Number(bound[1]) };
}
