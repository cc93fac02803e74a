/** A resident comes to help: an invitation's code becomes a place at one activity's door, for as long as that is open. */

import { guess } from '@api/allowance';
import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { pause, tries } from '@api/roster/deciding';
import { cancelled } from '@api/roster/reaching';
import { memberKey, seal } from '@api/secrets';
import * as staff from '@api/staff/store';
import { passesCheck } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { invitationWords } from '@core/helpers/invitation-words';
import { type Help, type Invitation, join, lastDoor, readInvitationCode } from '@core/helpers/invitations';
import { iso } from '@core/kernel/dates';
import { type Activity, sessionAtDoor } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import * as invitations from './store';
import { noted } from './trail-line';

/** Codes of no invitation that one person may try in a day. */
const wrongCodes = 20;

type Found = { invitation: Invitation; activity: Activity; help: Help | undefined };

async function lookUp(text: string, context: Context): Promise<Found> {
  const invitation = await guess(
    { what: 'guesses', max: wrongCodes, refusal: 'invitation.too-many-tries' },
    context,
    async () => {
      const code = readInvitationCode(text);
      return code ? invitations.findByCode(code) : undefined;
    },
  );
  if (!invitation) throw new AppError('invitation.unknown');
  const [activity, mine] = await Promise.all([
    activities.find(invitation.activityId),
    staff.find(context.openid),
  ]);
  if (!activity) throw new AppError('invitation.unknown');
  if (activity.state !== 'published') throw cancelled(activity);
  return { invitation, activity, help: mine?.helps?.[activity._id] };
}

/** What one is asked to help at; that one helps there already is said, not refused. */
export async function view(
  input: Parsed<'invitation.view'>,
  context: Context,
): Promise<Output<'invitation.view'>> {
  const { invitation, activity, help } = await lookUp(input.code, context);
  const decision = join(invitation, memberKey(context.openid), help, context.now);
  if (decision.verdict === 'removed') throw new AppError('invitation.removed');
  if (decision.verdict === 'refused')
    throw new AppError('invitation.over', { why: invitationWords[decision.state].invited });
  const session = sessionAtDoor(activity, context.now)!;
  return {
    activityId: activity._id,
    title: activity.title,
    stationName: activity.stationName,
    startsAt: iso(session.startsAt),
    endsAt: iso(session.endsAt),
    allDay: session.allDay ?? false,
    place: session.place.text,
    until: iso(lastDoor(activity)),
    joined: decision.verdict !== 'join',
  };
}

/**
 * The invitation gives the place, one write deciding who has its last; then the person's own document opens the door.
 * Said again it finishes what a crash between the two left.
 */
export async function accept(
  input: Parsed<'invitation.accept'>,
  context: Context,
): Promise<Output<'invitation.accept'>> {
  const { activity, help, ...found } = await lookUp(input.code, context);
  let invitation: Invitation | undefined = found.invitation;
  const key = memberKey(context.openid);
  let checked = false;
  for (let attempt = 1; invitation && attempt <= tries; attempt++) {
    const decision = join(invitation, key, help, context.now);
    switch (decision.verdict) {
      case 'removed':
        throw new AppError('invitation.removed');
      case 'refused':
        throw new AppError('invitation.over', { why: invitationWords[decision.state].invited });
      case 'helping':
        return {
          activityId: activity._id,
          title: activity.title,
          until: iso(help?.until ?? invitation.until),
        };
      case 'joined':
        return letIn({ invitation, activity, help }, key, context);
    }
    checked ||= await passesCheck(context.openid, input.name);
    if (!checked) throw new AppError('invitation.name-refused');
    const helper = { openid: context.openid, sealed: seal(input.name), at: context.now };
    if (await invitations.take(invitation, key, helper)) {
      const joined = { ...invitation, helpers: { ...invitation.helpers, [key]: helper } };
      return letIn({ invitation: joined, activity, help }, key, context);
    }
    await pause(attempt);
    invitation = await invitations.find(invitation._id);
  }
  throw new AppError('system.busy');
}

async function letIn(
  { invitation, activity, help }: Found,
  key: string,
  context: Context,
): Promise<Output<'invitation.accept'>> {
  const name = invitations.nameOf(invitation.helpers[key]!);
  const grant: Help = { until: invitation.until, version: invitation.version };
  const signed = await staff.introduce(context.openid, name);
  await noted('join', { activity, id: `${invitation._id}${key}`, context, name: signed });
  if (help?.removedAt !== undefined) {
    await staff.helpAgain(context.openid, activity._id, grant, help.removedAt);
    // While they were out, a moved activity told them nothing.
    const { until, version } = (await invitations.find(invitation._id)) ?? invitation;
    await staff.help(context.openid, name, activity._id, { until, version });
  } else await staff.help(context.openid, name, activity._id, grant);
  return { activityId: activity._id, title: activity.title, until: iso(invitation.until) };
}
