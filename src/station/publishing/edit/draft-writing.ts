/** From what was typed in the edit form to the contract's draft, and from the server's problems back to the fields. */

import { at, day, iso, startOfDay } from '@core/kernel/dates';
import type { Mode, Question } from '@core/programme/activity';
import type { Draft } from '@core/publishing/contract';
import type { DraftForm, SessionForm } from './draft-form';

/** A problem at a field: the draft's own path → what to write instead. */
export type Problems = Record<string, string>;

/** Whether people taking part this way take up seats that somebody has to count. */
export function hasSeats(mode: Mode): boolean {
  return mode === 'registration' || mode === 'group';
}

/** A whole number as typed, also in full-width digits; null for anything else. */
export function wholeNumber(text: string): number | null {
  const plain = text.trim().replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return /^\d{1,6}$/.test(plain) ? Number(plain) : null;
}

type Times = { startsAt: string; endsAt?: string; allDay?: boolean };

function timesOf(session: SessionForm, path: string, problems: Problems): Times | undefined {
  if (session.date === '') {
    problems[`${path}.startsAt`] = '请选日期';
    return undefined;
  }
  if (session.allDay) {
    const endsAt = startOfDay(session.endDate || session.date) + day;
    return { startsAt: iso(startOfDay(session.date)), endsAt: iso(endsAt), allDay: true };
  }
  if (session.start === '') {
    problems[`${path}.startsAt`] = '请选开始时间';
    return undefined;
  }
  const startsAt = at(session.date, session.start);
  if (session.end === '') return { startsAt: iso(startsAt) };
  const endsAt = at(session.endDate || session.date, session.end);
  if (endsAt <= startsAt) problems[`${path}.endsAt`] = '结束要晚于开始';
  return { startsAt: iso(startsAt), endsAt: iso(endsAt) };
}

function moment(date: string, time: string, path: string, problems: Problems): string | null {
  if (date === '' && time === '') return null;
  if (date === '') problems[path] = '请选日期';
  return date === '' ? null : iso(at(date, time || '00:00'));
}

function seatsOf(form: DraftForm, problems: Problems): number | null {
  if (!hasSeats(form.mode) || form.unlimited) return null;
  const capacity = wholeNumber(form.capacity);
  if (capacity === null || capacity < 1) problems.capacity = '请填名额数，或选“不限”';
  return capacity;
}

function waitingOf(form: DraftForm, problems: Problems): number | null {
  if (form.waiting === 'all') return null;
  if (form.waiting === 'none') return 0;
  const most = wholeNumber(form.waitingMax);
  if (most === null || most < 1) problems.waitingMax = '请填最多几家候补';
  return most;
}

/** Choices as typed, one a line, without the empty ones; other questions keep none. */
function questionsOf(form: DraftForm, problems: Problems): Question[] {
  return form.questions.map((question, index) => {
    const { choices, ...rest } = question;
    const label = question.label.trim();
    if (label === '') problems[`questions.${index}.label`] = '请写问题，或删去这一问';
    if (question.type !== 'choice' && question.type !== 'choices') return { ...rest, label };
    const given = (choices ?? []).map(choice => choice.trim()).filter(choice => choice !== '');
    if (given.length < 2) problems[`questions.${index}.choices`] = '请写至少两个选项，每行一个';
    return { ...rest, label, choices: given };
  });
}

/** The seats kept for some; none where nobody counts seats or nobody registers one by one. */
function poolsOf(form: DraftForm, capacity: number | null, problems: Problems): NonNullable<Draft['pools']> {
  if (!mayKeepSeats(form)) return [];
  const pools = form.pools.map((pool, index) => {
    const path = `pools.${index}`;
    const name = pool.name.trim();
    const seats = wholeNumber(pool.seats);
    if (name === '') problems[`${path}.name`] = '请写这些名额叫什么';
    if (seats === null || seats < 1) problems[`${path}.seats`] = '请填留几个';
    if (pool.for === 'ages' && pool.ages.length === 0) problems[`${path}.ages`] = '请选年龄段';
    const releasesAt = moment(pool.releasesOn, pool.releasesTime, `${path}.releasesAt`, problems);
    return {
      id: pool.id,
      name,
      seats: seats ?? 0,
      for: pool.for,
      ...(pool.for === 'ages' ? { ages: pool.ages } : {}),
      releasesAt,
    };
  });
  const left = capacity === null ? null : capacity - pools.reduce((sum, pool) => sum + pool.seats, 0);
  if (left !== null && left < 0) problems.pools = `留的名额一共多了 ${-left} 个，请改少，或把总名额加上去`;
  return pools;
}

