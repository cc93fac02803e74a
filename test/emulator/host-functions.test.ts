import { actions, closeClouds, cloudWith, SDK, until } from './support';

afterEach(closeClouds);

const UNKNOWN_FAILURE = { ok: false, code: 'system.failure', message: expect.stringMatching(/[一-龥]/) };

describe('who is calling', () => {
  const who = {
    source: actions('({ who: async (_, event) => ({ context: cloud.getWXContext(), event }) })'),
  };

  test('a function sees the caller in getWXContext and in event.userInfo', async () => {
    const cloud = await cloudWith({ sample: who });
    expect(await cloud.call('who', 1, { openid: 'oWang_1-x' })).toEqual({
      context: {
        OPENID: 'oWang_1-x',
        APPID: expect.stringMatching(/^wx/),
        ENV: 'local-cloud',
        SOURCE: 'wx_client',
      },
      event: {
        action: 'who',
        input: 1,
        userInfo: { openId: 'oWang_1-x', appId: expect.stringMatching(/^wx/) },
      },
    });
  });

  test('one instance serves several people and mixes none of them up', async () => {
    const cloud = await cloudWith({ sample: who }, { instances: 1 });
    const names = Array.from({ length: 20 }, (_, n) => `resident-${n}`);
    const replies = await Promise.all(
      names.map(openid => cloud.call<{ context: { OPENID: string } }>('who', null, { openid })),
    );
    expect(replies.map(reply => reply.context.OPENID)).toEqual(names);
  });

  test('the trap of the real SDK is kept: an openid of digits only arrives as a number', async () => {
    const cloud = await cloudWith({ sample: who });
    expect(await cloud.call('who', null, { openid: '10086' })).toMatchObject({
      context: { OPENID: 10086 },
      event: { userInfo: { openId: '10086' } },
    });
  });

  test('a caller cannot say in the event who they are', async () => {
    const cloud = await cloudWith({ sample: who });
    const reply = await fetch(`${cloud.url}/__call/sample`, {
      method: 'POST',
      headers: { 'x-openid': 'me' },
      body: JSON.stringify({ action: 'who', userInfo: { openId: 'somebody else' } }),
    });
    expect(await reply.json()).toMatchObject({ event: { userInfo: { openId: 'me' } } });
  });
});

describe('a function calls a function', () => {
  const outer = {
    source: actions(`({
      call: ({ name, data = {} }) => cloud.callFunction({ name, data }).then(reply => reply.result, error => error.errMsg),
    })`),
  };

  test('the inner one gets the data, the same caller, and a chain of sources', async () => {
    const inner = {
      source: `${SDK} exports.main = async event => ({ n: event.n, ...cloud.getWXContext() });`,
    };
    const cloud = await cloudWith({ sample: outer, inner });
    expect(await cloud.call('call', { name: 'inner', data: { n: 7 } })).toMatchObject({
      n: 7,
      OPENID: 'resident',
      SOURCE: 'wx_client,scf',
    });
  });

  test('the outer one learns that the inner one threw, ran too long, or does not exist', async () => {
    const cloud = await cloudWith(
      {
        sample: outer,
        throwing: { source: `exports.main = () => { throw new TypeError('no such thing'); };` },
        hanging: { source: 'exports.main = () => new Promise(() => {});' },
      },
      { functions: { hanging: { timeout: 1 } } },
    );
    expect(await cloud.call('call', { name: 'throwing' })).toContain('TypeError: no such thing');
    expect(await cloud.call('call', { name: 'hanging' })).toContain('timed out after 1 seconds');
    expect(await cloud.call('call', { name: 'absent' })).toContain('could not be found');
  });

  test('calls within calls do not wait for each other for ever when every instance is taken', async () => {
    const inner = { source: 'exports.main = async () => "inner";' };
    const cloud = await cloudWith(
      { sample: outer, inner },
      { instances: 2, functions: { sample: { timeout: 20 } } },
    );
    const calls = Array.from({ length: 4 }, () => cloud.call<unknown>('call', { name: 'inner' }));
    expect(await Promise.all(calls)).toEqual(['inner', 'inner', 'inner', 'inner']);
  });
});

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
      big: async () => 'x'.repeat(6 * 1024 * 1024),
      none: async () => undefined,
    })`),
  };

  test.each(['hang', 'spin', 'throw', 'crash', 'exit', 'big'])(
    '%s: system.failure, and the next call works',
    async action => {
      const cloud = await cloudWith({ sample: bad }, { functions: { sample: { timeout: 1 } } });
      const reply = await cloud.call(action);
      expect(reply).toEqual(UNKNOWN_FAILURE);
      expect(JSON.stringify(reply)).not.toContain('secret');
      expect(await cloud.call('fine')).toBe('fine');
      expect(await cloud.inspect('calls')).toMatchObject([
        { action, failure: expect.any(String) },
        { action: 'fine' },
      ]);
    },
  );

  test('a function that takes too much memory is ended', async () => {
    const cloud = await cloudWith({ sample: bad }, { functions: { sample: { timeout: 20, memory: 64 } } });
    expect(await cloud.call('hoard')).toEqual(UNKNOWN_FAILURE);
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
    expect(await cloud.call('any')).toEqual(UNKNOWN_FAILURE);
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
    { function: 'sample', action: 'seat', logs: ['seat 3 of {"party":"Wang"}'] },
  ]);
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
