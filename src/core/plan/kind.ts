/** What kind of activity a row is, from its words. */

import { festivalNamed } from '@core/almanac/festivals';
import { type Kind, kinds } from '@core/programme/activity';
import type { Misreading } from './plan';
import { bare } from './writing';

/** The first line that fits a title tells its kind: so the telling words stand before the common ones. */
const BY_TITLE: [Kind, RegExp][] = [
  ['contest', /比赛|大赛|赛事|竞赛|决赛|赛诗|征文|擂台|联赛|争霸|挑战赛/],
  ['volunteering', /志愿|义剪|义诊|义卖|义理发|义务|送老人|慰问|帮扶|公益服务/],
  ['film', /电影|观影|放映|影片/],
  ['festival', /庙会|灯谜|灯会|春联|福字|腊八粥|饺子宴|百家宴|年货/],
  ['exhibition', /画展|书画展|作品展|非遗展|成果展|图片展|摄影展|巡展|影展|展览|展出|展示|展$/],
  ['training', /培训|体验课|亲子课|公开课|课堂|课$|学习班|研习|工作坊|沙龙|手工|教学/],
  ['lecture', /讲座|讲堂|宣讲|报告会|论坛|普法|问答/],
  ['reading', /读书|阅读|领读|朗读|诵读|悦读|夜读|荐书|听书|书友|绘本|书香|故事会/],
  ['visit', /参观|祭扫|研学|打卡|走进|踏青|探访/],
  [
    'performance',
    /演出|晚会|汇演|会演|展演|村晚|戏曲|文艺|合唱|快闪|音乐会|舞台|歌会|专场|传唱|典礼|诗会|朗诵|曲艺|相声|舞蹈|联欢/,
  ],
];

const BY_REMARK: [Kind, RegExp][] = [
  ['contest', /赛事/],
  ['volunteering', /志愿服务/],
];

/**
 * The kind a 类型 column says, in the product's words or their synonyms; without one, a remark that says it
 * outright (志愿服务, 赛事), then the title's words, then a festival in the title. What nothing tells is 演出, assumed.
 */
export function readKind(row: {
  title: string;
  remark: string;
  column: string;
}): { kind: Kind; assumed: boolean } | Misreading {
  const said = bare(row.column);
  if (said) {
    const named = (Object.keys(kinds) as Kind[]).find(kind => said.includes(kinds[kind]) || said === kind);
    const kind = named ?? match(BY_TITLE, said);
    if (kind) return { kind, assumed: false };
    return { problem: `没有「${row.column}」这个类型`, write: Object.values(kinds).join('、') };
  }
  const kind =
    match(BY_REMARK, row.remark) ??
    match(BY_TITLE, bare(row.title)) ??
    (festivalNamed(row.title) ? 'festival' : null);
  return kind ? { kind, assumed: false } : { kind: 'performance', assumed: true };
}

function match(table: [Kind, RegExp][], text: string): Kind | null {
  return table.find(([, words]) => words.test(text))?.[0] ?? null;
}
