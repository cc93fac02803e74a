/** The same claim as the rules' property, through the real functions, SDK and database: gates at once, on and off line. */

import { figuresAt } from '@core/counts/figures';
import { presentAt, walkInsAt } from '@core/door/claims';
import type { Roster } from '@core/roster/roster';
import { doorTime, letIn, letOut, rosterOf, type Told } from '@test/support/gate';
import { freshRequest, people, startWorld, type World } from '@test/support/world';
import fc from 'fast-check';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const sizes = [1, 2, 3];
type Step = {
  what: 'arrive' | 'walkIn' | 'undo' | 'leave';
  party: number;
  count: number;
  nth: number;
  minute: number;
  who?: number | undefined;
};
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('arrive', 'arrive', 'arrive', 'walkIn', 'undo', 'leave', 'leave'),
  party: fc.nat({ max: 2 }),
  count: fc.integer({ min: 1, max: 3 }),
  nth: fc.nat({ max: 20 }),
  minute: fc.nat({ max: 50 }),
  who: fc.option(fc.nat({ max: 1 }), { nil: undefined }),
});
/** What each gate did in a span without a network; it is told in portions, some of them twice, all gates at once. */
const gates = fc.array(
  fc.record({
    done: fc.array(step, { minLength: 1, maxLength: 6 }),
    portion: fc.integer({ min: 1, max: 6 }),
  }),
  { minLength: 2, maxLength: 4 },
);

/** Everything gates did, with every undo naming something some gate did, told by then or not. */
function deedsOf(spans: Step[][], codes: string[]): Told[][] {
  const made = spans.map(span =>
    span.map((one): Told => {
      const at = new Date(Date.parse(doorTime) - one.minute * 60_000).toISOString();
      if (one.what === 'walkIn') return { what: 'walkIn', requestId: freshRequest(), at, count: one.count };
      const member = one.who === undefined ? '' : `-${one.who + 1}`;
      if (one.what === 'leave') return letOut(codes[one.party]! + member, { at });
      return letIn(codes[one.party]!, { at, count: Math.min(one.count, sizes[one.party]!), way: 'ticked' });
    }),
  );
  const all = made.flat();
  return spans.map((span, gate) =>
    span.map((one, i): Told => {
      const of = all[one.nth % all.length]!;
      if (one.what !== 'undo' || of.what === 'leave' || of === made[gate]![i]) return made[gate]![i]!;
      const party = of.what === 'arrive' ? { party: of.ticket } : {};
      return { what: 'undo', requestId: freshRequest(), at: doorTime, of: of.requestId, ...party };
    }),
  );
}

/** An activity with the three parties on it, and their codes. */
async function door() {
  const activityId = await world.publish();
  const seated = await Promise.all(sizes.map((size, i) => world.register(activityId, `party-${i}`, size)));
  return { activityId, codes: seated.map(({ ticket }) => ticket!.code) };
}

function figures(roster: Roster, codes: string[]) {
  const members = codes.map(code => roster.members[roster.codes[code]!]!);
  expect(members.map(member => member.arrived.s1 ?? 0)).toEqual(members.map(one => presentAt(one, 's1')));
  expect(roster.sessions.s1).toMatchObject({
    arrived: members.reduce((sum, member) => sum + presentAt(member, 's1'), 0),
    walkIns: walkInsAt(roster, 's1'),
  });
  const session = { id: 's1', endsAt: Date.parse(doorTime) };
  const nothing = { corrections: [], closings: [] };
  const { hours, notSignedOut } = figuresAt(roster, session, nothing, Date.parse(doorTime) + 3_600_000);
  return {
    here: members.map(member => member.came),
    walkIns: roster.sessions.s1!.walkIns,
    ...{ hours, notSignedOut },
  };
}

test('gates that tell at once, in portions and twice, end in the counts and hours of one that tells all in order', async () => {
  await fc.assert(
    fc.asyncProperty(gates, async spans => {
      const [one, many] = [await door(), await door()];
      const told = deedsOf(
        spans.map(({ done }) => done),
        many.codes,
      );
      const tell = (activityId: string, deeds: Told[]) =>
        world.ok('checkin.sync', { activityId, deeds }, people.helper);
      await Promise.all(
        told.map(async (deeds, gate) => {
          const { portion } = spans[gate]!;
          for (let at = 0; at < deeds.length; at += portion) {
            const some = deeds.slice(at, at + portion);
            await Promise.all(
              at % 2
                ? [tell(many.activityId, some), tell(many.activityId, some)]
                : [tell(many.activityId, some)],
            );
          }
        }),
      );
      const same = (text: string) => one.codes[many.codes.indexOf(text.slice(0, 6))]! + text.slice(6);
      for (const deeds of told)
        await tell(
          one.activityId,
          deeds.map(deed =>
            deed.what === 'arrive' || deed.what === 'leave'
              ? { ...deed, ticket: same(deed.ticket) }
              : deed.what === 'undo' && deed.party
                ? { ...deed, party: same(deed.party) }
                : deed,
          ),
        );
      const after = rosterOf(world, many.activityId);
      expect(figures(after, many.codes)).toEqual(figures(rosterOf(world, one.activityId), one.codes));
      const kept = Object.values(after.members).flatMap(member => Object.keys(member.arrivals));
      const counted = told.flat().filter(deed => deed.what === 'arrive').length;
      expect(kept).toHaveLength(counted);
      const left = Object.values(after.members).flatMap(({ leaves = {} }) => Object.keys(leaves));
      expect(left).toHaveLength(told.flat().filter(deed => deed.what === 'leave').length);
    }),
    { numRuns: 6 },
  );
});
