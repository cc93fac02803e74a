/** Keys rotate: what an older key sealed opens, is sealed anew by the clock, and tickets of its time let in. */
import { mac, open, seal, sealedBy } from '@api/secrets';
import { ticketsOf } from '@api/tickets/tickets';
import type { Roster } from '@core/roster/roster';
import { isGenuine, isShownNow, parseTicket } from '@core/tickets/ticket';
import { crashAfter } from '@test/support/crash';
import { doorTime, letIn, shownAt } from '@test/support/gate';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, helper } = people;
const older = `k1:${'1'.repeat(64)}`;
const newer = `k2:${'2'.repeat(64)}`;
type Sealed = { _id: string; keys: string[]; party: string; answers: string; people: string } & {
  revisions?: Record<string, { party: string; answers: string }>;
};
let world: World;
let activityId: string;

/** Runs something as a function with these keys would. */
function withKeys<T>(keys: string, act: () => T): T {
  const before = process.env.YUEYUE_KEYS;
  process.env.YUEYUE_KEYS = keys;
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env.YUEYUE_KEYS;
    else process.env.YUEYUE_KEYS = before;
  }
}

/** A registration changed once and a family, as they were when `k1` was the only key. */
beforeEach(async () => {
  world = await startWorld({ env: { YUEYUE_KEYS: `${newer},${older}` } });
  activityId = await world.publish();
  await world.register(activityId, resident, ['王秀兰']);
  await world.ok(
    'registration.revise',
    { activityId, party: [{ name: '王秀兰' }, { name: '李建国' }], requestId: freshRequest() },
    resident,
  );
  await world.ok('family.save', { name: '王秀兰', version: 0, requestId: freshRequest() }, resident);
  const old = (sealed: string) => seal(withKeys(newer, () => open(sealed)));
  const [registration] = world.dump<Sealed>('registrations');
  const [household] = world.dump<Sealed>('households');
  withKeys(older, () => {
    const revisions = Object.entries(registration!.revisions!).map(([name, { party, answers }]) => [
      name,
      { party: old(party), answers: old(answers) },
    ]);
    world.load('registrations', [
      {
        ...registration,
        keys: ['k1'],
        party: old(registration!.party),
        answers: old(registration!.answers),
        revisions: Object.fromEntries(revisions),
      },
    ]);
    world.load('households', [{ ...household, keys: ['k1'], people: old(household!.people) }]);
  });
});
afterEach(() => world.close());

const round = (minutes: number) =>
  world.setClock(`2027-06-09T08:${String(minutes).padStart(2, '0')}:00+08:00`);
const parts = () => [
  ...world
    .dump<Sealed>('registrations')
    .flatMap(one => [one, ...Object.values(one.revisions ?? {})])
    .flatMap(one => [one.party, one.answers]),
  ...world.dump<Sealed>('households').map(one => one.people),
];
const names = async () =>
  (await world.ok('activity.view', { activityId }, resident)).mine?.party.map(one => one.name);
const status = () => {
  world.appoint('u-root', [{ role: 'admin', areaId: 'root' }]);
  return world.ok('keys.status', {}, 'u-root');
};

it('what an older key sealed is read as before', async () => {
  expect(new Set(parts().map(sealedBy))).toEqual(new Set(['k1']));
  expect(await names()).toEqual(['王秀兰', '李建国']);
  expect((await world.ok('family.list', {}, resident)).people).toMatchObject([{ name: '王秀兰' }]);
});

it('the clock seals it anew, and the root’s admin sees when nothing is left under the older key', async () => {
  expect(await status()).toEqual({ newest: 'k2', older: [{ keyId: 'k1', documents: 2, most: false }] });
  await round(2);
  expect(await status()).toEqual({ newest: 'k2', older: [{ keyId: 'k1', documents: 0, most: false }] });
  expect(new Set(parts().map(sealedBy))).toEqual(new Set(['k2']));
  expect(await names()).toEqual(['王秀兰', '李建国']);
  expect((await world.ok('family.list', {}, resident)).people).toMatchObject([{ name: '王秀兰' }]);
});

