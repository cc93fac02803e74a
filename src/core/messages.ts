import type { ErrorDetails } from './errors';

/**
 * The sentence for every refusal the product can give: it always says what to do next. `{name}` places are filled
 * from the details. Only the server holds this table; its replies bring the sentence along, so that a phone need
 * not, and an old one shows sentences it has never heard of.
 */
export const messages = {
  'registration.full': '名额和候补都满了。可以看看其他场次，或给站点打电话问问。',
  'registration.closed': '现在不在报名时间内。',
  'registration.not-open': '还没到报名时间，{opens} 开始报名。',
  'registration.not-found': '没有找到您的报名。请在“我的”里查看。',
  'registration.party-too-large': '一次最多报 {max} 人。人多请联系站点按团体预约。',
  'registration.no-room':
    '座位只剩 {left} 个，加人坐不下。可以让出现在的座位，全部人重新排队；不加人就不用动。',
  'roster.no-room': '这一家有 {size} 人，现在的空位坐不下。',
  'roster.decided': '这次报名已经处理过了，现在是：{status}。',
  'registration.revised-too-often': '这次报名改的次数太多了，请联系站点。',
  'registration.not-needed': '这个活动不用报名，到时直接来就行。',
  'registration.by-group': '这个活动由单位或团体预约，请打活动页上的电话联系。',
  'registration.by-submission': '这个活动在线上投稿参加，请看活动页上的说明。',
  'registration.already-arrived': '您已经签到，不能再取消。',
  'registration.started': '活动已经开始，不能再取消。',
  'activity.not-found': '没有找到这个活动。请核对活动码，或回到日历里找。',
  'activity.cancelled': '这个活动已取消。{reason}',
  'activity.not-editable': '这个活动已经结束或取消，不能再改。',
  'activity.words-refused': '文字没有通过微信的内容检查。请改一改，或稍后再存一次。',
  'activity.seats-taken': '居民已按现在的场次和计额报名，不能减少场次或改计额。要改时间请用“顺延”。',
  'session.required': '这个活动有几个场次，请先选一场。',
  'family.full': '最多存 {max} 位家人。可以先去掉一位。',
  'family.changed': '家人名单刚才在别处改过。已换成最新的，请再看一眼。',
  'family.not-found': '这位家人已经不在名单里了。',
  'people.too-many-looks': '您今天看完整姓名电话已经到 {max} 次。明天可以再看，或请站长导出名单。',
  'privacy.too-often': '今天已经导出 {max} 次，请明天再来。',
  'export.too-often': '今天已经导出 {max} 次，请明天再来。',
  'export.too-large': '名单太长，一张表放不下。请分场次导出。',
  'ticket.forged': '这不是本平台的入场码。请让居民打开“我的”出示，或报六位码。',
  'ticket.other-activity': '这是另一个活动的入场码。',
  'ticket.other-session': '这是另一场的入场码。',
  'ticket.not-seated': '这张票现在不能入场：{why}。',
  'ticket.picture': '这个活动的入场码每 30 秒换一次，图片不能用。请居民在手机上打开“我的”出示，或报六位码。',
  'ticket.unknown-code': '没有这个码。请再核对一遍，或按姓名查找。',
  'checkin.closed': '现在不是签到时间（{window}）。',
  'checkin.undone': '这一次已经撤销了。要让人进，请再扫或再记一次。',
  'checkin.count-too-many': '这一单还有 {left} 人没到，不能签 {asked} 人。',
  'checkin.room-full':
    '给报名的人留好座位，场地还能再进 {left} 人；把没来的人的座位让出来，能再进 {spare} 人。',
  'checkin.too-many-codes': '输错的码太多了，{until}再试。现在请扫入场码，或按姓名、手机尾号在名单里找。',
  'checkin.claim-unknown': '没有找到这一次签到。请刷新看看。',
  'checkin.dispute-changed': '门口刚才又报来一次签到。请看过最新的再定。',
  'checkin.self-off': '这个活动请到门口，由工作人员签到。',
  'checkin.self-screen': '这个活动要扫现场大屏上的码，或者输入大屏上的六位数字。',
  'checkin.self-unknown-code':
    '没有这个签到码，或者已经换了新的。请看着现场的码再扫一次；大屏上的数字，请从“我的”打开活动、点“我到了”再输。',
  'checkin.self-nothing-here': '这个场地现在没有可以自己签到的活动。请问问门口的工作人员。',
  'checkin.self-where': '这个活动要在场地附近签到。请允许使用位置，再试一次。',
  'checkin.self-too-far':
    '您离场地大约 {metres} 米，要在 {most} 米以内才能签到。到了再试，或者请工作人员签。',
  'checkin.self-not-open': '还没到签到时间，{window} 开始。',
  'checkin.self-not-registered': '您没有报这个活动。请到门口请工作人员登记，一样算到场。',
  'checkin.self-not-seated': '您的报名现在没有座位。请到门口问问工作人员。',
  'checkin.self-room-full': '场地已经满了。请问问门口的工作人员。',
  'checkin.too-many-self-codes': '今天输错签到码已经到 {max} 次。请到门口请工作人员签到。',
  'wall.expired': '这块大屏要重新打开。请从“我的站点”里再点一次“大屏”。',
  'invitation.unknown': '没有这个邀请码。请核对后再输，或请站点重新发一个。',
  'invitation.too-many-tries': '今天输错邀请码已经到 {max} 次。请明天再试，或请站点把小程序码发给您。',
  'invitation.over': '这个邀请码不能用了：{why}。还想帮忙，请站点重新发一个。',
  'invitation.removed': '站点已经结束您在这个活动的帮忙。有疑问请联系站点。',
  'invitation.name-refused': '称呼没有通过微信的内容检查。请改一改，或稍后再试。',
  'invitation.not-now': '已发布、还没结束的活动才能邀请志愿者。',
  'invitation.too-many': '这个活动已经发过 {max} 个邀请码，请用其中一个。',
  'helper.not-found': '名单里没有这位志愿者。请刷新看看。',
  'almanac.changed': '这一页刚被别人改过。请看过新的内容，再改一次。',
  'almanac.words-refused': '名称没有通过微信的内容检查。请改一改，或稍后再存一次。',
  'area.not-found': '没有找到这个地区。',
  'calls.not-found': '这一条已经不用打了。请刷新看看。',
  'station.not-found': '没有找到这个站点。',
  'venue.not-found': '没有找到这个场地。',
  'file.not-found': '没有找到这个文件，请重新上传。',
  'plan.problems': '表格还有 {count} 处要改，改好后再导入。',
  'caller.unknown': '没有认出您是谁。请关闭后从微信重新打开。',
  'caller.forbidden': '您没有这项权限。需要时请联系站点负责人。',
  'input.invalid': '填写的内容有误，请检查后再试。',
  'network.offline': '网络不通。请检查信号后再试。',
  'system.busy': '现在人太多，请过几秒再试一次。您填的内容都在。',
  'system.failure': '出了点问题，请稍后再试。您填的内容都在。',
} as const;

/** The Chinese sentence for a code, with its `{places}` filled from the details; an unfilled place vanishes. */
export function messageFor(code: keyof typeof messages, details: ErrorDetails = {}): string {
  return messages[code].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
}
