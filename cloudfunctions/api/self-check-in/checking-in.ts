/** A resident checks in without anybody of the staff: what they show says where they are, the roster who they are. */

import { guess } from '@api/allowance';
import type { Context } from '@api/context';
import { doorRefusal } from '@api/door/check-in';
import { walkInOf } from '@api/door/counting-walk-ins';
import * as doors from '@api/places/doors-store';
import * as places from '@api/places/store';
import * as activities from '@api/programme/store';
import { persist } from '@api/roster/deciding';
import { cancelled, sessionIn } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { activityKey, keyIds, mac, memberKey, requestField } from '@api/secrets';
import { titleBehind } from '@api/staff/signing';
import type { Output, Parsed } from '@core/contract';
import { arrive } from '@core/door/door';
import { walkIn } from '@core/door/walk-ins';
import { iso, spanText } from '@core/kernel/dates';
import { type Activity, sessionAtDoor } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { doorOf } from '@core/registration/enrolment';
import { rosterIdOf } from '@core/roster/identity';
import { factsOf, some, view } from '@core/roster/view';
import type { SelfDone } from '@core/self-check-in/contract';
import {
  isOnScreen,
  metresBetween,
  type Point,
  type Presence,
  readPresence,
} from '@core/self-check-in/self-check-in';

/** Codes of nothing that one person may try in a day: of a million, two of which a screen takes. */
const wrongCodes = 10;
/** What is written where staff's title stands when it was the person themselves. */
const themselves = '本人';

type Input = Parsed<'checkin.self'>;
/** A session somebody may check into by what they showed. */
type Here = { activity: Activity; sid: string };

export async function checkIn(input: Input, context: Context): Promise<Output<'checkin.self'>> {
  const here = await guess(
    { what: 'selfCodes', max: wrongCodes, refusal: 'checkin.too-many-self-codes' },
    context,
    async () => {
      const presence = readPresence(input.code);
      return presence && placesShown(presence, input, context.now);
    },
  );
  if (!here) throw new AppError('checkin.self-unknown-code');
  const [only, ...others] = here;
  if (!only) throw new AppError('checkin.self-nothing-here');
  if (others.length > 0) return { need: 'choice', choices: here.map(choiceOf) };
  return arriveAt(only, input, context);
}

function choiceOf({ activity, sid }: Here) {
  const { startsAt } = activity.sessions.find(one => one.id === sid)!;
  return { activityId: activity._id, sessionId: sid, title: activity.title, startsAt: iso(startsAt) };
}

/** Where somebody is by what they showed: one session, several at one venue, or nothing where it is a code of nothing. */
async function placesShown(presence: Presence, input: Input, now: number): Promise<Here[] | undefined> {
  switch (presence.kind) {
    case 'door':
      return atVenue(presence.venueId, input, now);
    case 'poster': {
      const activity = await activities.find(presence.activityId);
      return activity && [byPoster(activity, presence.sessionId ?? input.sessionId, now)];
    }
    case 'screen': {
      const { activityId, sid, scene } = presence;
      const activity = await activities.find(activityId);
      return activity && onScreen(activity, sid, scene, now) ? [{ activity, sid }] : undefined;
    }
    case 'digits':
      return byDigits(presence.digits, input, now);
  }
}

/** Six digits are a screen's where it is known whose, else an activity's, else a door's. */
async function byDigits(digits: string, input: Input, now: number): Promise<Here[] | undefined> {
  const meant = input.activityId ? await activities.find(input.activityId) : undefined;
  const sid = meant && sessionAtDoor(meant, now, input.sessionId)?.id;
  if (meant && sid && onScreen(meant, sid, digits, now)) return [{ activity: meant, sid }];
  const [named, venueId] = await Promise.all([activities.findByCode(digits), doors.venueOf(digits)]);
  if (named) return [byPoster(named, input.sessionId, now)];
  return venueId === undefined ? undefined : atVenue(venueId, input, now);
}

function onScreen(activity: Activity, sid: string, shown: string, now: number): boolean {
  if (selfOf(activity) === 'off' || activity.state !== 'published') return false;
  return keyIds().some(id =>
    isOnScreen(shown, { activityId: activity._id, sid }, now, activityKey(activity._id, id, 'screen')!, mac),
  );
}

const selfOf = (activity: Activity) => activity.selfCheckIn ?? 'off';

/** @throws checkin.self-off, checkin.self-screen where the poster is not enough */
function byPoster(activity: Activity, sessionId: string | undefined, now: number): Here {
  if (activity.state === 'cancelled') throw cancelled(activity);
  if (activity.state !== 'published') throw new AppError('activity.not-found');
  if (selfOf(activity) === 'off') throw new AppError('checkin.self-off');
  if (selfOf(activity) === 'screen') throw new AppError('checkin.self-screen');
  return { activity, sid: sessionIn(activity, sessionId, now).id };
}

