/** What a door without a network says, case by case; the cloud's own answers are in test/core. */

import { mac } from '@app/services/mac';
import { answerVerdict, leavingVerdict } from '@app/station/door/answer-verdict';
import { countIn, figures, judge, judgeLeave, linesNow } from '@app/station/door/offline-decision';
import type { Deed } from '@app/station/door/record-entries';
import { heldOf } from '@app/station/door/roster-list';
import type { GateLine } from '@core/door/gate-lines';
import { turned, turningSecret, writeTicket } from '@core/tickets/ticket';
import { activityKey, makeDoorCloud } from '@test/support/door-cloud';
import { hour, start } from '@test/support/rosters';

const cloud = makeDoorCloud({ anna: 3, bo: 1 });
const { anna, bo } = cloud.codes as { anna: string; bo: string };
const upTo = 5;
const pack = cloud.pack(start);
const held = heldOf(pack, upTo);
const heldWith = (code: string, change: Partial<GateLine>, over: Partial<typeof pack> = {}) => {
  const other = heldOf({ ...pack, ...over }, upTo);
  const line = other.lines.get(code)!;
  return { ...other, lines: new Map(other.lines).set(code, { ...line, ...change }) };
};
const came = (code: string, count: number, over: Partial<Deed & { what: 'arrive' }> = {}): Deed => ({
  requestId: 'q1',
  seq: 6,
  at: start,
  what: 'arrive',
  ticket: code,
  code,
  name: '王*0',
  size: 3,
  count,
  way: 'scanned',
  ...over,
});
const undo = (of: string, code: string, count: number): Deed => ({
  requestId: `u-${of}`,
  seq: 9,
  at: start,
  what: 'undo',
  of,
  code,
  count,
});
const ask = (ticket: string, deeds: Deed[] = [], list = held, count?: number) =>
  judge(list, deeds, { ticket, count }, start, mac);
const facts = {
  keyId: 'k1',
  activityId: 'a1',
  session: '',
  stationId: 'st1',
  key: 'zoe',
  id: 'g-zoe',
  size: 2,
  code: '777777',
  turning: false,
  name: Buffer.from('陈*雨').toString('base64url'),
};
const turning = writeTicket({ ...facts, code: bo, size: 1, turning: true }, activityKey, mac);
const shownAt = (at: number) => turned(turning, turningSecret(turning, activityKey, mac), at, mac);

describe('somebody who may come in', () => {
  it.each([
    ['a whole party by its ticket', cloud.ticket('anna'), undefined, { k: 3, arrived: 3 }],
    ['part of it', cloud.ticket('anna'), 2, { k: 2, arrived: 2 }],
    ['by the code said', anna, undefined, { k: 3 }],
    ['a member by an own ticket', cloud.ticket('anna', 1), undefined, { k: 1, who: 1, arrived: 1 }],
    ['a member by the code said', `${anna}-2`, undefined, { k: 1, who: 1 }],
  ] as const)('%s', (_, ticket, count, verdict) => {
    expect(ask(ticket, [], held, count)).toMatchObject({ verdict: 'admit', listed: true, ...verdict });
  });

  it('the rest of a party, some of which came here and some at another gate', () => {
    expect(ask(anna, [came(anna, 1)], heldWith(anna, { arrived: 1 }))).toMatchObject({
      verdict: 'admit',
      k: 1,
      arrived: 3,
    });
  });

  it('somebody whose admission was taken back, here or before the list was taken', () => {
    expect(ask(bo, [came(bo, 1), undo('q1', bo, 1)])).toMatchObject({ verdict: 'admit' });
    const inList = came(bo, 1, { seq: 3, told: { outcome: 'counted', at: start } });
    const list = heldWith(bo, { arrived: 1 });
    expect(ask(bo, [inList], list)).toMatchObject({ verdict: 'repeat' });
    expect(ask(bo, [inList, undo('q1', bo, 1)], list)).toMatchObject({ verdict: 'admit' });
  });

  it('whoever registered after the list was taken: the ticket is ours, and is checked later', () => {
    expect(ask(writeTicket(facts, activityKey, mac))).toMatchObject({
      verdict: 'admit',
      name: '陈*雨',
      k: 2,
      listed: false,
    });
  });

  it('a turning ticket as it is now, and half a minute to either side', () => {
    const list = heldWith(bo, {}, { turning: true });
    for (const at of [start, start - 30_000, start + 30_000])
      expect(ask(shownAt(at), [], list)).toMatchObject({ verdict: 'admit' });
  });
});

