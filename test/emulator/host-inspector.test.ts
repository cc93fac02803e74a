import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { actions, closeClouds, cloudWith, until } from './support';

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await closeClouds();
});

const notes = {
  source: actions(`({
    add: async text => (await cloud.database().collection('notes').add({ data: { text, at: new Date() } }))._id,
    list: async () => (await cloud.database().collection('notes').orderBy('text', 'asc').get()).data.map(note => note.text),
    read: async times => {
      for (let n = 0; n < times; n++) await cloud.database().collection('notes').where({ text: 'none' }).get();
    },
    keep: async text => (await cloud.uploadFile({ cloudPath: text + '.txt', fileContent: Buffer.from(text) })).fileID,
    open: async fileID => (await cloud.downloadFile({ fileID })).fileContent.toString(),
    send: async touser => cloud.openapi.subscribeMessage.send({ touser, templateId: 't', data: {} }),
  })`),
  config: { permissions: { openapi: ['subscribeMessage.send'] } },
};
type Call = {
  action: string;
  function: string;
  openid: string;
  ms: number;
  calls: { verb: string; collection: string }[];
};

test('what a function writes another call reads', async () => {
  const cloud = await cloudWith({ sample: notes });
  await cloud.call('add', '诗会');
  await cloud.call('add', '龙舟');
  expect(await cloud.call('list')).toEqual(['诗会', '龙舟'].sort());
});

describe('calls', () => {
  test('each verb is counted for the call that used it, also when many run at once', async () => {
    const cloud = await cloudWith({ sample: notes }, { instances: 3 });
    const wanted = Array.from({ length: 12 }, (_, n) => n % 4);
    await Promise.all(wanted.map((times, n) => cloud.call('read', times, { openid: `r${n}` })));
    const calls = await cloud.inspect<Call[]>('calls');
    expect(calls).toHaveLength(12);
    for (const call of calls) {
      expect(call.calls).toHaveLength(wanted[Number(call.openid.slice(1))]!);
      for (const verb of call.calls) {
        expect(verb).toMatchObject({
          collection: 'notes',
          examined: expect.any(Number),
          returned: expect.any(Number),
        });
      }
    }
  });

  test('they are listed with function, action and time taken, until reset', async () => {
    const cloud = await cloudWith({ sample: notes });
    await cloud.call('keep', 'a');
    expect(await cloud.inspect('calls')).toMatchObject([
      {
        action: 'keep',
        function: 'sample',
        ms: expect.any(Number),
        calls: [{ verb: 'storage.getUploadMetadata' }],
      },
    ]);
    await cloud.tell('reset-calls');
    expect(await cloud.inspect('calls')).toEqual([]);
  });
});

describe('setting the scene', () => {
  const people = [{ openid: 'oRoot', title: '平台管理员', roles: [{ role: 'admin', areaId: 'root' }] }];

  test('people are what was set', async () => {
    const cloud = await cloudWith({});
    expect(await cloud.inspect('people')).toEqual([]);
    await cloud.tell('people', people);
    expect(await cloud.inspect('people')).toEqual(people);
  });

  test('documents can be put into a collection and looked at', async () => {
    const cloud = await cloudWith({ sample: notes });
    await cloud.tell('collections/notes', [{ _id: 'n1', text: '诗会' }]);
    expect(await cloud.inspect('collections')).toEqual([{ name: 'notes', count: 1 }]);
    expect(await cloud.inspect('collections/notes')).toMatchObject([{ _id: 'n1', text: '诗会' }]);
    expect(await cloud.call('list')).toEqual(['诗会']);
    expect(await cloud.inspect('collections/absent')).toMatchObject({ error: expect.any(String) });
  });

  test('a reset forgets everything, and lets the scene be set anew', async () => {
    const set: { again: () => Promise<unknown> } = { again: async () => {} };
    const cloud = await cloudWith(
      { sample: notes },
      { now: '2027-06-01T08:00:00+08:00', afterReset: async () => void (await set.again()) },
    );
    set.again = () => cloud.tell('people', people);
    const fileID = await cloud.call('keep', 'a');
    await cloud.call('add', 'a');
    await cloud.call('send', 'oWang');
    await cloud.tell('clock', { now: '2028-01-01T00:00:00+08:00' });
    expect(await cloud.tell('reset')).toMatchObject({ now: expect.stringMatching(/^2027-06-01T08:00/) });
    expect(await cloud.inspect('collections')).toEqual([{ name: 'notes', count: 0 }]);
    expect(await cloud.inspect('outbox')).toEqual([]);
    expect(await cloud.inspect('calls')).toEqual([]);
    expect(await cloud.inspect('people')).toEqual(people);
    expect(await cloud.call('open', fileID)).toMatchObject({ ok: false });
  });
});

describe('what is kept', () => {
  test('documents, files, messages, people and the clock are there after a restart', async () => {
    const first = await cloudWith({ sample: notes });
    await first.call('add', 'kept');
    const fileID = await first.call('keep', 'kept');
    await first.call('send', 'oWang');
    await first.tell('people', [{ openid: 'a' }]);
    await first.tell('clock', { now: '2030-01-01T00:00:00+08:00' });
    await first.close();
    const second = await cloudWith({}, { dir: first.dir });
    expect(await second.call('list')).toEqual(['kept']);
    expect(await second.call('open', fileID)).toBe('kept');
    expect(await second.inspect('outbox')).toMatchObject([{ openid: 'oWang' }]);
    expect(await second.inspect('people')).toEqual([{ openid: 'a' }]);
    expect(await second.inspect('clock')).toMatchObject({ now: expect.stringMatching(/^2030-01-01T00:0/) });
    await second.close();
    const asked = await cloudWith({}, { dir: first.dir, now: '2027-06-01T08:00:00+08:00' });
    expect(await asked.inspect('clock')).toMatchObject({ now: expect.stringMatching(/^2027-06-01T08:0/) });
  });

  test('what the command line serves survives a kill', async () => {
    const seed = await cloudWith({ sample: notes });
    await seed.close();
    const specs = path.join(seed.dir, 'collections.json');
    writeFileSync(specs, JSON.stringify([{ name: 'notes', indexes: [] }]));
    const args = ['--functions', 'functions', '--data', 'data', '--port', '0', '--collections', specs];
    const cli = path.resolve('emulator/cli.ts');
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), cli, ...args], {
      cwd: seed.dir,
    });
    children.push(child);
    let printed = '';
    child.stdout.on('data', chunk => {
      printed += chunk;
    });
    child.stderr.on('data', chunk => {
      printed += chunk;
    });
    await until(() => printed.includes('development only'));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)![0];
    const call = (action: string, input?: unknown) =>
      fetch(`${url}/__call/sample`, {
        method: 'POST',
        headers: { 'x-openid': 'me' },
        body: JSON.stringify({ action, input }),
      }).then(response => response.json());
    await call('add', 'before the kill');
    const fileID = await call('keep', 'file');
    child.kill('SIGKILL');
    const after = await cloudWith({}, { dir: seed.dir });
    expect(await after.call('list')).toEqual(['before the kill']);
    expect(await after.call('open', fileID)).toBe('file');
  });
});
