import { spacedCode } from '@app/components/spaced-code';
import { pollDelay } from '@app/hooks/poll-delay';
import { datesText, isToday, seatsText } from '@app/station/home/activity-list';
import type { StationActivity } from '@core/publishing/contract';

const activityOf = (overrides: Partial<StationActivity> = {}): StationActivity => ({
  activityId: 'a1',
  code: '480001',
  title: '端午包粽子',
  kind: 'festival',
  mode: 'registration',
  state: 'published',
  startsAt: '2027-06-09T09:30:00+08:00',
  endsAt: '2027-06-09T11:30:00+08:00',
  allDay: false,
  sessionCount: 1,
  place: '大厅',
  capacity: 60,
  left: 4,
  applied: 0,
  signOut: false,
  ...overrides,
});

describe('an activity in the station’s list', () => {
  it('says when it is, and from when to when its sessions run', () => {
    expect(datesText(activityOf())).toBe('6月9日 周三 9:30–11:30');
    expect(datesText(activityOf({ sessionCount: 8, endsAt: '2027-07-28T11:30:00+08:00' }))).toBe(
      '6月9日 周三 至 7月28日 周三，共 8 场',
    );
    expect(datesText(activityOf({ sessionCount: 2 }))).toBe('6月9日 周三，共 2 场');
  });

  it('says how many seats are taken', () => {
    expect(seatsText(activityOf())).toBe('节庆 · 已报 56/60');
    expect(seatsText(activityOf({ capacity: null, left: null }))).toBe('节庆 · 不限名额');
  });

  it.each([
    ['the evening before', '2027-06-08T23:59:59+08:00', false],
    ['just past midnight', '2027-06-09T00:00:00+08:00', true],
    ['late that evening', '2027-06-09T23:00:00+08:00', true],
    ['the day after', '2027-06-10T00:00:00+08:00', false],
  ])('knows its day in Beijing: %s', (_, at, today) => {
    expect(isToday(activityOf(), Date.parse(at))).toBe(today);
  });

  it('gives its code as it is read aloud', () => {
    expect(spacedCode('480001')).toBe('480 001');
  });
});

describe('how long the wall waits before it asks again', () => {
  it('asks steadily while it is answered, and more and more slowly while it is not', () => {
    expect([0, 1, 2, 3, 4, 50].map(failures => pollDelay(3000, failures))).toEqual([
      3000, 6000, 12_000, 24_000, 30_000, 30_000,
    ]);
  });
});
