/** The figures in the hall: any number of screens, for two reads a second of each session they show and each instance. */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { activityKey, mac, signingKey } from '@api/secrets';
import { posterImage } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { iso, minute } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import { doorOf } from '@core/registration/enrolment';
import { totals } from '@core/registration/pools';
import { rosterId } from '@core/roster/identity';
import { view } from '@core/roster/view';
import { type ScreenCode, screenCode, screenStep } from '@core/self-check-in/self-check-in';
import type { WallFigures } from '@core/wall/contract';
import { shared } from './sharing';
import * as screenCodes from './store';

const prefix = 'W1';
/** In a token: the session has a roster of its own. It never changes once people may register. */
const ownRoster = 's';
/** A screen opened after the end, to look back, is opened for this long. */
const lookingBack = 10 * minute;

/** Counters and seats, without anybody's name. */
const figuresShown = view('pools', 'counts', 'sessions');

/** Every second the activity and its roster's counters are read, once each, however many screens ask. */
const figuresOf = shared<WallFigures>(1000, 100);

export async function open(
  input: Parsed<'wall.open'>,
  context: Context<'attendance.read'>,
): Promise<Output<'wall.open'>> {
  const { activity, session, of } = await sessionFor(context, input);
  const until = Math.max(doorOf(activity, session).closesAt, context.now + lookingBack);
  const own = of.sessionId === undefined ? '' : ownRoster;
  const said = [prefix, signingKey(), activity._id, session.id, own, until].join('.');
  return { token: `${said}.${signatureOf(said, activity._id, signingKey())}`, until: iso(until) };
}

export function live({ token }: Parsed<'wall.live'>, context: Context): Promise<WallFigures> {
  const shown = shownBy(token, context.now);
  return figuresOf(`${shown.activityId}.${shown.sid}`, context.now, () => read(shown, context.now));
}

const signatureOf = (said: string, activityId: string, keyId: string) => {
  const key = activityKey(activityId, keyId, 'wall');
  return key && mac(key, said).slice(0, 40);
};

/** What the session's screens show in this minute. */
function codeNow(activityId: string, sid: string, now: number): ScreenCode {
  const key = activityKey(activityId, signingKey(), 'screen')!;
  return screenCode({ activityId, sid }, screenStep(now), key, mac);
}

/** The picture is made by one instance, once a minute; the others show the one before for the moment that takes. */
const pictureOf = shared<string | null>(1000, 100);

export async function code({ token }: Parsed<'wall.code'>, context: Context): Promise<Output<'wall.code'>> {
  const { activityId, sid } = shownBy(token, context.now);
  const { step, digits, scene } = codeNow(activityId, sid, context.now);
  const id = [activityId, sid, step].join('.');
  const image = await pictureOf(id, context.now, async () => {
    const made = await screenCodes.imageOf(id);
    if (made || !(await screenCodes.claim(id, context.now))) return made ?? null;
    // WeChat may refuse for a minute; the digits beside it work without a picture.
    const drawn = await posterImage('arrive/index', scene).catch((error: unknown) => {
      console.error(JSON.stringify({ screenCode: String(error) }));
      return null;
    });
    if (drawn) await screenCodes.fill(id, drawn);
    return drawn;
  });
  return { image, digits, step };
}

type Shown = { activityId: string; sid: string; rosterId: string };

/** What a screen's token lets it show. @throws wall.expired when it is over, or none of ours */
function shownBy(token: string, now: number): Shown {
  const [start, keyId = '', activityId = '', sid = '', own, until, signature, ...more] = token.split('.');
  const said = [start, keyId, activityId, sid, own, until].join('.');
  const ours = start === prefix && more.length === 0 && signature !== undefined;
  if (!ours || signature !== signatureOf(said, activityId, keyId) || now > Number(until))
    throw new AppError('wall.expired');
  return {
    activityId,
    sid,
    rosterId: rosterId({ activityId, sessionId: own === ownRoster ? sid : undefined }),
  };
}

async function read({ activityId, sid, rosterId: of }: Shown, now: number): Promise<WallFigures> {
  const [activity, counts] = await Promise.all([activities.find(activityId), rosters.read(of, figuresShown)]);
  const here = counts?.sessions[sid];
  const { step, digits } = codeNow(activityId, sid, now);
  if (!activity || !here) throw new AppError('activity.not-found');
  return {
    activityId: activity._id,
    sessionId: sid,
    title: activity.title,
    code: activity.code,
    capacity: totals(counts.pools, []).capacity,
    room: here.room,
    seated: counts.counts.seated,
    arrived: here.arrived,
    walkIns: here.walkIns,
    at: iso(now),
    ...(activity.selfCheckIn === 'poster' || activity.selfCheckIn === 'screen'
      ? { screen: { step, digits } }
      : {}),
  };
}