describe('somebody who came before', () => {
  it('here: when and how', () => {
    const before = came(bo, 1);
    expect(ask(bo, [before])).toMatchObject({
      verdict: 'repeat',
      arrival: { at: before.at, by: '这台手机', way: 'scanned' },
    });
  });
  it('at another gate: who let them in, when and how, as the list says', () => {
    const last = { at: start, by: '志愿者 小李', way: 'typed' } as const;
    const verdict = ask(bo, [], heldWith(bo, { arrived: 1, last }));
    expect(verdict).toMatchObject({ verdict: 'repeat', arrived: 1, arrival: last });
    const said = answerVerdict({ from: 'list', verdict }, start + hour, start);
    expect(said).toMatchObject({ tone: 'again', detail: '9:00 由志愿者 小李输号码签到' });
  });
  it('at another gate, by a list from before that says no more: when it was taken', () => {
    const verdict = ask(bo, [], heldWith(bo, { arrived: 1 }));
    const said = answerVerdict({ from: 'list', verdict }, start + hour, start);
    expect(said.detail).toBe('在别处签到过。名单是 9:00 的。');
  });
  it('by the same own ticket, though others of the party are still to come', () => {
    expect(ask(cloud.ticket('anna', 1), [came(anna, 1, { who: 1 })])).toMatchObject({ verdict: 'repeat' });
  });
});

describe('somebody who may not', () => {
  const forged = writeTicket({ ...facts, code: bo }, 'ff'.repeat(32), mac);
  it.each([
    ['a forged ticket', forged, 'forged'],
    ['a ticket cut off', cloud.ticket('bo').slice(0, -3), 'forged'],
    ['any other text', 'https://example.org', 'forged'],
    ['another activity', writeTicket({ ...facts, activityId: 'a2' }, activityKey, mac), 'other-activity'],
    ['another session', writeTicket({ ...facts, session: 's2' }, activityKey, mac), 'other-session'],
    [
      'a key this list does not hold',
      writeTicket({ ...facts, keyId: 'k9' }, activityKey, mac),
      'unknown-key',
    ],
    ['a code nobody has', '123123', 'unknown'],
    ['a third member of a party of one', `${'100002'}-3`, 'unknown'],
  ])('%s', (_, ticket, verdict) => {
    expect(ask(ticket)).toMatchObject({ verdict });
  });

  it.each(['waiting', 'withdrawn', 'applied', 'declined'] as const)('%s', status => {
    expect(ask(bo, [], heldWith(bo, { status }))).toMatchObject({ verdict: 'not-seated', state: status });
  });

  it('a picture of a turning ticket, or one without its turn', () => {
    const list = heldWith(bo, {}, { turning: true });
    for (const shown of [shownAt(start - 90_000), turning])
      expect(ask(shown, [], list)).toMatchObject({ verdict: 'picture', code: bo });
  });

  it('more of a party than are missing', () => {
    expect(ask(anna, [came(anna, 2)], held, 2)).toMatchObject({ verdict: 'too-many', left: 1 });
  });

  it('at an hour the door is closed', () => {
    expect(judge(held, [], { ticket: bo }, start + 9 * hour, mac)).toMatchObject({ verdict: 'door-closed' });
  });
});

describe('people who just come', () => {
  const small = heldOf({ ...pack, room: 6 }, upTo);
  const counted = (count: number): Deed => ({ requestId: 'w1', seq: 7, at: start, what: 'walkIn', count });

  it('get what the venue holds beyond the seats promised', () => {
    expect(countIn(small, [], { count: 2 }, start)).toEqual({ verdict: 'count', total: 2 });
    expect(countIn(small, [counted(2)], { count: 1 }, start)).toEqual({
      verdict: 'room-full',
      left: 0,
      spare: 4,
    });
  });
  it('get seats of those who did not come, where staff say so, and no more than the venue holds', () => {
    expect(countIn(small, [counted(2)], { count: 4, spare: true }, start)).toMatchObject({
      verdict: 'count',
    });
    expect(countIn(small, [counted(2), came(bo, 1)], { count: 4, spare: true }, start)).toMatchObject({
      verdict: 'room-full',
      spare: 3,
    });
  });
});

