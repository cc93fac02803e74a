/** What is read of a roster is what its reader named: by type, and over the wire. */
import { join } from 'node:path';
import { errorsIn, worlds } from '@config/typecheck';
import type { Action, Input } from '@core/contract';
import { completed, factsOf, pathsOf, some, view } from '@core/roster/view';
import { hearRosterReads } from '@test/support/roster-reads';
import { freshRequest, people, startWorld, type World } from '@test/support/world';
import ts from 'typescript';

describe('a view', () => {
  it('asks the database for its fields, for the entries it names, and for no others', () => {
    expect(pathsOf(view('state', 'walkIns', some('members', ['mA', 'mB'])))).toEqual({
      ...{ _id: true, state: true, walkIns: true },
      ...{ 'members.mA': true, 'members.mB': true },
    });
    expect(pathsOf(view(factsOf(['mA'], ['id', 'names'])))).toEqual({
      ...{ _id: true, 'members.mA.id': true, 'members.mA.names': true },
    });
  });

  it('of nothing asks for the id, since without any path a whole document would come', () => {
    expect(pathsOf(view())).toEqual({ _id: true });
    expect(pathsOf(view(some('members', [])))).toEqual({ _id: true });
  });

  it('has, of a roster written before a field, what the field is without anybody, where it was asked for', () => {
    const old = { _id: 'r', state: 'open' as const };
    expect(completed(view('state', 'news', 'moving', some('undoneWalkIns', ['w'])), old)).toEqual({
      ...old,
      ...{ news: [], moving: [], undoneWalkIns: {} },
    });
    expect(completed(view('state'), old)).toEqual(old);
  });
});

/** What the compiler says of lines on the server, by the first name each complaint quotes. */
function complaints(...lines: string[]): (string | undefined)[] {
  const server = worlds().find(({ name }) => name === 'cloudfunctions')!;
  const probe = join(process.cwd(), 'cloudfunctions/api/roster/probe.ts');
  const text = [
    "import { read } from '@api/roster/store';",
    "import { factsOf, some, view } from '@core/roster/view';",
    "const asked = view('state', 'news', some('members', ['mA']), some('walkIns', ['w']));",
    'export async function probe() {',
    "  const roster = (await read('r', asked))!;",
    "  const names = (await read('r', view(factsOf(['mA'], ['id', 'names']))))!;",
    ...lines,
    '  return [roster, names];',
    '}',
  ].join('\n');
  const host = ts.createCompilerHost(server.options);
  const { fileExists, readFile } = host;
  host.fileExists = file => file === probe || fileExists(file);
  host.readFile = file => (file === probe ? text : readFile(file));
  return errorsIn({ ...server, files: [probe] }, host).map(
    ({ messageText }) => /'(.+?)'/.exec(ts.flattenDiagnosticMessageText(messageText, '\n'))?.[1],
  );
}

describe('reading a field that', () => {
  it('a view has compiles', () => {
    const has = [
      'roster.state;',
      'roster.news.length;',
      'roster.members.mA?.arrivals;',
      'roster.walkIns.w?.count;',
    ];
    expect(complaints(...has, 'names.members.mA?.names;', 'names._id;')).toEqual([]);
  });

  it('a view does not have does not compile, whole or of a party', () => {
    const hasNot = ['roster.queue;', 'roster.codes;', 'names.state;', 'names.members.mA?.came;'];
    expect(complaints(...hasNot)).toEqual(['queue', 'codes', 'state', 'came']);
  });

  it('no roster has cannot be asked for', () => {
    expect(complaints("view('seats');", "some('pools', ['open']);", "factsOf(['mA'], ['openid']);")).toEqual([
      '"seats"',
      '"pools"',
      '"openid"',
    ]);
  });
});

describe('over the wire comes', () => {
  const others = 20;
  let world: World;
  let activityId: string;
  let registrationId: string;
  let code: string;
  let ticket: string;
  let heard: (act: () => Promise<unknown>) => Promise<string[]>;
  beforeAll(async () => {
    world = await startWorld();
    activityId = await world.publish({ capacity: 60 });
    for (let i = 0; i < others; i++) await world.register(activityId, `u-other${i}`, 2);
    const made = await world.register(activityId, people.neighbour, 2);
    ({ registrationId } = made);
    ({ code, qr: ticket } = made.ticket!);
    heard = hearRosterReads(world);
  });
  afterAll(() => world.close());

  const seats =
    'activityId closesAt counts cutOffAt members:1 opensAt parties pools startsAt state stationId terms waitingMax';
  const seatsAndQueue = seats.replace(' startsAt', ' queue startsAt');
  const everybody = `members:${others + 1}`;

  const actions: [Action, string, () => object, string[]][] = [
    ['activity.view', people.neighbour, () => ({}), ['counts members:1 pools queue']],
    ['roster.person', people.manager, () => ({ registrationId }), [seatsAndQueue]],
    [
      'checkin.scan',
      people.helper,
      () => ({ ticket: code, count: 1, requestId: freshRequest() }),
      ['codes:1', 'members:1 sessions state terms'],
    ],
    [
      'checkin.scan',
      people.helper,
      () => ({ ticket, requestId: freshRequest() }),
      ['members:1 sessions state terms'],
    ],
    [
      'checkin.walkIn',
      people.helper,
      () => ({ count: 1, requestId: freshRequest() }),
      ['counts sessions state walkIns:0'],
    ],
    ['gate.pack', people.helper, () => ({}), [`counts ${everybody} pools sessions state terms`]],
    ['checkin.disputes', people.editor, () => ({}), [`${everybody} walkIns:1`]],
    ['attendance.live', people.helper, () => ({}), ['counts pools sessions']],
    ['counts.view', people.manager, () => ({}), [`counts ${everybody} walkIns:1`]],
    ['roster.list', people.manager, () => ({}), [`counts ${everybody} queue`]],
    ['registration.withdraw', people.neighbour, () => ({ requestId: freshRequest() }), [seats]],
  ];
  it.each(actions)('for %s, by %s, what it decides on', async (action, openid, input, lines) => {
    const asked = { activityId, ...input() } as Input<Action>;
    expect(await heard(() => world.call(action, asked, openid))).toEqual(lines);
  });

  it('for a list of activities, seats alone', async () => {
    expect(await heard(() => world.ok('calendar.day', { date: '2027-06-09' }))).toEqual(['counts pools']);
  });

  it('for what one has registered for, one’s own party and the queue alone', async () => {
    const mine = () => world.ok('registration.mine', {}, people.neighbour);
    expect(await heard(mine)).toEqual(['members:1 queue']);
  });
});
