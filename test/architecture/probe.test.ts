/**
 * A new capability is its folders, a line and its import in each of two lists, and a line in the list of pages. The one of
 * test/fixtures/probe has one of everything; it is laid into a copy of the product, which is checked, deployed and used.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seal } from '@api/secrets';
import { buildFunctions } from '@config/functions';
import { type Copy, copyRepository } from '@test/support/repository-copy';
import { freshRequest, people, startWorld, type World } from '@test/support/world';
import type { CollectionSpec } from 'wechat-local-cloud/database';

const { resident, neighbour, manager, managerElsewhere } = people;
const fixture = join(__dirname, '..', 'fixtures', 'probe');
const older = `k1:${'1'.repeat(64)}`;
const newer = `k2:${'2'.repeat(64)}`;

/** Everything that is edited, line by line: the file, the line, and how the one behind it begins. */
const edits = [
  ['src/core/contract.ts', "import * as probe from './probe/contract';", 'import * as programme '],
  ['src/core/contract.ts', '  probe,', '  programme,'],
  [
    'cloudfunctions/api/capabilities.ts',
    "import { capability as probe } from './probe/capability';",
    'import { capability as programme }',
  ],
  ['cloudfunctions/api/capabilities.ts', '  probe,', '  programme,'],
  ['src/app.config.ts', "    { root: 'probe', pages: ['index'] },", "    { root: 'messages'"],
] as const;

let copy: Copy;
let world: World;
let activityId: string;

/** All files below a folder, from there. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    statSync(join(folder, file)).isFile(),
  );

beforeAll(() => {
  copy = copyRepository();
  for (const file of filesIn(fixture))
    if (existsSync(join(copy.dir, file))) throw new Error(`${file} is there already: it would be edited`);
  cpSync(fixture, copy.dir, { recursive: true });
  for (const [file, line, before] of edits) copy.insert(file, line, before);
});
afterAll(async () => {
  await world?.close();
  copy.remove();
});

it('a capability is its own folders, and five lines in three files', () => {
  expect(new Set(filesIn(fixture).map(file => file.split('/').slice(0, -1).join('/')))).toEqual(
    new Set(['src/core/probe', 'cloudfunctions/api/probe', 'src/probe']),
  );
  const root = process.cwd();
  const changed = ['src', 'cloudfunctions', 'config'].flatMap(folder =>
    filesIn(join(root, folder))
      .map(file => join(folder, file))
      .filter(file => !readFileSync(join(root, file)).equals(readFileSync(join(copy.dir, file)))),
  );
  const lines = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8').split('\n').length;
  expect(changed.map(file => [file, lines(copy.dir, file) - lines(root, file)]).sort()).toEqual([
    ['cloudfunctions/api/capabilities.ts', 2],
    ['src/app.config.ts', 1],
    ['src/core/contract.ts', 2],
  ]);
});

/** Whether the lists can make a difference to a file's types: it is one of them, or of the probe, or asks the core's. */
const knowsOfLists = (file: string) =>
  /\/(probe\/|core\/contract\.ts|app\.config\.ts)|\.d\.ts$/.test(file) ||
  readFileSync(file, 'utf8').includes("'@core/contract'");

it('with these the core, the server and the pages compile', () => {
  expect(copy.complaints('src/core', knowsOfLists)).toEqual([]);
  expect(copy.complaints('cloudfunctions')).toEqual([]);
  expect(copy.complaints('src', knowsOfLists)).toEqual([]);
});

