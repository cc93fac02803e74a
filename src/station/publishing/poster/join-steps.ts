import type { Mode } from '@core/programme/activity';

/** How one joins, in the three steps a poster has room for. */
export function joinSteps(mode: Mode): [string, string, string] {
  switch (mode) {
    case 'registration':
      return ['打开微信，扫一扫这个码', '点“报名”，写上一起来的人', '到了门口，出示手机里的入场码'];
    case 'open':
      return ['打开微信，扫一扫看详情', '不用报名，到时候直接来', '到了门口，跟志愿者说一声就行'];
    case 'group':
      return ['打开微信，扫一扫看详情', '按页面上的电话，和站点约好', '到了门口，报单位名称'];
    case 'submission':
      return ['打开微信，扫一扫看要求', '按页面上的说明，线上投稿', '结果在这里公布，请留意'];
  }
}
