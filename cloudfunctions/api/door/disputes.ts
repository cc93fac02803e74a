/** What offline gates told that does not fit together: staff look at it, agree to it, or take a claim back. */

import type { Context } from '@api/context';
import * as registrations from '@api/registration/store';
import { persist } from '@api/roster/deciding';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import { titlesOf } from '@api/staff/signing';
import * as audits from '@api/trail/store';
import type { Parsed } from '@core/contract';
import type { Disputes, GateClaim } from '@core/door/contract';
import { agree, agreeWalkIn, disputesAt, seatlessAt } from '@core/door/disputes';
import { undoArrival } from '@core/door/door';
import { undoWalkIn } from '@core/door/walk-ins';
import { iso } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import type { Arrival, Undone } from '@core/roster/door-slice';
import type { Change, Member } from '@core/roster/roster';
import { type Seen, view } from '@core/roster/view';
import { reported } from './gate';

/** What staff are shown at once; the rest comes up as these are settled. */
const most = 100;

export async function list(
  input: Parsed<'checkin.disputes'>,
  context: Context<'door.settle'>,
): Promise<Disputes> {
  const { session, rosterId } = await sessionFor(context, input);
  return disputesOf(rosterId, session.id);
}

/** Everything that gates claimed. */
const claimed = view('members', 'walkIns', 'undoneWalkIns');

async function disputesOf(rosterId: string, sid: string): Promise<Disputes> {
  const roster = await rosters.read(rosterId, claimed);
  if (!roster) throw new AppError('activity.not-found');
  const disputed = disputesAt(roster, sid).slice(0, most);
  const seatless = seatlessAt(roster, sid).slice(0, most);
  const title = await titlesOf([
    ...disputed.flatMap(({ claims }) => claims.map(([, { by }]) => by)),
    ...seatless.map(([, { by }]) => by),
  ]);
  const names = new Map(Object.values(roster.members).map(member => [member.id, member.names[0] ?? '*']));
  return {
    parties: disputed.map(({ member, claims }) => ({
      registrationId: member.id,
      code: member.code,
      name: member.names[0] ?? '*',
      size: member.size,
      arrived: member.arrived[sid] ?? 0,
      turn: member.turns?.[sid] ?? 0,
      claims: claims.map(([claimId, claim]) => claimOf(claimId, { ...claim, by: title(claim.by) }, member)),
    })),
    seatless: seatless.map(([claimId, { at, syncedAt, by, count, party }]) => {
      const name = names.get(party);
      return {
        ...{ claimId, at: iso(at), by: title(by), people: count },
        ...(syncedAt === undefined ? {} : { told: iso(syncedAt) }),
        ...(name ? { name } : {}),
      };
    }),
  };
}

function claimOf(claimId: string, { at, syncedAt, by, way, k, who }: Arrival, { names }: Member): GateClaim {
  return {
    ...{ claimId, at: iso(at), by, way, people: k },
    ...(syncedAt === undefined ? {} : { told: iso(syncedAt) }),
    ...(who === undefined ? {} : { member: names[who] ?? '*' }),
  };
}

type Settling = Parsed<'checkin.settle'>;
type Settled = { verdict: string; change?: Change };

export async function settle(input: Settling, context: Context<'door.settle'>): Promise<Disputes> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  const { title } = await context.person();
  const sid = session.id;
  const key =
    input.what !== 'agreeSeatless' && input.registrationId ? await keyOf(input, rosterId) : undefined;
  const claims = input.what === 'agree' ? [] : [input.claimId];
  const read = () => rosters.read(rosterId, reported(key === undefined ? [] : [key], claims));
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const reason = input.what === 'takeBack' ? { reason: input.reason } : {};
  const undone: Undone = { at: context.now, by: title, ...reason };
  const decide = (roster: Seen<typeof reported>) => decided(input, roster, { sid, key, undone });
  const about = key === undefined ? first.walkIns[claims[0]!]?.party : first.members[key]?.id;
  if (decide(first).change) {
    await audits.note({
      _id: digest(['settle', rosterId, input.what, context.openid, input.requestId].join('|')),
      ...{ at: context.now, by: context.openid, title, stationId: activity.stationId },
      ...{ activityId: activity._id, what: input.what === 'takeBack' ? 'takeBack' : 'agree' },
      ...(about ? { registrationId: about } : {}),
      ...reason,
    });
  }
  const { verdict } = await persist(rosterId, first, read, decide);
  if (verdict === 'unknown') throw new AppError('checkin.claim-unknown');
  if (verdict === 'changed') throw new AppError('checkin.dispute-changed');
  return disputesOf(rosterId, sid);
}

/** Only what a gate has claimed is taken back here; what has not been told yet is its gate's to take back. */
function decided(
  input: Settling,
  roster: Seen<typeof reported>,
  { sid, key, undone }: { sid: string; key: string | undefined; undone: Undone },
): Settled {
  switch (input.what) {
    case 'agree':
      return agree(roster, { key: key ?? '', sid, turn: input.turn });
    case 'agreeSeatless':
      return agreeWalkIn(roster, input.claimId);
    case 'takeBack': {
      const of = input.claimId;
      if (key !== undefined && roster.members[key]?.arrivals[of])
        return undoArrival(roster, { key, sid, of, undone });
      return roster.walkIns[of] ? undoWalkIn(roster, { sid, of, undone }) : { verdict: 'unknown' };
    }
  }
}

/** The key of a registration of this roster; another's is as if it did not exist. */
async function keyOf(input: { registrationId?: string | undefined }, rosterId: string): Promise<string> {
  const registration = await registrations.find(input.registrationId ?? '');
  if (registration?.rosterId !== rosterId) throw new AppError('registration.not-found');
  return registration.key;
}
