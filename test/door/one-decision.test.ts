/** What both doors say, kind by kind: the server by the stored roster, and a gate without a network by its list. */
import { mac } from '@app/services/mac';
import { turned, turningSecret, writeTicket } from '@core/tickets/ticket';
import { activityKey } from '@test/support/door-cloud';
import { laterKey, makeTwoDoors, type TwoDoors } from '@test/support/two-doors';

const facts = {
  ...{ keyId: 'k1', activityId: 'a1', session: '', stationId: 'st1', key: 'anna', id: 'g-anna' },
  ...{ size: 3, code: '100001', turning: false, name: '546L' },
};
const ticket = (over: Partial<typeof facts & { who: number }> = {}, key = activityKey) =>
  writeTicket({ ...facts, ...over }, key, mac);
const turning = ticket({ turning: true });
const secret = turningSecret(turning, activityKey, mac);

/** Something that happened before the list was taken. */
const as = (state: 'applied' | 'waiting' | 'withdrawn' | 'declined') => (doors: TwoDoors) =>
  doors.elsewhere(roster => {
    roster.members.anna!.state = state;
    return roster;
  });
const turns = (doors: TwoDoors) =>
  doors.elsewhere(roster => ({ ...roster, terms: { ...roster.terms, turning: true } }));
const cancelled = (doors: TwoDoors) => doors.elsewhere(roster => ({ ...roster, state: 'cancelled' }));
const anew = (doors: TwoDoors) =>
  doors.elsewhere(roster => {
    roster.codes['200001'] = 'anna';
    return roster;
  });
const letIn = (who?: number) => (doors: TwoDoors) => doors.elsewhere(doors.letIn('anna', who, false));
const nothing = () => undefined;

type Case = [
  what: string,
  before: (doors: TwoDoors) => void,
  shown: string,
  count: number | undefined,
  both: object,
];
const cases: Case[] = [
  ['a party by its ticket', nothing, ticket(), undefined, { verdict: 'admit', k: 3, arrived: 3 }],
  ['a party by the code said', nothing, '100001', undefined, { verdict: 'admit', k: 3, arrived: 3 }],
  ['some of a party, as tapped in the list', nothing, '100001', 2, { verdict: 'admit', k: 2, arrived: 2 }],
  [
    'a member by an own ticket',
    nothing,
    ticket({ who: 1 }),
    undefined,
    { verdict: 'admit', k: 1, arrived: 1 },
  ],
  ['more than are missing', nothing, ticket(), 4, { verdict: 'too-many', left: 3 }],
  ['a party that came before', letIn(), ticket(), undefined, { verdict: 'repeat', arrived: 3 }],
  ['a member who came before', letIn(1), ticket({ who: 1 }), undefined, { verdict: 'repeat', arrived: 1 }],
  ['another member than who came', letIn(1), ticket({ who: 0 }), undefined, { verdict: 'admit', arrived: 2 }],
  [
    'a party that has applied',
    as('applied'),
    ticket(),
    undefined,
    { verdict: 'not-seated', state: 'applied' },
  ],
  ['a party that waits', as('waiting'), '100001', undefined, { verdict: 'not-seated', state: 'waiting' }],
  [
    'a party that withdrew',
    as('withdrawn'),
    ticket(),
    undefined,
    { verdict: 'not-seated', state: 'withdrawn' },
  ],
  [
    'a party that was declined',
    as('declined'),
    '100001',
    undefined,
    { verdict: 'not-seated', state: 'declined' },
  ],
  [
    'a turning ticket as it is now',
    turns,
    turned(turning, secret, Date.parse('2027-06-09T08:00:00+08:00'), mac),
    undefined,
    { verdict: 'admit' },
  ],
  [
    'a picture of one',
    turns,
    turned(turning, secret, Date.parse('2027-06-09T07:00:00+08:00'), mac),
    undefined,
    { verdict: 'picture' },
  ],
  ['one from before tickets turned', turns, ticket(), undefined, { verdict: 'picture' }],
  ['at a cancelled activity', cancelled, ticket(), undefined, { verdict: 'cancelled' }],
  ['after the door has closed', doors => doors.pass(700), ticket(), undefined, { verdict: 'door-closed' }],
  ['a ticket nobody of ours wrote', nothing, ticket({}, 'ff'.repeat(32)), undefined, { verdict: 'forged' }],
  [
    'another activity’s',
    nothing,
    ticket({ activityId: 'a2' }, laterKey),
    undefined,
    { verdict: 'other-activity' },
  ],
  ['another session’s', nothing, ticket({ session: 's2' }), undefined, { verdict: 'other-session' }],
  ['a code nobody has', nothing, '999999', undefined, { verdict: 'unknown' }],
  ['a fourth member of three', nothing, '100001-4', undefined, { verdict: 'unknown' }],
];