it('a family sealed anew is changed from the version the phone has seen', async () => {
  const { version } = await world.ok('family.list', {}, resident);
  await round(2);
  const change = { name: '李建国', version, requestId: freshRequest() };
  expect(await world.call('family.save', change, resident)).toMatchObject({ ok: true });
});

it('a crash of the clock at any write leaves everything readable, and the next round goes on', async () => {
  for (let writes = 0; writes < 4; writes++) {
    await crashAfter(world, writes, () => round(2 + 2 * writes));
    expect(await names()).toEqual(['王秀兰', '李建国']);
  }
  await round(20);
  expect(new Set(parts().map(sealedBy))).toEqual(new Set(['k2']));
});

it('a change written by an instance that still has the older key is found as well', async () => {
  await round(2);
  const [registration] = world.dump<Sealed>('registrations');
  const late = withKeys(older, () => ({ party: seal([{ name: '赵一诺' }]), answers: seal({}) }));
  world.load('registrations', [
    { ...registration, keys: ['k2', 'k1'], revisions: { ...registration!.revisions, late } },
  ]);
  world.everyDutyNext();
  await round(4);
  expect(new Set(parts().map(sealedBy))).toEqual(new Set(['k2']));
});

it('a ticket signed with the older key lets in while that key is listed', async () => {
  const [roster] = world.dump<Roster>('rosters');
  const [[key, member]] = Object.entries(roster!.members) as [[string, Roster['members'][string]]];
  const place = { activityId, rosterId: roster!._id, stationId: roster!.stationId, turning: false };
  const { ticket } = withKeys(older, () => ticketsOf(place, key, member, []));
  const scan = { activityId, ticket: ticket.qr, requestId: freshRequest() };
  expect(await world.call('checkin.scan', scan, helper)).toMatchObject({ ok: true, data: { admitted: 2 } });
  const forged = withKeys(`k1:${'3'.repeat(64)}`, () => ticketsOf(place, key, member, []).ticket.qr);
  expect(
    await world.call('checkin.scan', { activityId, ticket: forged, requestId: freshRequest() }, helper),
  ).toMatchObject({ code: 'ticket.forged' });
});

it('one that turns lets in too, on and off line, and a gate holds the keys of both', async () => {
  const [roster] = world.dump<Roster>('rosters');
  const [[key, member]] = Object.entries(roster!.members) as [[string, Roster['members'][string]]];
  const place = { activityId, rosterId: roster!._id, stationId: roster!.stationId, turning: true };
  world.load('rosters', [{ ...roster, terms: { ...roster!.terms, turning: true } }]);
  const { ticket } = withKeys(older, () => ticketsOf(place, key, member, []));
  const shown = shownAt(ticket, doorTime);
  expect(
    (await world.ok('checkin.sync', { activityId, deeds: [letIn(shown)] }, helper)).results,
  ).toMatchObject([{ outcome: 'counted' }]);
  const { now } = await world.call('me.view', {}, helper);
  const scan = { activityId, ticket: shownAt(ticket, Date.parse(now!)), requestId: freshRequest() };
  expect(await world.call('checkin.scan', scan, helper)).toMatchObject({ data: { admitted: 1 } });

  const { keys } = await world.ok('gate.pack', { activityId }, helper);
  expect(Object.keys(keys)).toEqual(['k2', 'k1']);
  const read = parseTicket(shown)!;
  expect(isGenuine(read, keys.k1!, mac) && isShownNow(read, keys.k1!, Date.parse(doorTime), mac)).toBe(true);
  expect(isGenuine(read, keys.k2!, mac)).toBe(false);
});

it('nobody but the root’s admin sees how it stands', async () => {
  for (const openid of [neighbour, people.manager, people.admin])
    expect(await world.call('keys.status', {}, openid)).toMatchObject({ code: 'caller.forbidden' });
});
