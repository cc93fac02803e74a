import { phoneIn } from '@app/components/Contact';
import { footOf, verdictOf, windowText } from '@app/pages/activity/offer';
import { makeView } from '@test/support/taro-server';

const before = Date.parse('2099-06-01T09:00:00+08:00');
const foot = (view: Parameters<typeof makeView>[0], now = before) =>
  footOf(verdictOf(makeView(view), undefined, now), phoneIn(view?.contact) !== undefined);

test.each([
  [{}, '开场前都能报，一次最多报 5 人'],
  [{ closesAt: '2099-06-08T17:00:00+08:00' }, '6月8日 周一 17:00 截止，一次最多报 5 人'],
  [
    { opensAt: '2099-06-02T08:30:00+08:00', partyMax: 2 },
    '6月2日 周二 8:30 开始，开场前都能报，一次最多报 2 人',
  ],
  [
    { opensAt: '2099-05-02T08:30:00+08:00', unit: 'group', perGroup: 3, partyMax: 1 },
    '开场前都能报，一次最多报 3 人',
  ],
] as const)('an activity with %j is open: %s', (view, text) => {
  expect(windowText(makeView(view), before)).toBe(text);
});

describe('the foot of an activity page', () => {
  test.each([
    ['seats are left', {}, '报名', 'register'],
    ['all seats are taken', { left: 0 }, '排队候补', 'register'],
    ['somebody waits for the seats that are left', { left: 2, waiting: 1 }, '排队候补', 'register'],
    ['the queue is full too', { left: 0, waiting: 3, waitingMax: 3 }, '名额和候补都满了', null],
    ['it is not open yet', { opensAt: '2099-06-02T08:30:00+08:00' }, '6月2日 周二 8:30 开始报名', null],
    ['it is cancelled', { state: 'cancelled' }, '活动已取消', null],
    ['one just comes', { mode: 'open' }, '不用报名，到时直接来', null],
    ['groups book by phone', { mode: 'group', contact: '王老师 010-8888 6721' }, '打电话预约', 'phone'],
    ['groups book and no number is known', { mode: 'group' }, '由单位或团体联系站点预约', null],
    ['works are sent in online', { mode: 'submission' }, '线上投稿参加', null],
  ] as const)('when %s', (_, view, text, goes) => {
    expect(foot(view as Parameters<typeof makeView>[0])).toMatchObject({ text, goes });
  });

  test('after registration closed, and after the end', () => {
    expect(foot({}, Date.parse('2099-06-09T10:00:00+08:00')).text).toBe('报名已经截止');
    expect(foot({}, Date.parse('2099-06-09T12:00:00+08:00')).text).toBe('活动已经结束');
  });

  test('whoever is in is led to the ticket; whoever gave back may register again', () => {
    const mine = { registrationId: 'r1', activityId: 'a1', size: 1, arrived: 0, party: [] };
    expect(foot({ mine: { ...mine, status: 'seated' } })).toMatchObject({
      text: '看我的入场码',
      goes: 'ticket',
    });
    expect(foot({ mine: { ...mine, status: 'waiting' } })).toMatchObject({ goes: 'ticket' });
    expect(foot({ mine: { ...mine, status: 'withdrawn' } })).toMatchObject({ goes: 'register' });
  });

  test('a session with its own seats is judged by them', () => {
    const view = makeView({ enrolment: 'session', left: 8 });
    view.sessions = [{ ...view.sessions[0]!, sessionId: 's2', left: 0, waiting: 2 }];
    expect(verdictOf(view, 's2', before).verdict).toBe('wait');
  });
});

test.each([
  ['王老师 010-8888 6721', '01088886721'],
  ['13812345678（微信同号）', '13812345678'],
  ['找前台', undefined],
  [undefined, undefined],
])('the number in %p is %p', (contact, number) => {
  expect(phoneIn(contact)).toBe(number);
});
