/** The code on an activity's poster. */

import type { Context } from '@api/context';
import { sessionFor } from '@api/roster/reaching';
import { posterImage } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';

export async function poster(
  input: Parsed<'poster.code'>,
  context: Context<'gate.run'>,
): Promise<Output<'poster.code'>> {
  const { activity } = await sessionFor(context, input);
  const scene = input.sessionId ? `a=${activity._id}&s=${input.sessionId}` : `a=${activity._id}`;
  const page = 'pages/activity/index';
  return { image: await posterImage(page, scene), code: activity.code, scene, page, title: activity.title };
}