/** Sessions at a venue whose door is open; of an activity the caller means, only its own. */
async function atVenue(venueId: string, input: Input, now: number): Promise<Here[] | undefined> {
  const venue = await places.venue(venueId);
  if (!venue) return undefined;
  const near = await activities.aroundNow(venue.stationId, now);
  const open = near.flatMap(activity =>
    activity.sessions.flatMap(session => {
      const { opensAt, closesAt } = doorOf(activity, session);
      const here = session.place.venueId === venueId && opensAt <= now && now <= closesAt;
      const meant =
        (input.activityId ?? activity._id) === activity._id && (input.sessionId ?? session.id) === session.id;
      return here && meant ? [{ activity, sid: session.id }] : [];
    }),
  );
  const [first] = open;
  const self = open.filter(({ activity }) => selfOf(activity) === 'poster');
  if (self.length > 0 || !first) return self;
  const onlyScreens = selfOf(first.activity) === 'screen';
  throw new AppError(onlyScreens ? 'checkin.self-screen' : 'checkin.self-off');
}

/** What is decided on about whoever checks in themselves. */
const oneself = (key: string) => view('state', 'sessions', some('members', [key]));

async function arriveAt({ activity, sid }: Here, input: Input, context: Context) {
  const session = activity.sessions.find(one => one.id === sid)!;
  const { opensAt } = doorOf(activity, session);
  if (context.now < opensAt)
    throw new AppError('checkin.self-not-open', { window: spanText(opensAt, opensAt) });
  await beNear(activity, session.place.venueId, input.where);
  const key = memberKey(context.openid);
  const rosterId = rosterIdOf(activity, sid);
  const read = () => rosters.read(rosterId, oneself(key));
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const member = first.members[key];
  if (!member) {
    if (activity.mode === 'open') return countOneself({ activity, sid }, rosterId, key, context);
    throw new AppError(
      (await registeredElsewhere(activity, rosterId, key))
        ? 'ticket.other-session'
        : 'checkin.self-not-registered',
    );
  }
  const here = member.arrived[sid] ?? 0;
  if (input.count === undefined && member.state === 'seated' && member.size - here > 1)
    return { need: 'count' as const, ...choiceOf({ activity, sid }), remaining: member.size - here };
  const request = {
    ...{ key, sid, request: requestField(input.requestId), by: themselves, way: 'self' as const },
    ...(input.count === undefined ? {} : { count: input.count }),
  };
  const result = await persist(rosterId, first, read, roster => arrive(roster, request, context.now));
  const done: Omit<SelfDone, 'arrived' | 'repeated' | 'at' | 'by' | 'way'> = {
    need: 'nothing',
    ...choiceOf({ activity, sid }),
    size: result.roster.members[key]?.size ?? 1,
  };
  switch (result.verdict) {
    case 'admit':
      return {
        ...done,
        arrived: result.arrived,
        repeated: false,
        at: iso(context.now),
        by: themselves,
        way: 'self' as const,
      };
    case 'repeat': {
      const { at, by, way } = result.arrival;
      const title = await titleBehind(by, context);
      return { ...done, arrived: result.arrived, repeated: !result.replay, at: iso(at), by: title, way };
    }
    case 'too-many':
      throw new AppError('checkin.count-too-many', { left: result.left, asked: input.count ?? 1 });
    case 'not-seated':
      throw new AppError('checkin.self-not-seated');
    default:
      throw doorRefusal(result.verdict, activity, sid);
  }
}

/** Looks at where the phone says it is, where the activity asks for that, and keeps nothing of it. */
async function beNear(activity: Activity, venueId: string | undefined, where: Point | undefined) {
  const { within } = activity;
  const at = within && venueId ? (await places.venue(venueId))?.at : undefined;
  if (!within || !at) return;
  if (!where) throw new AppError('checkin.self-where');
  const metres = Math.ceil(metresBetween(at, where) / 10) * 10;
  if (metres > within) throw new AppError('checkin.self-too-far', { metres, most: within });
}

/** Whether somebody holds a seat of another session of the activity. */
async function registeredElsewhere(activity: Activity, rosterId: string, key: string): Promise<boolean> {
  if (activity.enrolment === 'activity') return false;
  const all = await rosters.readOfActivity(activity._id, view(factsOf([key], ['state'])));
  return [...all.values()].some(one => one._id !== rosterId && one.members[key]?.state === 'seated');
}

/** Where one just comes, somebody counts themselves, once a session whatever they tap. */
async function countOneself({ activity, sid }: Here, rosterId: string, key: string, context: Context) {
  const request = requestField(['self', key, sid].join('|'));
  const read = () => rosters.read(rosterId, walkInOf(request));
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const asked = { sid, request, count: 1, by: themselves };
  const result = await persist(rosterId, first, read, roster => walkIn(roster, asked, context.now));
  const done = {
    need: 'nothing' as const,
    ...choiceOf({ activity, sid }),
    size: 1,
    arrived: 1,
    by: themselves,
    way: 'self' as const,
  };
  switch (result.verdict) {
    case 'count':
      return { ...done, repeated: false, at: iso(context.now) };
    case 'repeat':
      return { ...done, repeated: true, at: iso(result.roster.walkIns[request]?.at ?? context.now) };
    case 'room-full':
      throw new AppError('checkin.self-room-full');
    default:
      throw doorRefusal(result.verdict, activity, sid);
  }
}
