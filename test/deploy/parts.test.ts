/** What the commands are made of, each by itself. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '@config/functions';
import type { CloudApi } from '@deploy/cloud-api';
import { planCollections } from '@deploy/collections';
import { documentOfLine, lineOfDocument } from '@deploy/ejson';
import type { Environment } from '@deploy/environment';
import { readMiniProgram } from '@deploy/mini-program';
import type { Call } from '@deploy/plan';
import { problemsOfChange, readVariables } from '@deploy/secrets';
import { readWorld } from '@deploy/world-file';
import { digestOf, zip } from '@deploy/zip';
import { unzip } from 'wechat-local-cloud/unzip';
import { ENV, makeBuild } from './support';

describe('indexes', () => {
  const environment: Environment = {
    id: 'env',
    connector: { InstanceId: 'flexdb', DatabaseName: 'tnt' },
    bucket: 'bucket',
    logs: {},
  };
  const wanted = [
    { name: 'songs', rule: 'ADMINONLY', indexes: [{ fields: { title: 1 as const }, unique: true }] },
  ];

  /** An environment with one collection, and these indexes beside the platform’s own. */
  const having = (...indexes: { Name: string; Unique: boolean; Keys: object[] }[]): CloudApi => ({
    async call<T>({ action }: Call): Promise<T> {
      const answers: Record<string, unknown> = {
        ListTables: { Tables: [{ TableName: 'songs' }, { TableName: 'drums' }] },
        DescribeTable: {
          Indexes: [
            { Name: '_id_', Unique: true, Keys: [{ Name: '_id', Direction: '1' }] },
            { Name: '_openid_1', Unique: false, Keys: [{ Name: '_openid', Direction: '1' }] },
            ...indexes,
          ],
        },
        DescribeSafeRule: { AclTag: 'ADMINONLY' },
        DescribeStorageSafeRule: { AclTag: 'PRIVATE' },
      };
      return answers[action] as T;
    },
  });
  const title = { Name: 'any name', Unique: true, Keys: [{ Name: 'title', Direction: '1' }] };
  const plan = (api: CloudApi, prune = false) =>
    planCollections(api, environment, wanted, { appid: 'wx', prune });

  it('are known by what they list, whatever they are called', async () => {
    expect((await plan(having(title))).steps).toEqual([]);
  });

  it('that nobody asked for are named, and dropped only when told', async () => {
    const extra = { Name: 'old_1', Unique: false, Keys: [{ Name: 'old', Direction: '-1' }] };
    const kept = await plan(having(title, extra));
    expect(kept.steps).toEqual([]);
    expect(kept.notes).toContain('songs: the index old_1 is in no configuration; --prune drops it.');
    expect(kept.notes).toContain('The collection drums is in no configuration; it stays as it is.');
    const { steps } = await plan(having(title, extra), true);
    expect(steps).toMatchObject([{ calls: [{ parameters: { DropIndexes: [{ IndexName: 'old_1' }] } }] }]);
  });

  it('that should be unique and are not stop the deployment, unless they may be rebuilt', async () => {
    const loose = having({ ...title, Unique: false });
    expect((await plan(loose)).problems).toEqual([
      expect.stringContaining('songs: the index any name is not unique and must be'),
    ]);
    const { problems, steps } = await plan(loose, true);
    expect(problems).toEqual([]);
    expect(steps.flatMap(step => step.calls).map(call => Object.keys(call.parameters).pop())).toEqual([
      'DropIndexes',
      'CreateIndexes',
    ]);
  });
});

describe('secrets', () => {
  const keys = (...ids: string[]) => ids.map((id, at) => `${id}:${String(at).repeat(64)}`).join(',');

  it('are well-formed or named, and never shown', () => {
    const { problems } = readVariables({
      YUEYUE_KEYS: `${keys('k1')},k1:${'0'.repeat(64)}`,
      YUEYUE_PEPPER: 'SECRET',
    });
    expect(problems).toEqual([
      'YUEYUE_KEYS: two keys have the same id.',
      'YUEYUE_PEPPER must be 64 hex digits, in small letters.',
    ]);
  });

  it('a key may move back in the list, and not change under its id', () => {
    const before = { YUEYUE_KEYS: keys('k1') };
    expect(problemsOfChange(before, { YUEYUE_KEYS: `k2:${'1'.repeat(64)},${keys('k1')}` }, [])).toEqual([]);
    expect(problemsOfChange(before, { YUEYUE_KEYS: `k1:${'1'.repeat(64)}` }, ['k1'])).toEqual([
      expect.stringContaining('“k1” is another key'),
    ]);
  });
});

