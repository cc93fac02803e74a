/** A resident's data as a file they can read: Chinese names for everything, one page after the other. */
import type { Output } from '@core/contract';
import { wayWords } from '@core/door/door-words';
import { registrationWords } from '@core/registration/registration-words';

export type Copy = Output<'privacy.export'>;

const looked: Record<string, string> = {
  person: '看了完整姓名和电话',
  register: '代为登记',
  accept: '通过了报名',
  decline: '没有通过报名',
  promote: '安排了座位',
  withdraw: '取消了报名',
  agree: '核对了重复签到',
  takeBack: '撤销了一次签到',
  move: '改到了另一场',
  call: '打了电话',
  appealAccept: '接受了未到场的申诉',
  appealDecline: '没有接受未到场的申诉',
  exportFull: '导出了有您姓名电话的名单',
};

/** How somebody came in; a way that this phone has not heard of is named as it came. */
const wordFor = (way: string) =>
  Object.entries(wayWords).find(([known]) => known === way)?.[1].resident ?? way;

/** What one of the staff did with a registration, in words. */
export const lookText = (what: string) => looked[what] ?? '查看或处理';

/** All pages as one; empty before the first. */
export function joined(pages: readonly Copy[]): Copy {
  const [first] = pages;
  return {
    madeAt: first?.madeAt ?? '',
    ...(first?.family ? { family: first.family } : {}),
    ...(first?.agreed ? { agreed: first.agreed } : {}),
    ...(first?.noShows ? { noShows: first.noShows } : {}),
    registrations: pages.flatMap(page => page.registrations),
    messages: pages.flatMap(page => page.messages),
  };
}

/** The file's text: JSON, indented, in words a person knows. */
export function copyText({
  madeAt,
  family = [],
  agreed = [],
  noShows = [],
  registrations,
  messages,
}: Copy): string {
  return JSON.stringify(
    {
      说明: '“月月有约”里存着的您的全部资料。工作身份由站点管理，不在其中。',
      导出时间: madeAt,
      家人: family.map(one => ({
        姓名: one.name,
        电话: one.phone,
        年龄: one.age,
        监护人同意时间: one.guardianAgreedAt,
      })),
      报名: registrations.map(one => ({
        活动: one.activity,
        时间: one.startsAt,
        地点: one.place,
        站点: one.station,
        报名时间: one.registeredAt,
        状态: registrationWords[one.status].resident,
        站点说: one.reason,
        同行人: one.people.map(({ name, phone, age, accompanying }) => ({
          姓名: name,
          电话: phone,
          年龄: age,
          陪同: accompanying ? '是' : undefined,
        })),
        回答: one.answers.map(({ question, answer }) => ({ 问题: question, 回答: answer })),
        监护人同意时间: one.guardianAgreedAt,
        签到: one.arrivals.map(({ at, people, by, way }) => ({
          时间: at,
          人数: people,
          经手: by,
          方式: wordFor(way),
        })),
        工作人员查看和处理: one.looks.map(({ at, by, what, reason }) => ({
          时间: at,
          谁: by,
          做了什么: lookText(what),
          原因: reason,
        })),
      })),
      未到场: noShows.map(({ activity, startsAt, recordedAt, until, appeal, answer }) => ({
        活动: activity,
        时间: startsAt,
        记录时间: recordedAt,
        删除时间: until,
        申诉: appeal,
        站点答复: answer,
      })),
      通知: messages.map(({ at, heading, text }) => ({ 时间: at, 标题: heading, 内容: text })),
      同意接收的微信通知: agreed.map(({ template, given, left }) => ({
        模板: template,
        同意次数: given,
        还可发: left,
      })),
    },
    null,
    2,
  );
}
