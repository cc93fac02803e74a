import { actions, closeClouds, cloudWith, until } from './support/cloud';

afterEach(closeClouds);

const failure = (errCode: number) => ({
  ok: false,
  code: 'system.failure',
  message: expect.stringMatching(/[一-龥]/),
  errCode,
  errMsg: expect.stringContaining(`cloud.callFunction:fail Error: errCode: ${errCode}`),
});
const EXECUTION_FAILED = failure(-504002);

describe('what goes wrong in a function stays in that call', () => {
  const bad = {
    source: actions(`({
      fine: async () => 'fine',
      hang: () => new Promise(() => {}),
      spin: () => { for (;;) {} },
      throw: async () => { throw new Error('secret detail'); },
      crash: () => { setTimeout(() => { throw new Error('boom'); }); return new Promise(() => {}); },
      exit: () => process.exit(2),
      hoard: () => { const all = []; for (;;) all.push(new Array(100000).fill(all.length)); },
      reject: () => { Promise.reject(new Error('nobody waits for it')); return new Promise(() => {}); },
      big: async () => 'x'.repeat(6 * 1024 * 1024),
      bigint: async () => ({ seats: 1n }),
      circular: async () => { const a = {}; a.a = a; return a; },
      none: async () => undefined,
    })`),
  };

  test.each([
    ['hang', -504003],
    ['spin', -504003],
    ['throw', -504002],
    ['crash', -504002],
    ['reject', -504002],
    ['exit', -504002],
    ['big', -504001],
    ['bigint', -504002],
    ['circular', -504002],
  ])(
    '%s: system.failure with %d, as WeChat’s client would get it, and the next call works',
    async (action, errCode) => {
      const timeout = errCode === -504003 ? 2 : 30;
      const cloud = await cloudWith({ sample: bad }, { functions: { sample: { timeout } } });
      const reply = await cloud.call<{ message: string }>(action);
      expect(reply).toEqual(failure(errCode));
      expect(reply.message).not.toContain('secret');
      expect(await cloud.call('fine')).toBe('fine');
      expect(await cloud.inspect('calls')).toMatchObject([
        { action, failure: expect.any(String) },
        { action: 'fine' },
      ]);
    },
  );

  test('a function that takes too much memory is ended', async () => {
    const cloud = await cloudWith({ sample: bad }, { functions: { sample: { timeout: 20, memory: 64 } } });
    expect(await cloud.call('hoard')).toEqual(EXECUTION_FAILED);
    expect(await cloud.call('fine')).toBe('fine');
  });

  test('a function that returns nothing replies null', async () => {
    const cloud = await cloudWith({ sample: bad });
    expect(await cloud.call('none')).toBeNull();
  });

  test.each([
    ['does not parse', 'exports.main = ('],
    ['exports no main', 'exports.handler = () => 1;'],
    ['requires what is not installed', 'require("not-installed"); exports.main = () => 1;'],
  ])('a function that %s fails and says why in the log', async (_, source) => {
    const cloud = await cloudWith({ sample: { source } });
    expect(await cloud.call('any')).toEqual(EXECUTION_FAILED);
    expect(cloud.logs.join('\n')).toMatch(/Error: /);
    cloud.write('sample', { source: 'exports.main = async () => "mended";' });
    cloud.reload();
    expect(await cloud.call('any')).toBe('mended');
  });
});

