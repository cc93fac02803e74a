/**
 * The promise of a seat through the real SDK: residents act at once, replies are lost and requests sent again, at once
 * or after everything else. What is stored at the end is held against every reply there was.
 */

import type { Registration } from '@api/registration/store';
import type { Output } from '@core/contract';
import { standing } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';
import { expectSound, seatsTaken } from '@test/support/soundness';
import { freshRequest, people, startWorld, type World } from '@test/support/world';
import fc from 'fast-check';

let world: World;
beforeAll(async () => {
  world = await startWorld({ now: '2027-06-01T12:00:00+08:00' });
});
afterAll(() => world.close());

const size = fc.integer({ min: 1, max: 4 });
/** What one resident does, in order; `lost` replies are asked for again at the same time, `late` ones at the end. */
const acts = fc.array(
  fc.record({
    act: fc.constantFrom('create', 'create', 'revise', 'withdraw'),
    size,
    reply: fc.constantFrom('read', 'lost', 'late'),
  }),
  { minLength: 1, maxLength: 4 },
);

test('residents at once, with lost replies and late ones, never break a promise', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 8 }),
      fc.array(acts, { minLength: 8, maxLength: 8 }),
      async (capacity, residents) => {
        run++;
        const activityId = await world.publish({ capacity });
        const acknowledged = new Set<string>();
        const again: (() => Promise<unknown>)[] = [];
        await Promise.all(
          residents.map(async (own, i) => {
            for (const { act, size: many, reply } of own) {
              const party = Array.from({ length: many }, () => ({ name: '王秀兰' }));
              const requestId = freshRequest();
              const input = {
                activityId,
                requestId,
                ...(act === 'withdraw' ? {} : { party, requeue: true }),
              };
              // A refusal is no first outcome: asked again, it may be done.
              let done = false;
              const send = async () => {
                const answer = await world.raw({ action: `registration.${act}`, input }, `r-${run}-${i}`);
                expect(answer).not.toMatchObject({ code: 'system.failure' });
                done ||= answer.ok;
                const { registrationId, status } = (answer.ok ? answer.data : {}) as Partial<
                  Output<'registration.create'>
                >;
                if (registrationId && status !== 'withdrawn') acknowledged.add(registrationId);
              };
              await (reply === 'lost' ? Promise.all([send(), send()]) : send());
              if (reply === 'late' && done) again.push(send);
            }
          }),
        );
        const read = () => world.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
        const people = ({ members }: Roster) =>
          Object.fromEntries(
            Object.entries(members).map(([key, { id, n, revision }]) => [key, [id, n, revision]]),
          );
        const before = read();
        expectSound(before);
        // Requests that were answered already change nothing when they come again after all the others.
        await Promise.all(again.map(send => send()));
        const roster = read();
        expectSound(roster);
        expect(people(roster)).toEqual(people(before));
        expect(seatsTaken(roster.members)).toBeLessThanOrEqual(capacity);
        const left = roster.pools.open.left!;
        for (const entry of roster.queue) expect(entry.n).toBeGreaterThan(left);
        const written = world
          .dump<Registration>('registrations')
          .filter(one => one.activityId === activityId);
        for (const id of acknowledged) {
          const registration = written.find(one => one._id === id);
          expect([id, registration && standing(roster.members[registration.key], id)]).not.toEqual([
            id,
            undefined,
          ]);
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

test('staff act on the same parties meanwhile, and nobody is accepted, seated or taken off twice', async () => {
  const activityId = await world.publish({ capacity: 4, approval: true });
  const parties = await Promise.all(
    [1, 2, 1, 2, 1, 2].map((many, i) => world.register(activityId, `a-${i}`, many)),
  );
  const decide = (action: string, registrationId: string, requestId: string) =>
    world.raw({ action, input: { activityId, registrationId, requestId, reason: '核对过' } }, people.manager);
  await Promise.all(
    parties.flatMap(({ registrationId }, i) => [
      decide('roster.accept', registrationId, `accept-${i}`),
      decide('roster.accept', registrationId, `accept-${i}`),
      ...(i % 2 ? [decide('roster.decline', registrationId, `decline-${i}`)] : []),
      ...(i % 3 ? [] : [decide('roster.withdraw', registrationId, `off-${i}`)]),
    ]),
  );
  const roster = world.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
  expectSound(roster);
  expect(roster.counts.applied).toBe(0);
  expect(seatsTaken(roster.members)).toBeLessThanOrEqual(4);
  for (const entry of roster.queue) expect(entry.n).toBeGreaterThan(roster.pools.open.left!);
});
