import { dueTimes } from '../cron';
import { actions, closeClouds, cloudWith, until } from './support/cloud';

afterEach(closeClouds);

const at = (beijing: string) => Date.parse(`${beijing}+08:00`);
const shown = (times: number[]) =>
  times.map(time => new Date(time + 8 * 3600_000).toISOString().slice(0, 16));

describe('when a timer falls due', () => {
  test('seven fields, seconds first, are read in Beijing time', () => {
    const due = dueTimes('0 30 8 * * * *', at('2027-06-01T08:30'), at('2027-06-03T08:30'));
    expect(shown(due)).toEqual(['2027-06-02T08:30', '2027-06-03T08:30']);
  });

  test('a year and a weekday count', () => {
    expect(shown(dueTimes('0 0 9 * * MON 2027', at('2026-12-20T00:00'), at('2027-01-12T00:00')))).toEqual([
      '2027-01-04T09:00',
      '2027-01-11T09:00',
    ]);
  });

  test.each([
    ['0 */20 8 * * * *', ['08:20', '08:40']],
    ['0 10-12 8 1 * * *', ['08:10', '08:11', '08:12']],
    ['0 15,45 8-9 1 6 * 2027', ['08:15', '08:45', '09:15']],
    ['30 0 9 * * 2 *', ['09:00']],
    ['0 0 9 * * TUE-FRI *', ['09:00']],
    ['0 0 9 * * 0 *', []],
    ['0 0 9 5 * 2 *', ['09:00']],
    ['0 0 9 1 6 * 2028', []],
  ])('%s on Tuesday, the first of June 2027', (expression, expected) => {
    const due = dueTimes(expression, at('2027-06-01T08:00'), at('2027-06-01T09:30'));
    expect(shown(due)).toEqual(expected.map(time => `2027-06-01T${time}`));
  });

  test('up to 30 runs none is left out', () => {
    expect(dueTimes('0 * * * * * *', at('2027-06-01T08:00'), at('2027-06-01T08:30'))).toHaveLength(30);
  });

  test('beyond, 30 are spread over the time, and the last due one is among them', () => {
    const due = dueTimes('0 * * * * * *', at('2027-06-01T08:00'), at('2027-06-08T08:00'));
    expect(due).toHaveLength(30);
    expect(shown(due.slice(-1))).toEqual(['2027-06-08T08:00']);
    const gaps = due.slice(1).map((time, n) => time - due[n]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps));
  });

  test.each(['* * * * *', '0 0 0 0 0 0 0', 'every minute'])('%j is no expression', expression => {
    expect(() => dueTimes(expression, 0, 1)).toThrow();
  });
});

describe('the emulator’s clock', () => {
  const now = {
    source: actions(`({
      now: async () => ({
        date: new Date().toISOString(), now: new Date(Date.now()).toISOString(), text: Date(),
        own: new (class extends Date {})().toISOString(), constructed: new (new Date().constructor)().toISOString(),
        fixed: new Date('2000-01-01T00:00:00Z').toISOString(), isDate: new Date() instanceof Date,
      }),
    })`),
  };

  test('moves every way a function can ask for the time, and nothing else of Date', async () => {
    const cloud = await cloudWith({ sample: now }, { now: '2027-06-01T08:00:00+08:00' });
    const moved = expect.stringMatching(/^2027-06-01T00:00/);
    expect(await cloud.call('now')).toEqual({
      date: moved,
      now: moved,
      text: expect.stringContaining('Jun 01 2027'),
      own: moved,
      constructed: moved,
      fixed: '2000-01-01T00:00:00.000Z',
      isDate: true,
    });
  });

  test('moves under an instance that is already warm', async () => {
    const cloud = await cloudWith({ sample: now });
    await cloud.call('now');
    await cloud.tell('clock', { now: '2030-01-01T00:00:00+08:00' });
    expect(await cloud.call('now')).toMatchObject({ date: expect.stringMatching(/^2029-12-31T16:00/) });
    expect(await cloud.inspect('clock')).toMatchObject({
      now: expect.stringMatching(/^2030-01-01T00:00.*\+08:00$/),
    });
  });

  test('goes back to real time', async () => {
    const cloud = await cloudWith({ sample: now }, { now: '2030-01-01T00:00:00+08:00' });
    await cloud.tell('clock', { now: null });
    const { offset } = await cloud.inspect<{ offset: number }>('clock');
    expect(Math.abs(offset)).toBeLessThan(1000);
  });

  test.each(['tomorrow', '2027-06-01T08:00:00', 5, undefined])('%j is no time to go to', async time => {
    const cloud = await cloudWith({});
    expect(await cloud.tell('clock', { now: time })).toMatchObject({ error: expect.any(String) });
  });
});