it.each(cases)('both doors say the same: %s', (_, before, shown, count, both) => {
  const doors = makeTwoDoors({ anna: 3 }, null);
  before(doors);
  const { server, phone } = doors.come(shown, count);
  expect(server).toMatchObject(both);
  expect(phone).toMatchObject(both);
});

const differing: [
  what: string,
  before: (doors: TwoDoors) => void,
  shown: string,
  server: object,
  phone: object,
][] = [
  [
    'a ticket of a key that came after the list',
    nothing,
    ticket({ keyId: 'k2' }, laterKey),
    { verdict: 'admit' },
    { verdict: 'unknown-key' },
  ],
  [
    'a ticket of a registration given up, whose code the list leaves out',
    anew,
    ticket({ id: 'g-old', code: '200001' }),
    { verdict: 'superseded' },
    { verdict: 'admit', listed: false },
  ],
  ['its code', anew, '200001', { verdict: 'superseded' }, { verdict: 'unknown' }],
];

it.each(differing)(
  'a gate without a network knows less than the server: %s',
  (_, before, shown, server, phone) => {
    const doors = makeTwoDoors({ anna: 3 }, null);
    before(doors);
    const said = doors.come(shown);
    expect(said.server).toMatchObject(server);
    expect(said.phone).toMatchObject(phone);
  },
);

describe('of people who leave, both doors', () => {
  it('sign out whoever came, once', () => {
    const doors = makeTwoDoors({ anna: 3 }, null);
    doors.come(ticket());
    for (const verdict of ['leave', 'repeat']) {
      const { server, phone } = doors.go(ticket());
      expect([server.verdict, phone.verdict]).toEqual([verdict, verdict]);
    }
  });

  it('refuse whoever has no seat, the server as somebody who did not come', () => {
    const doors = makeTwoDoors({ anna: 3 }, null);
    as('waiting')(doors);
    const { server, phone } = doors.go(ticket());
    expect(server).toMatchObject({ verdict: 'not-here', state: 'waiting' });
    expect(phone).toMatchObject({ verdict: 'not-seated', state: 'waiting' });
  });

  it('differ on whom no gate has told yet: the one without a network signs them out', () => {
    const { server, phone } = makeTwoDoors({ anna: 3 }, null).go(ticket());
    expect(server).toMatchObject({ verdict: 'not-here' });
    expect(phone).toMatchObject({ verdict: 'leave', here: false });
  });
});

it('both doors give walk-ins what the venue holds beyond the seated, and by staff’s word beyond those here', () => {
  const doors = makeTwoDoors({ anna: 3 }, 5);
  const said = (count: number, spare = false) => {
    const { server, phone } = doors.walkIn(count, spare);
    expect(phone.verdict).toBe(server.verdict);
    return server.verdict;
  };
  expect([said(2), said(1), said(3, true), said(1, true)]).toEqual([
    'count',
    'room-full',
    'count',
    'room-full',
  ]);
});