/** Whether an activity of this form may keep seats for some: those are parts of a number that residents register for. */
export function mayKeepSeats(form: Pick<DraftForm, 'mode' | 'unlimited'>): boolean {
  return form.mode === 'registration' && !form.unlimited;
}

/** What the pools leave for everybody: 「20 个名额里留了 5 个，其余 15 个谁都能报。」; nothing while a number is missing. */
export function restText(form: Pick<DraftForm, 'capacity' | 'pools'>): string | undefined {
  const capacity = wholeNumber(form.capacity);
  const kept = form.pools.reduce((sum, pool) => sum + (wholeNumber(pool.seats) ?? 0), 0);
  if (!capacity || form.pools.length === 0 || kept > capacity) return undefined;
  if (kept === capacity) return `${capacity} 个名额全部留给上面这些人，别人报不上。`;
  return `${capacity} 个名额里留了 ${kept} 个，其余 ${capacity - kept} 个谁都能报。`;
}

const orNothing = (text: string) => (text.trim() === '' ? undefined : text.trim());

/**
 * The draft a form means, over the stored one it came from, or what is missing at which field. The server's
 * schema judges the rest, and its problems use the same paths.
 */
export function draftOf(form: DraftForm, stored?: Draft): { draft: Draft } | { problems: Problems } {
  const problems: Problems = {};
  if (form.title.trim() === '') problems.title = '请写活动名称';
  const sessions = form.sessions.map((session, index) => {
    const times = timesOf(session, `sessions.${index}`, problems);
    const place = session.place ? { place: session.place } : {};
    return times && { ...times, ...place, ...(session.venueId ? { venueId: session.venueId } : {}) };
  });
  const capacity = seatsOf(form, problems);
  const waitingMax = waitingOf(form, problems);
  const pools = poolsOf(form, capacity, problems);
  const opensAt = moment(form.opensOn, form.opensTime, 'opensAt', problems);
  const closesAt = moment(form.closesOn, form.closesTime, 'closesAt', problems);
  if (form.placeKind === 'venue' && form.venueId === '' && form.placeText.trim() === '') {
    problems.place = '请选场地或写明地点；还没定就选“待定”';
  }
  const questions = questionsOf(form, problems);
  const first = sessions[0];
  if (Object.keys(problems).length > 0 || !first) return { problems };
  const venueId = form.placeKind === 'venue' ? orNothing(form.venueId) : undefined;
  return {
    draft: {
      ...stored,
      title: form.title.trim(),
      kind: form.kind,
      mode: form.mode,
      capacity,
      unit: form.unit,
      perGroup: form.unit === 'group' ? form.perGroup : undefined,
      startsAt: first.startsAt,
      endsAt: first.endsAt,
      allDay: first.allDay,
      sessions: sessions.length > 1 ? (sessions as NonNullable<Draft['sessions']>) : undefined,
      enrolment: form.enrolment,
      place: { kind: form.placeKind, text: form.placeText.trim(), ...(venueId ? { venueId } : {}) },
      venueId,
      opensAt,
      closesAt,
      partyMax: form.partyMax,
      waitingMax,
      phoneRequired: form.phoneRequired,
      turning: hasSeats(form.mode) && form.turning,
      signOut: hasSeats(form.mode) && form.signOut,
      approval: form.mode === 'registration' && form.approval,
      selfCheckIn: mayArriveThemselves(form.mode) ? form.selfCheckIn : 'off',
      within: form.selfCheckIn === 'off' || form.within.trim() === '' ? null : Number(form.within),
      pools,
      questions,
      ages: form.mode === 'registration' ? form.ages : [],
      residentsOf: form.mode === 'registration' ? orNothing(form.residentsOf) : undefined,
      audience: orNothing(form.audience),
      summary: orNothing(form.summary),
      contact: orNothing(form.contact),
      remark: orNothing(form.remark),
    },
  };
}

/** The server's problems by the form's paths: without the action's own prefix, the first session's under `sessions.0`. */
export function problemsAt(details: Record<string, string | number> = {}): Problems {
  const entries = Object.entries(details).map(([path, problem]) => {
    const field = path.replace(/^draft\./, '');
    return [/^(startsAt|endsAt|allDay)$/.test(field) ? `sessions.0.${field}` : field, String(problem)];
  });
  return Object.fromEntries(entries) as Problems;
}

/** Whether people come who could say so themselves. */
export const mayArriveThemselves = (mode: Mode) => mode === 'registration' || mode === 'open';