describe('somebody who leaves', () => {
  const leave = (ticket: string, deeds: Deed[] = [], list = held) =>
    judgeLeave(list, deeds, { ticket }, start + hour, mac);
  const left = (code: string, at: number, over: Partial<Deed & { what: 'leave' }> = {}): Deed => ({
    ...{ requestId: 'l1', seq: 8, at, what: 'leave', ticket: code, code, name: '王*0', size: 3 },
    ...over,
  });
  const here = heldWith(anna, { arrived: 3, last: { at: start, by: '志愿者 小李', way: 'scanned' } });

  it.each([
    ['let in here', bo, [came(bo, 1)], held, { here: true }],
    ['let in elsewhere, as the list says', cloud.ticket('anna'), [], here, { here: true, size: 3 }],
    ['a member alone', `${anna}-2`, [], here, { who: 1 }],
    ['whom nobody is known to have let in', anna, [], held, { here: false }],
    ['who has left before and come again since', bo, [left(bo, start - 9), came(bo, 1)], held, {}],
    ['another member than the one who left', `${anna}-2`, [left(anna, start + 9, { who: 0 })], here, {}],
    ['all of a party of which one has left', anna, [left(anna, start + 9, { who: 0 })], here, {}],
  ] as const)('is signed out: %s', (_, ticket, deeds, list, verdict) => {
    expect(leave(ticket, [...deeds], list)).toMatchObject({ verdict: 'leave', ...verdict });
  });

  it.each([
    ['with the party', anna, left(anna, start + 9)],
    ['alone, of whose party all have left', `${anna}-2`, left(anna, start + 9)],
    ['alone, twice', `${anna}-2`, left(anna, start + 9, { who: 1 })],
  ] as const)('has been signed out here: %s', (_, ticket, before) => {
    const verdict = leave(ticket, [before], here);
    expect(verdict).toMatchObject({ verdict: 'repeat', before: { at: before.at, by: '这台手机' } });
    expect(leavingVerdict({ from: 'list', verdict }, start + hour, start)).toMatchObject({
      tone: 'again',
      headline: '已签退过',
      detail: '9:00 由这台手机签退',
    });
  });

  it('is refused as on coming', () => {
    expect(leave('123123')).toEqual({ verdict: 'unknown', code: '123123' });
    expect(leave(writeTicket({ ...facts, code: bo }, 'ff'.repeat(32), mac))).toEqual({ verdict: 'forged' });
    const verdict = leave(bo, [], heldWith(bo, { status: 'withdrawn' }));
    expect(leavingVerdict({ from: 'list', verdict }, start, start)).toMatchObject({
      headline: '已取消报名',
      detail: '名单是 9:00 的。没有名额，不计时长。',
    });
  });

  it('is told where that is kept, and when nobody is known to have let them in', () => {
    const said = (deeds: Deed[]) =>
      leavingVerdict({ from: 'list', verdict: leave(bo, deeds) }, start, start).detail;
    expect(said([came(bo, 1)])).toBe('没有网络，先记在这台手机上');
    expect(said([])).toBe('名单上还没有签到，先记下，回头再核对');
  });

  it('changes no figure and no line', () => {
    expect(figures(here, [left(anna, start)])).toEqual(figures(here, []));
    expect(linesNow(here, [left(anna, start)])).toEqual(linesNow(here, []));
  });
});

it('figures and lines are the list’s and what was done here since, each once', () => {
  const deeds = [
    came(anna, 2),
    came(bo, 1, { requestId: 'q0', seq: 4, told: { outcome: 'counted', at: start } }),
    { requestId: 'w1', seq: 8, at: start, what: 'walkIn', count: 5 } as Deed,
  ];
  expect(figures(held, deeds)).toEqual({ arrived: pack.arrived + 2, walkIns: 5 });
  expect(linesNow(held, deeds).map(line => [line.code, line.arrived])).toEqual([
    [anna, 2],
    [bo, 0],
  ]);
});

it('a party that two gates claim is marked, by the list or by what the cloud has just said to this gate', () => {
  const marked = (deeds: Deed[], list = held) => linesNow(list, deeds).map(line => line.disputed);
  const doubled = (over: Partial<Deed & { what: 'arrive' }> = {}) =>
    came(anna, 3, { told: { outcome: 'disputed', at: start }, ...over });
  expect(marked([])).toEqual([false, false]);
  expect(marked([], heldWith(bo, { disputed: true }))).toEqual([false, true]);
  expect(marked([doubled()])).toEqual([true, false]);
  expect(marked([doubled(), undo('q1', anna, 3)])).toEqual([false, false]);
  // Staff have agreed to it since.
  expect(marked([doubled({ seq: 3 }), came(anna, 1, { requestId: 'q2', seq: 7 })])).toEqual([false, false]);
});
