import { refusalVerdict, verdictOf } from '@app/station/door/verdict';
import type { ErrorCode, ErrorDetails } from '@core/contract';
import type { ScanResult } from '@core/door/contract';
import { messageFor } from '@core/sentences';

const now = Date.parse('2027-06-09T09:30:00+08:00');

const scanOf = (overrides: Partial<ScanResult> = {}): ScanResult => ({
  name: '王*兰',
  size: 1,
  arrived: 1,
  admitted: 1,
  repeated: false,
  at: '2027-06-09T09:30:00+08:00',
  by: '李志愿',
  way: 'scanned',
  sessionId: 's1',
  ...overrides,
});

const refused = (code: ErrorCode, details: ErrorDetails = {}) =>
  refusalVerdict({ code, message: messageFor(code, details), details });

describe('a ticket that lets people in', () => {
  it('says come in, who it is and how many', () => {
    expect(verdictOf(scanOf({ size: 3, arrived: 3, admitted: 3 }), now)).toEqual({
      tone: 'go',
      headline: '请进 3 位',
      who: '王*兰 · 3 人，都到了',
      detail: '扫码签到',
    });
  });

  it('says how many of the party are still to come', () => {
    const verdict = verdictOf(scanOf({ size: 3, arrived: 1, admitted: 1 }), now);
    expect(verdict.headline).toBe('请进 1 位');
    expect(verdict.who).toBe('王*兰 · 3 人，还有 2 人没到');
  });
});

it('still says come in when the answer to the same scan comes a second time', () => {
  expect(verdictOf(scanOf({ repeated: true, admitted: 1 }), now).tone).toBe('go');
});

describe('a ticket shown again', () => {
  it('says who checked it in, when and how', () => {
    const verdict = verdictOf(
      scanOf({ repeated: true, admitted: 0, at: '2027-06-09T09:02:00+08:00', way: 'typed' }),
      now,
    );
    expect(verdict).toMatchObject({ tone: 'again', headline: '已签到过', detail: '9:02 由李志愿输号码签到' });
  });

  it('names the day when it was not today', () => {
    const verdict = verdictOf(scanOf({ repeated: true, admitted: 0, at: '2027-06-08T19:05:00+08:00' }), now);
    expect(verdict.detail).toBe('6月8日 周二 19:05 由李志愿扫码签到');
  });
});

describe('a ticket that does not let anyone in', () => {
  it.each([
    ['ticket.forged', {}, '假码，不能进'],
    ['ticket.other-activity', {}, '别的活动的码'],
    ['ticket.other-session', {}, '别的场次的码'],
    ['ticket.unknown-code', {}, '没有这个码'],
    ['ticket.not-seated', { why: '', state: 'waiting' }, '候补，还没有名额'],
    ['ticket.not-seated', { why: '', state: 'withdrawn' }, '已取消报名'],
    ['ticket.not-seated', { why: '', state: 'applied' }, '还没批准'],
    ['ticket.not-seated', { why: '', state: 'declined' }, '报名未通过'],
    ['ticket.not-seated', { why: '', state: 'superseded' }, '旧码，请看新的'],
    ['ticket.not-seated', { why: '', state: 'moved' }, '改到另一场了'],
    ['checkin.room-full', { left: 0 }, '场地满了'],
    ['checkin.closed', { window: '7:00–13:30' }, '不在签到时间'],
    ['input.invalid', {}, '不能签到'],
  ] as [ErrorCode, ErrorDetails, string][])('%s %o is a stop: %s', (code, details, headline) => {
    const verdict = refused(code, details);
    expect(verdict).toMatchObject({ tone: 'stop', headline });
    expect(verdict.detail).not.toBe('');
  });

  it('offers the number that is left when too many were let in at once', () => {
    expect(refused('checkin.count-too-many', { left: 2, asked: 3 })).toMatchObject({
      tone: 'again',
      offer: 2,
    });
    expect(refused('checkin.count-too-many', { left: 0, asked: 3 }).offer).toBeUndefined();
  });
});

describe('a scan that nobody decided', () => {
  it.each(['network.offline', 'system.busy', 'system.failure'] as ErrorCode[])(
    '%s asks to try again and refuses nobody',
    code => {
      expect(refused(code).tone).toBe('retry');
    },
  );
});