describe('timers follow the clock', () => {
  const ticking = (config: string, name = 'tick') => ({
    source: actions(`({
      Timer: async (_, event) => console.log(event.TriggerName, event.Time, new Date().toISOString().slice(0, 16),
        JSON.stringify(cloud.getWXContext())),
    })`),
    config: { triggers: [{ name, type: 'timer', config }] },
  });

  test('what fell due on the way ran, in order, each at its own time, with nobody as the caller', async () => {
    const cloud = await cloudWith(
      { hourly: ticking('0 0 * * * * *', 'hour'), half: ticking('0 30 9 * * * *', 'half') },
      { now: '2027-06-01T08:10:00+08:00' },
    );
    expect(await cloud.tell('clock', { now: '2027-06-01T10:10:00+08:00' })).toMatchObject({ timers: 3 });
    const context = '{"APPID":"wx0000000000000000","ENV":"local-cloud","SOURCE":"wx_trigger"}';
    expect(cloud.logs).toEqual([
      `[hourly timer:hour] hour 2027-06-01T01:00:00Z 2027-06-01T01:00 ${context}`,
      `[half timer:half] half 2027-06-01T01:30:00Z 2027-06-01T01:30 ${context}`,
      `[hourly timer:hour] hour 2027-06-01T02:00:00Z 2027-06-01T02:00 ${context}`,
    ]);
    expect(await cloud.inspect('clock')).toMatchObject({
      now: expect.stringMatching(/^2027-06-01T10:10:00/),
    });
  });

  test('a second move does not run again what the first has run', async () => {
    const cloud = await cloudWith({ hourly: ticking('0 0 * * * * *') }, { now: '2027-06-01T08:10:00+08:00' });
    expect(await cloud.setClock('2027-06-01T09:00:00+08:00')).toBe(1);
    expect(await cloud.setClock('2027-06-01T09:30:00+08:00')).toBe(0);
    expect(await cloud.setClock('2027-06-01T08:30:00+08:00')).toBe(0);
    expect(await cloud.setClock('2027-06-01T09:30:00+08:00')).toBe(1);
  });

  test('what fell due while nothing ran is not made up for', async () => {
    const first = await cloudWith({ hourly: ticking('0 0 * * * * *') }, { now: '2027-06-01T08:10:00+08:00' });
    await first.close();
    const second = await cloudWith({}, { dir: first.dir, now: '2027-06-03T08:10:00+08:00' });
    expect(await second.inspect('calls')).toEqual([]);
    expect(await second.setClock('2027-06-03T09:00:00+08:00')).toBe(1);
  });

  test('are listed with their next time, soonest first, and without those that cannot be read', async () => {
    const cloud = await cloudWith(
      { daily: ticking('0 0 9 * * * *', 'day'), half: ticking('0 30 * * * * *', 'half'), bad: ticking('?') },
      { now: '2027-06-01T08:10:00+08:00' },
    );
    expect(await cloud.inspect('timers')).toMatchObject([
      { function: 'half', name: 'half', next: '2027-06-01T08:30:00.000+08:00' },
      { function: 'daily', name: 'day', next: '2027-06-01T09:00:00.000+08:00' },
    ]);
  });

  test('two moves at once take turns', async () => {
    const cloud = await cloudWith({ hourly: ticking('0 0 * * * * *') }, { now: '2027-06-01T08:10:00+08:00' });
    const runs = [cloud.setClock('2027-06-01T10:00:00+08:00'), cloud.setClock('2027-06-01T12:00:00+08:00')];
    expect(await Promise.all(runs)).toEqual([2, 2]);
    const times = cloud.logs.map(line => /T\d\d:00:00/.exec(line)?.[0]);
    expect(times).toEqual(['T01:00:00', 'T02:00:00', 'T03:00:00', 'T04:00:00']);
  });

  test('by itself a timer runs when its second comes', async () => {
    const cloud = await cloudWith({ often: ticking('* * * * * * *') });
    await until(() => cloud.logs.length >= 2);
    const [first, second] = cloud.logs.map(line => Date.parse(/\S+Z/.exec(line)![0]));
    expect(second! - first!).toBe(1000);
  });

  test('a failing timer stops neither the next run nor the clock', async () => {
    const cloud = await cloudWith(
      {
        bad: {
          source: 'exports.main = async () => { throw new Error("bad"); };',
          config: { triggers: [{ name: 'bad', type: 'timer', config: '0 0 * * * * *' }] },
        },
        wrong: {
          source: 'exports.main = async () => 1;',
          config: { triggers: [{ name: 'w', type: 'timer', config: '?' }] },
        },
      },
      { now: '2027-06-01T08:10:00+08:00' },
    );
    expect(await cloud.setClock('2027-06-01T10:10:00+08:00')).toBe(2);
    expect(cloud.logs.filter(line => line.includes('Error: bad'))).toHaveLength(2);
    expect(cloud.logs.some(line => line.includes('the timer w of wrong does not run'))).toBe(true);
  });
});