describe('deployed, it works end to end', () => {
  beforeAll(async () => {
    const generator = ['node_modules/tsx/dist/cli.mjs', 'config/collections.ts'];
    execFileSync(process.execPath, generator, { cwd: copy.dir, stdio: 'ignore' });
    const functionsDir = join(copy.dir, 'dist', 'cloudfunctions');
    mkdirSync(join(copy.dir, 'dist'));
    await buildFunctions(functionsDir, join(copy.dir, 'cloudfunctions'));
    const listed = readFileSync(join(copy.dir, 'config', 'collections.json'), 'utf8');
    const collections = JSON.parse(listed) as CollectionSpec[];
    world = await startWorld({ functionsDir, collections, env: { YUEYUE_KEYS: `${newer},${older}` } });
    activityId = await world.publish();
    await world.register(activityId, resident, ['王秀兰']);
    // The clock's first round does every duty; from here on it does what is noted.
    await world.setClock('2027-06-09T08:01:00+08:00');
  });

  const call = (action: string, input: object, openid: string) =>
    world.raw({ action, input: { ...input, requestId: freshRequest() } }, openid);
  const probes = () => world.dump<{ _id: string; text: string; keys: string[] }>('probes');
  const copied = async () => (await world.ok('privacy.export', {}, resident)).parts;
  const told = async () =>
    (await world.ok('message.list', {}, resident)).messages.filter(one => one.kind === 'probeAnswered');

  it('its action answers, and what it keeps is in its collection, encrypted', async () => {
    const asked = await call('probe.ask', { activityId, text: '有没有停车位' }, resident);
    expect(asked).toMatchObject({ ok: true });
    const [probe] = probes();
    expect(asked).toMatchObject({ data: { probeId: probe!._id } });
    expect(JSON.stringify(probe)).not.toContain('停车');
  });

  it('who may not is refused, each by its own sentence', async () => {
    expect(await call('probe.ask', { activityId, text: '几点开门' }, neighbour)).toMatchObject({
      code: 'probe.not-registered',
      message: '报了名才能提问。请先报名《端午诗会》。',
    });
    for (const openid of [neighbour, people.editor, managerElsewhere])
      expect(await call('probe.answer', { probeId: probes()[0]!._id }, openid)).toMatchObject({
        code: 'caller.forbidden',
        message: '您没有这项权限。需要时请联系站点负责人。',
      });
    expect(await call('probe.answer', { probeId: 'q0' }, manager)).toMatchObject({
      code: 'probe.not-found',
      message: '没有找到这个提问。请刷新看看。',
    });
    expect(probes()).toHaveLength(1);
  });

  it('its line in the trail comes with its sentence', async () => {
    expect(await call('probe.answer', { probeId: probes()[0]!._id }, manager)).toMatchObject({ ok: true });
    const { lines } = await world.ok('audit.list', { stationId: 'hall' }, manager);
    expect(lines).toMatchObject([
      { what: 'probeAnswer', text: '答复了 王*兰 的提问', by: '站长 老王', activity: '端午诗会' },
    ]);
  });

  it('its duty is done by the clock after its note, and its news is in the list of messages in its words', async () => {
    expect(await told()).toEqual([]);
    expect(world.dump<{ duty: string }>('due').map(note => note.duty)).toContain('tellOfAnswers');
    await world.setClock('2027-06-09T08:02:00+08:00');
    expect(await told()).toMatchObject([
      {
        heading: '您的提问有答复了',
        text: '《端午诗会》6月9日 周三 9:00，文化礼堂。答复请到站点问。',
        unread: true,
      },
    ]);
    await world.setClock('2027-06-09T08:06:00+08:00');
    expect(await told()).toHaveLength(1);
    expect(world.dump<{ duty: string }>('due').map(note => note.duty)).not.toContain('tellOfAnswers');
  });

  it('keys that rotate seal it anew', async () => {
    process.env.YUEYUE_KEYS = older;
    world.load('probes', [{ ...probes()[0], text: seal('有没有停车位'), keys: ['k1'] }]);
    world.appoint('u-root', [{ role: 'admin', areaId: 'root' }]);
    const left = async () => (await world.ok('keys.status', {}, 'u-root')).older;
    expect(await left()).toMatchObject([{ keyId: 'k1', documents: 1 }]);
    world.everyDutyNext();
    await world.setClock('2027-06-09T08:08:00+08:00');
    expect(await left()).toMatchObject([{ keyId: 'k1', documents: 0 }]);
    expect(probes()).toMatchObject([{ keys: ['k2'], text: expect.stringMatching(/^k2\./) }]);
  });

  it('the copy of what is held has its part, and deletion takes it', async () => {
    expect(await copied()).toContainEqual({ title: '提问', entries: [{ title: '有没有停车位', lines: [] }] });
    const wish = { confirm: '删除' as const, requestId: freshRequest() };
    expect(await world.ok('privacy.delete', wish, resident)).toEqual({ state: 'done' });
    expect(probes()).toEqual([]);
    expect((await copied()).map(part => part.title)).not.toContain('提问');
  });
});
