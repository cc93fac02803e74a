/** The code on an activity's poster. */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { posterImage } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { AppError } from '@core/refusal';

export async function poster(input: Parsed<'poster.code'>, context: Context): Promise<Output<'poster.code'>> {
  const [activity] = await Promise.all([activities.find(input.activityId), context.person()]);
  if (!activity) throw new AppError('activity.not-found');
  await context.permit({ activityId: activity._id, stationId: activity.stationId });
  if (input.sessionId && !activity.sessions.some(session => session.id === input.sessionId)) {
    throw new AppError('activity.not-found');
  }
  const scene = input.sessionId ? `a=${activity._id}&s=${input.sessionId}` : `a=${activity._id}`;
  const page = 'pages/activity/index';
  return { image: await posterImage(page, scene), code: activity.code, scene, page, title: activity.title };
}
