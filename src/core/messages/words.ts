/** What a message says: on a page, and in the fields of a WeChat template. */
import { beijingDay, monthText, spanText, timeText } from '@core/kernel/dates';
import type { NewsKind } from './news';

/** What a message says of its activity. `startsAt` in ms. */
export type MessageFacts = { title: string; startsAt: number; place: string; reason: string };

/** A message as a page shows it. */
export function wordsOf(
  kind: Pick<NewsKind, 'title' | 'text'>,
  { title, startsAt, place, reason }: MessageFacts,
): { heading: string; text: string } {
  const when = spanText(startsAt, startsAt).split('–')[0]!;
  const where = [when, place].filter(Boolean).join('，');
  const why = reason ? `原因：${reason.replace(/[。.！!]$/, '')}。` : '';
  return { heading: kind.title, text: `《${title}》${kind.text({ where, why }).join('')}` };
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
export function fieldsOf(
  { phrase }: Pick<NewsKind, 'phrase'>,
  { title, startsAt, place, reason }: MessageFacts,
  { fields }: Template,
): Record<string, string> {
  const day = beijingDay(startsAt);
  const time = `${monthText(day)}${Number(day.slice(8))}日 ${timeText(startsAt).padStart(5, '0')}`;
  const values = [
    oneLine(title) || '活动',
    phrase,
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
export function pageOf(
  kind: Pick<NewsKind, 'while'>,
  { activityId, sessionId }: { activityId: string; sessionId?: string },
): string {
  const page = kind.while === 'seated' ? 'ticket' : 'activity';
  return `pages/${page}/index?id=${activityId}${sessionId ? `&session=${sessionId}` : ''}`;
}
