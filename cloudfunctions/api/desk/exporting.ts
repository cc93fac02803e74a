/** A roster as a spreadsheet: masked, or in full for whoever may, with a line in the trail, and gone a day later. */
import { randomBytes } from 'node:crypto';
import { allow } from '@api/allowance';
import type { Context } from '@api/context';
import * as registrations from '@api/registration/store';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest, openOr } from '@api/secrets';
import * as allowances from '@api/store/allowances';
import * as files from '@api/store/files';
import { each, type Round } from '@api/store/rounds';
import * as audits from '@api/trail/store';
import * as screenCodes from '@api/wall/store';
import type { Output, Parsed } from '@core/contract';
import type { StaffLine } from '@core/desk/contract';
import { claimsAt } from '@core/door/claims';
import { beijingDay, day, iso, minute, timeText } from '@core/kernel/dates';
import { maskedPhone } from '@core/kernel/masking';
import { allows } from '@core/kernel/roles';
import { type Activity, ageBands, type Question } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import type { Answers, Person } from '@core/registration/contract';
import { answered, areaQuestion } from '@core/registration/questions';
import { registrationWords } from '@core/registration/registration-words';
import type { Member, Roster } from '@core/roster/roster';
import * as exports from './exports-store';
import { lined, linesOf } from './roster-lines';

/** Lists one of the staff may take out in a day. */
const most = 30;
/** Seconds an address of the file works. */
const linked = 600;
/** What may be handed from one function to another, with room to spare below the platform's 6 MB. */
const largest = 4_000_000;

export async function roster(
  input: Parsed<'roster.export'>,
  context: Context<'roster.read'>,
): Promise<Output<'roster.export'>> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  const { title, grants } = await context.person();
  const full = input.full ?? false;
  if (full && !allows(grants, 'people.export', { stationId: activity.stationId }, context.now))
    throw new AppError('caller.forbidden');
  const found = await rosters.read(rosterId, lined);
  const lines = found ? linesOf(found, session.id, new Map()) : [];
  const id = digest(['export', context.openid, rosterId, full, input.requestId].join('|'));
  const answer = async (fileId: string) => ({
    url: await files.link(fileId, linked),
    name: `${activity.title}-名单${full ? '' : '（隐去姓名电话）'}-${beijingDay(context.now)}.xlsx`,
    parties: lines.length,
    until: iso(context.now + linked * 1000),
  });
  const before = await exports.find(id);
  if (before?.fileId) return answer(before.fileId);

  await allow('lists', most, 'export.too-often', context);
  const table = found
    ? await tableOf({ activity, sessionId: session.id, roster: found, lines, full })
    : { name: '名单', head: [], rows: [] };
  if (Buffer.byteLength(JSON.stringify(table)) > largest) throw new AppError('export.too-large');
  await audits.note({
    _id: id,
    at: context.now,
    by: context.openid,
    title,
    what: full ? 'exportFull' : 'export',
    stationId: activity.stationId,
    activityId: activity._id,
    count: lines.length,
    ...(input.reason ? { reason: input.reason } : {}),
  });
  const path = before?.path ?? `exports/${randomBytes(16).toString('hex')}.xlsx`;
  await exports.create({ _id: id, path, rosterId, expiresAt: context.now + day });
  // Of two calls at once both write to the one place that was noted first.
  const note = (await exports.find(id)) ?? { path };
  const fileId = await files.write(note.path, table);
  await exports.filed(id, fileId);
  if (!(await exports.find(id))) {
    // Somebody on it had everything deleted while it was written: the note is gone, and the list is out of date.
    await files.remove(note.path, fileId);
    throw new AppError('system.busy');
  }
  return answer(fileId);
}

/** For the clock: removes files a day old, and what was counted on days that are over. */
export async function sweepShortLived(now: number, until: number): Promise<Round> {
  await allowances.removeBefore(now - 2 * day);
  await screenCodes.removeBefore(now - 10 * minute);
  return each(await exports.expired(now, 20), { until, most: 20 }, async one => {
    await exports.remove(one);
    return { done: 1 };
  });
}

type Asked = {
  activity: Activity;
  sessionId: string;
  roster: Pick<Roster, 'members'>;
  lines: StaffLine[];
  full: boolean;
};

async function tableOf({ activity, sessionId, roster: of, lines, full }: Asked): Promise<files.Table> {
  const members = new Map(Object.values(of.members).map(member => [member.id, member]));
  const found = await registrationsOf(lines.map(line => line.registrationId));
  const questions = [...(activity.residentsOf ? [areaQuestion] : []), ...activity.questions];
  return {
    name: '名单',
    head: ['状态', '姓名', '电话', '人数', '名单', ...questions.map(one => one.label), '报名时间', '签到'],
    rows: lines.flatMap(line => {
      const member = members.get(line.registrationId);
      if (!member) return [];
      const registration = found.get(line.registrationId);
      const writing = registration && registrations.writingOf(registration, member.revision);
      const people = openOr<Person[]>(writing?.party ?? '', []);
      const said = new Map(
        answered(activity.questions, openOr<Answers>(writing?.answers ?? '', {})).map(one => [
          one.question.id,
          full ? one.answer : maskedAnswer(one.question, one.answer),
        ]),
      );
      return [
        [
          registrationWords[line.status].staff + (line.position ? `第${line.position}家` : ''),
          ...(full ? inFull(people) : masked(member)),
          ...questions.map(one => said.get(one.id) ?? ''),
          registration ? moment(registration.createdAt) : '',
          arrivalOf(member, sessionId),
        ],
      ];
    }),
  };
}

async function registrationsOf(ids: string[]): Promise<Map<string, registrations.Registration>> {
  const found = new Map<string, registrations.Registration>();
  for (let start = 0; start < ids.length; start += 500) {
    for (const [id, one] of await registrations.findMany(ids.slice(start, start + 500))) found.set(id, one);
  }
  return found;
}

/** 姓名, 电话, 人数, 名单 with everybody's age where it was said. */
function inFull(people: Person[]): string[] {
  const phones = [...new Set(people.flatMap(one => one.phone ?? []))];
  const all = people.map(({ name, ageBand, accompanying }) => {
    const said = [ageBand ? ageBands[ageBand] : '', accompanying ? '陪同' : ''].filter(Boolean).join('，');
    return said ? `${name}（${said}）` : name;
  });
  return [people[0]?.name ?? '', phones.join('、'), String(people.length), all.join('、')];
}

function masked({ names, phoneTail, size }: Member): string[] {
  return [names[0] ?? '*', phoneTail ? maskedPhone(phoneTail) : '', String(size), names.join('、')];
}

/** What somebody wrote in their own words may name them; what they chose does not. */
function maskedAnswer({ type }: Question, answer: string): string {
  return type === 'text' || type === 'phone' ? '*' : answer;
}

function arrivalOf(member: Member, sessionId: string): string {
  const came = member.arrived[sessionId] ?? 0;
  if (came === 0) return '';
  const [first] = claimsAt(member, sessionId);
  return `${came}/${member.size}${first ? ` ${timeText(first.at)}` : ''}`;
}

const moment = (at: number) => `${beijingDay(at)} ${timeText(at)}`;
