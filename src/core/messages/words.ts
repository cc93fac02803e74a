/** What a message says: on a page, and in the fields of a WeChat template. */
import { beijingDay, monthText, spanText, timeText } from '@core/kernel/dates';
import { type MessageFacts, type MessageKind, messageKinds } from './timing';

/** A message as a page shows it. */
export function wordsOf({ kind, title, startsAt, place, reason }: MessageFacts): {
  heading: string;
  text: string;
} {
  const when = spanText(startsAt, startsAt).split('–')[0]!;
  const where = [when, place].filter(Boolean).join('，');
  const why = reason ? `原因：${reason.replace(/[。.！!]$/, '')}。` : '';
  const text = {
    cancelled: [`原定${where}。`, why],
    postponed: [`新的时间：${where}。`, why, '您的报名还在，来不了可以让出来。'],
    changed: [`现在是：${where}。`, '您的报名还在，来不了可以让出来。'],
    declined: [why],
    removed: [why, '如果不是您的意思，请给站点打电话。'],
    moved: [`现在是：${where}。`, why, '原来那场的入场码不能用了，新的在“我的”里。'],
    queued: [`${where}。`, '有名额时会自动轮到您。'],
    seated: [`${where}。`],
    promoted: [`${where}。`, '来不了请早点让出来。'],
    accepted: [`${where}。`],
    tomorrow: [`${where}。`, '来不了请早点让出来。'],
    missed: [`${where}，您报了名没有到，当时有别人在等座位。`, '要是弄错了或有特别原因，可以申诉。'],
    appealAccepted: [`${where}。`, why, '这次不算了，谢谢您说明。'],
    appealDeclined: [`${where}。`, why, '还有疑问，请给站点打电话。'],
  }[kind];
  return { heading: messageKinds[kind].title, text: `《${title}》${text.join('')}` };
}

/** A template as the station registered it: its id, and which of its fields says what. */
export type Template = { id: string; fields: string[] };

const said = ['thing1', 'phrase2', 'time3', 'thing4', 'thing5'];

/**
 * Reads a template from the environment: its id alone, or `id|activity,outcome,time,place,remark` with the names of its
 * own fields in that order, `-` for one it does not have. Nothing when there is none.
 */
export function templateOf(setting: string | undefined): Template | undefined {
  const [id = '', fields] = (setting ?? '').trim().split('|');
  if (!/^[\w-]{1,64}$/.test(id)) return undefined;
  return { id, fields: fields ? fields.split(',').map(field => field.trim()) : said };
}

/** The fields of a template filled in, each as WeChat takes it: none empty, one line, a `thing` of at most 20 characters. */
export function fieldsOf(facts: MessageFacts, { fields }: Template): Record<string, string> {
  const { kind, title, startsAt, place, reason } = facts;
  const day = beijingDay(startsAt);
  const time = `${monthText(day)}${Number(day.slice(8))}日 ${timeText(startsAt).padStart(5, '0')}`;
  const values = [
    oneLine(title) || '活动',
    messageKinds[kind].phrase,
    time,
    oneLine(place) || '见活动页',
    oneLine(reason) || '详情请看活动页',
  ];
  return Object.fromEntries(
    values.flatMap((value, index) => {
      const field = fields[index];
      return field && field !== '-' ? [[field, [...value].slice(0, 20).join('')]] : [];
    }),
  );
}

/** Without line breaks and what is not seen. */
const oneLine = (text: string) => text.replace(/[\s\p{C}]+/gu, ' ').trim();

/** Where a message leads: the ticket of whoever is to come, else the activity. */
export function pageOf(message: { kind: MessageKind; activityId: string; sessionId?: string }): string {
  const { kind, activityId, sessionId } = message;
  const page = messageKinds[kind].while === 'seated' ? 'ticket' : 'activity';
  return `pages/${page}/index?id=${activityId}${sessionId ? `&session=${sessionId}` : ''}`;
}
