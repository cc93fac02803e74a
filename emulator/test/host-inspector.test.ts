import { actions, closeClouds, cloudWith } from './support/cloud';

afterEach(closeClouds);

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

describe('one call in full', () => {
  test('has what came in, what went out, what was printed and what it used', async () => {
    const cloud = await cloudWith({ sample: notes });
    await cloud.call('read', 1);
    const [{ id }] = (await cloud.inspect<{ id: string }[]>('calls')) as [{ id: string }];
    const one = await cloud.inspect<{ event: string; reply: string }>(`calls/${id}`);
    expect(one).toMatchObject({ action: 'read', cold: true, lines: [], calls: [{ verb: 'getDocument' }] });
    expect(JSON.parse(one.event)).toMatchObject({ action: 'read', input: 1 });
    expect(one.reply).toBe('null');
    expect(await cloud.inspect('calls/forgotten')).toMatchObject({ error: expect.any(String) });
  });

  test('the pulse moves with every call, and rests when nothing happens', async () => {
    const cloud = await cloudWith({ sample: notes });
    const revision = async () => (await cloud.inspect<{ revision: number }>('pulse')).revision;
    const before = await revision();
    expect(await revision()).toBe(before);
    await cloud.call('read', 0);
    expect(await revision()).toBeGreaterThan(before);
  });

  test('functions are listed with what they may take', async () => {
    const cloud = await cloudWith({ sample: notes }, { functions: { sample: { timeout: 9 } } });
    expect(await cloud.inspect('functions')).toEqual([
      { name: 'sample', timeout: 9, memory: 256, openapi: ['subscribeMessage.send'], triggers: [] },
    ]);
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
    expect(await cloud.inspect('collections')).toEqual([{ name: 'notes', count: 1, indexes: [] }]);
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
    expect(await cloud.inspect('collections')).toEqual([{ name: 'notes', count: 0, indexes: [] }]);
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
});