describe('instances', () => {
  const counting = {
    source: `let calls = 0; exports.main = async event => {
      calls += 1;
      await new Promise(resolve => setTimeout(resolve, event.input || 0));
      return { thread: require('worker_threads').threadId, calls };
    };`,
  };
  type Count = { thread: number; calls: number };

  test('an instance is kept warm and takes one call at a time', async () => {
    const cloud = await cloudWith({ sample: counting }, { instances: 1 });
    const replies = await Promise.all([1, 2, 3].map(() => cloud.call<Count>('count', 20)));
    expect(replies.map(({ calls }) => calls)).toEqual([1, 2, 3]);
    expect(new Set(replies.map(({ thread }) => thread)).size).toBe(1);
  });

  test('a first call finds the instance cold, the next one warm, and a rebuilt function is cold again', async () => {
    const cloud = await cloudWith({ sample: counting });
    const cold = async () => (await cloud.inspect<{ cold: boolean }[]>('calls')).map(call => call.cold);
    await cloud.call('count');
    expect(await cloud.call('count')).toMatchObject({ calls: 2 });
    expect(await cold()).toEqual([true, false]);
    cloud.reload();
    expect(await cloud.call('count')).toMatchObject({ calls: 1 });
    expect(await cold()).toEqual([true, false, true]);
  });

  test('at once there are as many as the cap allows, and everything else waits', async () => {
    const cloud = await cloudWith({ sample: counting }, { instances: 3 });
    const replies = await Promise.all(Array.from({ length: 30 }, () => cloud.call<Count>('count', 30)));
    expect(new Set(replies.map(({ thread }) => thread)).size).toBe(3);
  });

  test('a function nobody has started yet gets its turn while another one is rushed', async () => {
    const rare = { source: 'exports.main = async () => "rare";' };
    const cloud = await cloudWith({ sample: counting, rare }, { instances: 1 });
    let served = false;
    let calls = 0;
    // Each of four residents calls again as soon as an answer is there, so that a warm instance always has work.
    const resident = async () => {
      for (; !served && calls < 500; calls++) await cloud.call('count');
    };
    const rush = [resident(), resident(), resident(), resident()];
    await until(() => calls > 10);
    expect(await cloud.call('any', null, { fn: 'rare' })).toBe('rare');
    served = true;
    await Promise.all(rush);
    expect(calls).toBeLessThan(500);
  });

  test('after a rebuild the next call runs the new code, and a running call ends undisturbed', async () => {
    const cloud = await cloudWith({
      sample: {
        source: `exports.main = async () => {
          console.log('started');
          await new Promise(resolve => setTimeout(resolve, 500));
          return 'old';
        };`,
      },
    });
    const running = cloud.call<unknown>('slow');
    await until(() => cloud.logs.some(line => line.includes('started')));
    cloud.write('sample', { source: 'exports.main = async () => "new";' });
    cloud.reload();
    expect(await cloud.call('slow')).toBe('new');
    expect(await running).toBe('old');
  });

  test('a function finds itself in its own folder, in UTC, with what was set for it', async () => {
    const cloud = await cloudWith(
      {
        sample: {
          source: `exports.main = async (event, context) => ({
            cwd: process.cwd(), tz: process.env.TZ, level: process.env.LEVEL,
            memory: context.memory_limit_in_mb, time: context.time_limit_in_ms,
          });`,
        },
      },
      { functions: { sample: { timeout: 7, memory: 128, env: { LEVEL: 'high' } } } },
    );
    expect(await cloud.call('any')).toEqual({
      cwd: `${cloud.dir}/functions/sample`,
      tz: 'UTC',
      level: 'high',
      memory: 128,
      time: 7000,
    });
  });

  test('nothing of the machine shows in a function, only what it was given', async () => {
    process.env.LOCAL_CLOUD_SECRET = 'of the host';
    const cloud = await cloudWith(
      { sample: { source: 'exports.main = async () => process.env;' } },
      { env: { TICKET_KEY: 'given' } },
    );
    const env = await cloud.call<Record<string, string>>('env');
    delete process.env.LOCAL_CLOUD_SECRET;
    expect(env.TICKET_KEY).toBe('given');
    expect(env.LOCAL_CLOUD_SECRET).toBeUndefined();
    expect(env).toMatchObject({ TENCENTCLOUD_RUNENV: 'SCF', TCB_ENV: 'local-cloud' });
  });
});

test('what a function prints reaches the log and the inspector, with its action', async () => {
  const cloud = await cloudWith({
    sample: {
      source: 'exports.main = async event => console.log("seat %d of %j", 3, { party: event.input });',
    },
  });
  await cloud.call('seat', 'Wang');
  expect(cloud.logs).toContain('[sample seat] seat 3 of {"party":"Wang"}');
  expect(await cloud.inspect('logs')).toMatchObject([
    { function: 'sample', action: 'seat', logs: ['seat 3 of {"party":"Wang"}'], lines: [{ level: 'log' }] },
  ]);
});

test('what a function prints after its answer counts for the same call, and so does what it dies of', async () => {
  const cloud = await cloudWith({
    sample: {
      source: `exports.main = async () => {
        setTimeout(() => { console.warn('late'); throw new Error('nobody is there'); }, 50);
        return 'answered';
      };`,
    },
  });
  expect(await cloud.call('leave')).toBe('answered');
  await until(() => cloud.logs.some(line => line.includes('nobody is there')));
  expect(await cloud.inspect('logs')).toMatchObject([
    { action: 'leave', lines: [{ level: 'warn', text: 'late' }, { level: 'error' }] },
  ]);
  expect(await cloud.call('leave')).toBe('answered');
});

test('closing ends what is running and what is waiting', async () => {
  const cloud = await cloudWith(
    { sample: { source: 'exports.main = () => { console.log("started"); return new Promise(() => {}); };' } },
    { instances: 1 },
  );
  const calls = [1, 2].map(() => cloud.call('hang').catch(() => 'cut off'));
  await until(() => cloud.logs.some(line => line.includes('started')));
  await cloud.close();
  expect(await Promise.all(calls)).toEqual(['cut off', 'cut off']);
  await expect(fetch(cloud.url)).rejects.toThrow();
});
