/** A station invites volunteers to one activity's door, sees who they are, and lets one go at once. */
import { randomInt } from 'node:crypto';
import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { activityFor } from '@api/roster/reaching';
import { digest, requestField } from '@api/secrets';
import * as staff from '@api/staff/store';
import { posterImage } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import type { Helper, InvitationView } from '@core/helpers/contract';
import {
  type Invitation,
  invitationLimits,
  invitationState,
  lastDoor,
  writeInvitationCode,
} from '@core/helpers/invitations';
import { formerVolunteer } from '@core/helpers/signatures';
import { hour, iso } from '@core/kernel/dates';
import type { Activity } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import * as invitations from './store';
import { noted } from './trail-line';

/** Draws of a code before giving up: two in a row that are taken are one in millions of years. */
const draws = 4;

/** One of an activity's invitations, at whose station the caller may invite. */
async function ownInvitation(
  input: { activityId: string; invitationId: string },
  context: Context<'team.write'>,
): Promise<{ activity: Activity; invitation: Invitation }> {
  const activity = await activityFor(context, input.activityId);
  const invitation = await invitations.find(input.invitationId);
  if (invitation?.activityId !== activity._id) throw new AppError('invitation.unknown');
  return { activity, invitation };
}

export async function list(
  input: Parsed<'helper.list'>,
  context: Context<'team.write'>,
): Promise<Output<'helper.list'>> {
  const activity = await activityFor(context, input.activityId);
  const found = await invitations.ofActivity(activity._id);
  return {
    title: activity.title,
    invitations: found.map(one => view(one, context.now)),
    helpers: helpersOf(found),
  };
}

/** Everybody who came in, the first in front; who was removed and came again is shown as they are now. */
function helpersOf(found: Invitation[]): Helper[] {
  const all = found
    .flatMap(({ helpers, until }) =>
      Object.entries(helpers).map(([id, one]) => ({ id, until, ...one, name: invitations.nameOf(one) })),
    )
    .sort((a, b) => a.at - b.at);
  const now = new Map(all.map(one => [one.id, one]));
  return [...now.values()].map(({ id, name, at, until, removed }) => ({
    helperId: id,
    name,
    since: iso(at),
    until: iso(until),
    ...(removed ? { removedAt: iso(removed.at) } : {}),
  }));
}

function view(invitation: Invitation, now: number): InvitationView {
  const { _id, code, most, used, expiresAt, by } = invitation;
  return {
    invitationId: _id,
    code,
    most,
    used,
    expiresAt: iso(expiresAt),
    state: invitationState(invitation, now),
    by,
  };
}

export async function invite(
  input: Parsed<'helper.invite'>,
  context: Context<'team.write'>,
): Promise<Output<'helper.invite'>> {
  const activity = await activityFor(context, input.activityId);
  const id = `i${digest(['invite', activity._id, context.openid, input.requestId].join('|'))}`;
  const made = (await invitations.find(id)) ?? (await create(id, activity, input, context));
  await noted('invite', { activity, id, context, count: made.most });
  return view(made, context.now);
}

async function create(
  id: string,
  activity: Activity,
  { most, hours }: Parsed<'helper.invite'>,
  context: Context<'team.write'>,
): Promise<Invitation> {
  if (activity.state !== 'published' || context.now > lastDoor(activity))
    throw new AppError('invitation.not-now');
  const others = await invitations.ofActivity(activity._id);
  if (others.length >= invitationLimits.ofActivity)
    throw new AppError('invitation.too-many', { max: invitationLimits.ofActivity });
  const { title } = await context.person();
  for (let draw = 0; draw < draws; draw++) {
    const invitation: Invitation = {
      _id: id,
      activityId: activity._id,
      stationId: activity.stationId,
      code: writeInvitationCode(Array.from({ length: 8 }, () => randomInt(2 ** 32))),
      most,
      used: 0,
      expiresAt: context.now + hours * hour,
      until: lastDoor(activity),
      version: activity.version,
      helpers: {},
      keys: [],
      by: title,
      createdAt: context.now,
    };
    if (await invitations.create(invitation)) {
      await catchUp(activity);
      return invitation;
    }
    const twin = await invitations.find(id);
    if (twin) return twin;
  }
  throw new AppError('system.busy');
}

/** An activity that moved while its invitation was being made has told the others already. */
async function catchUp(read: Activity): Promise<void> {
  const now = await activities.find(read._id);
  if (now && now.version !== read.version) await invitations.follow(now._id, lastDoor(now), now.version);
}

export async function code(
  input: Parsed<'invitation.code'>,
  context: Context<'team.write'>,
): Promise<Output<'invitation.code'>> {
  const { invitation } = await ownInvitation(input, context);
  const scene = `i=${invitation.code}`;
  const page = 'station/join/index';
  return { image: await posterImage(page, scene), scene, page };
}

export async function close(
  input: Parsed<'invitation.close'>,
  context: Context<'team.write'>,
): Promise<Output<'invitation.close'>> {
  const { activity, invitation } = await ownInvitation(input, context);
  await invitations.close(invitation._id, context.now);
  await noted('closeInvite', { activity, id: invitation._id, context });
  return view({ ...invitation, closedAt: invitation.closedAt ?? context.now }, context.now);
}

/** First the access ends, then the list says so: a crash between the two leaves somebody to remove who is out already. */
export async function remove(
  input: Parsed<'helper.remove'>,
  context: Context<'team.write'>,
): Promise<Output<'helper.remove'>> {
  const activity = await activityFor(context, input.activityId);
  const { helperId } = input;
  const request = requestField(input.requestId);
  const theirs = (await invitations.ofActivity(activity._id)).filter(one => one.helpers[helperId]);
  if (theirs.length === 0) throw new AppError('helper.not-found');
  // A late replay lets nobody go whom staff have invited again since.
  if (theirs.some(one => one.helpers[helperId]?.removed?.request === request)) return { removed: true };
  for (const { _id: id, helpers } of theirs) {
    const helper = helpers[helperId];
    if (!helper || helper.removed) continue;
    const known = await staff.find(helper.openid);
    await staff.dismiss(helper.openid, activity._id, context.now);
    const name = staff.titleOf(known).signed || formerVolunteer;
    await noted('dismiss', { activity, id: `${id}${helperId}`, context, name });
    await invitations.remove(id, helperId, { at: context.now, request });
  }
  return { removed: true };
}