describe('archives', () => {
  const files: [string, Buffer][] = [
    ['index.js', Buffer.from('exports.main = 1;'.repeat(500))],
    ['folder/文件.json', Buffer.from('{}')],
    ['empty', Buffer.alloc(0)],
  ];

  it('give back what went in, and are the same bytes every time', () => {
    expect([...unzip(zip(files))]).toEqual(files);
    expect(zip(files).equals(zip(files))).toBe(true);
  });

  it('a digest tells a file’s end from the next one’s name', () => {
    expect(
      digestOf([
        ['a', Buffer.from('b')],
        ['c', Buffer.from('')],
      ]),
    ).not.toBe(
      digestOf([
        ['a', Buffer.from('')],
        ['bc', Buffer.from('')],
      ]),
    );
  });
});

describe('documents as lines', () => {
  it('come back as they were, dates and all, whatever the order of their fields', () => {
    const document = { _id: 'a', when: new Date(1_812_499_200_000), list: [{ n: 1.5, no: null }], yes: true };
    expect(documentOfLine(lineOfDocument(document))).toEqual(document);
    expect(lineOfDocument({ b: 1, _id: 'x', a: 2 })).toBe(lineOfDocument({ _id: 'x', a: 2, b: 1 }));
  });

  it('a value that would not come back is refused', () => {
    expect(() => lineOfDocument({ _id: 'a', inner: { data: Buffer.from('x') } })).toThrow(/a\.inner\.data/);
    expect(() => lineOfDocument({ _id: 'a', $date: 1 })).toThrow(/cannot keep/);
  });
});

it('a part of the mini-program over WeChat’s two megabytes is refused before it is uploaded', () => {
  const folder = join(makeBuild(), 'weapp');
  writeFileSync(join(folder, 'large.js'), '0'.repeat(2 * 1024 * 1024));
  expect(() => readMiniProgram(folder, { version: '1', desc: '' }, ENV)).toThrow(
    /the main package is 2048 KB/,
  );
});

it('a mini-program that calls another environment, or names none, is refused before it is uploaded', () => {
  const read = (folder: string) => readMiniProgram(folder, { version: '1', desc: '' }, ENV);
  expect(() => read(join(makeBuild('elsewhere-1'), 'weapp'))).toThrow(
    /calls the environment elsewhere-1, not for local-cloud.*build:weapp -- --env local-cloud/s,
  );
  const nameless = join(makeBuild(), 'weapp');
  writeFileSync(join(nameless, 'app.js'), 'wx.cloud.init({traceUser:!1})');
  expect(() => read(nameless)).toThrow(/is built without an environment’s id/);
});

it('a world file’s mistakes are named all at once, each where it is', () => {
  const area = (id: string, within?: string) => ({ id, name: id, ...(within ? { within } : {}) });
  const read = () =>
    readWorld({
      areas: [area('root'), area('east', 'west'), area('west', 'east')],
      stations: [{ id: 'hall', name: '文化站', area: 'nowhere' }],
      people: [{ openid: 'openid-1', title: '老王', roles: [{ role: 'manager', area: 'root' }] }],
    });
  expect(read).toThrow('areas: the way up from east (within) does not end at root');
  expect(read).toThrow('stations: hall is in an area nowhere that is not there');
  expect(read).toThrow('people: 老王: a manager needs a station that is in this file');
});

it('the world file in the guide can be read', () => {
  const guide = readFileSync(join(__dirname, '../../docs/deploying.md'), 'utf8');
  const example = /```json\n(\{[\s\S]*?"people"[\s\S]*?\n\})\n```/.exec(guide)![1]!;
  expect(readWorld(JSON.parse(example)).get('staff')).not.toEqual([]);
});

it('functions built again are left in place when they are the same, and replaced when a byte differs', async () => {
  const folder = join(makeBuild(), 'cloudfunctions');
  const place = () => statSync(folder).ino;
  await buildFunctions(folder);
  const first = place();
  await buildFunctions(folder);
  expect(place()).toBe(first);
  writeFileSync(join(folder, 'api', 'index.js'), 'another');
  await buildFunctions(folder);
  expect(place()).not.toBe(first);
  expect(readFileSync(join(folder, 'api', 'index.js'), 'utf8')).not.toBe('another');
});
