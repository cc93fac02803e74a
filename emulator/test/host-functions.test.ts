import { actions, closeClouds, cloudWith, SDK, until } from './support/cloud';

afterEach(closeClouds);

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
        CLIENTIP: '127.0.0.1',
        CLIENTIPV6: '::ffff:127.0.0.1',
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

  test('it may hand over 6 MB, and learns it when that is too much', async () => {
    const inner = { source: 'exports.main = async event => event.text.length;' };
    const cloud = await cloudWith({
      sample: {
        source: actions(`({
          send: length => cloud.callFunction({ name: 'inner', data: { text: 'x'.repeat(length) } })
            .then(reply => reply.result, error => error.errMsg),
        })`),
      },
      inner,
    });
    expect(await cloud.call('send', 6 * 1024 * 1024 - 100)).toBe(6 * 1024 * 1024 - 100);
    expect(await cloud.call('send', 6 * 1024 * 1024)).toContain('The size of request exceeds');
  });

  test('a function that is not waited for runs all the same', async () => {
    const cloud = await cloudWith({
      sample: {
        source: actions(`({ leave: async () => { cloud.callFunction({ name: 'inner' }); return 'gone'; } })`),
      },
      inner: { source: 'exports.main = async () => console.log("done");' },
    });
    expect(await cloud.call('leave')).toBe('gone');
    await until(() => cloud.logs.some(line => line.includes('done')));
  });

  const relay = {
    source: actions(`({
      down: n => n === 0 ? 'the end'
        : cloud.callFunction({ name: 'sample', data: { action: 'down', input: n - 1 } }).then(reply => reply.result, error => error.errMsg),
    })`),
  };

  test('a chain of calls gets through although only one instance may run at once', async () => {
    const cloud = await cloudWith({ sample: relay }, { instances: 1 });
    expect(await cloud.call('down', 5)).toBe('the end');
  });

  test('a function that calls itself without end is stopped, and says why', async () => {
    const cloud = await cloudWith({ sample: relay }, { instances: 1 });
    expect(await cloud.call('down', 100)).toContain('is it a loop?');
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

describe('a function that computes for long', () => {
  test('its connection is still there when it is done', async () => {
    const cloud = await cloudWith({
      sample: {
        source: actions(`({
          compute: async seconds => {
            const notes = cloud.database().collection('notes');
            await notes.add({ data: { n: 1 } });
            // Blocks the instance, as a computation would, without taking the machine's time.
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
            return notes.add({ data: { n: 2 } }).then(() => 'done', error => error.errMsg);
          },
        })`),
      },
    });
    // A server of Node’s ends an idle connection after five or six, unless told otherwise.
    expect(await cloud.call('compute', 7)).toBe('done');
  });
});
