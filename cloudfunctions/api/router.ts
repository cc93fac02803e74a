import { type Action, actions, type Output, type Parsed, type Reply } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { AppError } from '@core/kernel/refusal';
import { can } from '@core/kernel/roles';
import { messageFor } from '@core/sentences';
import * as v from 'valibot';
import * as daysOff from './almanac/days-off';
import * as ownDays from './almanac/own-days';
import { type Context, contextFor } from './context';
import * as attendance from './counts/attendance';
import * as counts from './counts/figures';
import * as exporting from './desk/exporting';
import * as moving from './desk/moving';
import * as desk from './desk/paper-registration';
import * as roster from './desk/parties';
import * as checkin from './door/check-in';
import * as disputes from './door/disputes';
import * as gate from './door/gate';
import * as ownDoors from './door/own-doors';
import * as signingOut from './door/signing-out';
import * as inviting from './helpers/inviting';
import * as joining from './helpers/joining';
import * as family from './household/family';
import * as calls from './messages/calls';
import * as messages from './messages/inbox';
import * as noShows from './no-shows/appeals';
import * as rules from './no-shows/rules';
import * as areas from './places/areas';
import * as venues from './places/venues';
import * as importing from './plan/importing';
import * as privacy from './privacy/copying';
import * as erasing from './privacy/erasing';
import * as keys from './privacy/keys';
import * as activity from './programme/activity';
import * as calendar from './programme/calendar';
import * as poster from './publishing/poster';
import * as publishing from './publishing/publishing';
import * as stationActivities from './publishing/station-activities';
import * as stopping from './publishing/stopping';
import * as mine from './registration/mine';
import * as registration from './registration/registering';
import * as revising from './registration/revising';
import { digest } from './secrets';
import * as selfCheckIn from './self-check-in/checking-in';
import * as me from './staff/me';
import * as trail from './trail/trail';
import * as wall from './wall/wall';

/** One handler an action; a missing one does not compile. */
const handlers: { [A in Action]: (input: Parsed<A>, context: Context) => Promise<Output<A>> } = {
  'calendar.month': calendar.month,
  'calendar.day': calendar.day,
  'area.list': areas.areaList,
  'activity.view': activity.view,
  'activity.find': activity.find,
  'me.view': me.me,
  'registration.create': registration.create,
  'registration.revise': revising.revise,
  'registration.withdraw': registration.withdraw,
  'registration.mine': mine.list,
  'noshow.mine': noShows.mine,
  'noshow.appeal': noShows.appeal,
  'noshow.appeals': noShows.appeals,
  'noshow.accept': noShows.accept,
  'noshow.decline': noShows.decline,
  'area.noShowRule': rules.view,
  'area.setNoShowRule': rules.set,
  'family.list': family.list,
  'family.save': family.save,
  'family.remove': family.remove,
  'privacy.export': privacy.copy,
  'privacy.delete': erasing.erase,
  'checkin.scan': checkin.scan,
  'checkin.walkIn': checkin.walkIn,
  'checkin.undo': gate.undo,
  'gate.pack': gate.pack,
  'checkin.sync': gate.sync,
  'checkin.disputes': disputes.list,
  'checkin.settle': disputes.settle,
  'checkin.self': selfCheckIn.checkIn,
  'attendance.live': attendance.live,
  'checkin.signOut': signingOut.signOut,
  'counts.view': counts.view,
  'counts.correct': counts.correct,
  'counts.close': counts.close,
  'counts.reopen': counts.reopen,
  'wall.open': wall.open,
  'wall.live': wall.live,
  'wall.code': wall.code,
  'venue.code': venues.venueCode,
  'venue.locate': venues.locateVenue,
  'poster.code': poster.poster,
  'roster.list': roster.list,
  'roster.person': roster.person,
  'roster.register': desk.register,
  'roster.withdraw': roster.withdraw,
  'roster.accept': roster.accept,
  'roster.decline': roster.decline,
  'roster.promote': roster.promote,
  'roster.move': moving.move,
  'roster.export': exporting.roster,
  'audit.list': trail.list,
  'message.status': messages.status,
  'message.list': messages.list,
  'message.read': messages.read,
  'message.consent': messages.consent,
  'helper.list': inviting.list,
  'helper.invite': inviting.invite,
  'helper.remove': inviting.remove,
  'invitation.code': inviting.code,
  'invitation.close': inviting.close,
  'invitation.view': joining.view,
  'invitation.accept': joining.accept,
  'calls.list': calls.list,
  'calls.number': calls.number,
  'calls.tick': calls.tick,
  'station.activities': stationActivities.activitiesOf,
  'station.venues': venues.venues,
  'gate.activities': ownDoors.gateActivities,
  'activity.draft': publishing.draftOf,
  'activity.save': publishing.save,
  'activity.publish': publishing.publish,
  'activity.cancel': stopping.cancel,
  'activity.postpone': stopping.postpone,
  'almanac.daysOff': daysOff.view,
  'almanac.previewDaysOff': daysOff.preview,
  'almanac.setDaysOff': daysOff.set,
  'almanac.withdrawDaysOff': daysOff.withdraw,
  'almanac.days': ownDays.view,
  'almanac.readDay': ownDays.read,
  'almanac.setDays': ownDays.set,
  'keys.status': keys.status,
  'publishing.preview': importing.preview,
  'publishing.import': importing.run,
};

function isAction(name: unknown): name is Action {
  return typeof name === 'string' && Object.hasOwn(actions, name);
}

/** Path → problem of everything wrong with an input. */
function problemsOf(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  return Object.fromEntries(issues.map(issue => [v.getDotPath(issue) ?? 'input', issue.message]));
}

/** Parses, authorises, runs and replies: the one way through for every action, and the one place that catches. */
export async function route(event: unknown, openid: string, now: number): Promise<Reply<unknown>> {
  const stamp = { now: iso(now) };
  const { action, input } = (event ?? {}) as { action?: unknown; input?: unknown };
  try {
    if (!openid) throw new AppError('caller.unknown');
    if (!isAction(action)) return refusal({ action: '没有这个操作，请更新到最新版本' }, stamp);
    const { permission, input: schema } = actions[action];
    const parsed = v.safeParse(schema, input ?? {});
    if (!parsed.success) return refusal(problemsOf(parsed.issues), stamp);
    const context = contextFor(openid, permission, now);
    const handler = handlers[action] as (input: unknown, context: Context) => Promise<unknown>;
    const data = await handler(parsed.output, context);
    if (!can('resident', permission) && !context.permitted())
      throw new Error(`${action} asked for no permission`);
    return { ok: true, data, ...stamp };
  } catch (error) {
    if (error instanceof AppError) {
      return {
        ok: false,
        code: error.code,
        message: messageFor(error.code, error.details),
        details: error.details,
        ...stamp,
      };
    }
    const requestId = digest(`${openid}${now}${Math.random()}`, 10);
    console.error(
      JSON.stringify({ requestId, action: String(action), error: String((error as Error)?.stack ?? error) }),
    );
    return {
      ok: false,
      code: 'system.failure',
      message: messageFor('system.failure'),
      details: { requestId },
      ...stamp,
    };
  }
}

function refusal(details: Record<string, string>, stamp: { now: string }): Reply<never> {
  const [first] = Object.values(details);
  return {
    ok: false,
    code: 'input.invalid',
    message: first ? `${messageFor('input.invalid')}（${first}）` : messageFor('input.invalid'),
    details,
    ...stamp,
  };
}
