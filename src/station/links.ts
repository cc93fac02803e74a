import type { ActivityRef } from '../services/links';

/** Addresses of the staff pages; an activity travels as `id` and `session`, as on the resident pages. */
const page = (name: string, query: Record<string, string | undefined>) => {
  const pairs = Object.entries(query).flatMap(([key, value]) => (value ? [`${key}=${value}`] : []));
  return `/station/${name}/index${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
};
const ref = ({ activityId, sessionId }: ActivityRef) => ({ id: activityId, session: sessionId });

/** A station's desk (without one, the station last looked at), and the doors a helper stands at. */
export const homePage = (stationId?: string) => page('home', { station: stationId });
/** The door of an activity. */
export const gatePage = (activity: ActivityRef) => page('gate', ref(activity));
/** The figures for a screen on the wall. */
export const wallPage = (activity: ActivityRef) => page('wall', ref(activity));
/** The code to print. */
export const posterPage = (activity: ActivityRef) => page('poster', ref(activity));
/** The plan of a year as a spreadsheet, in. */
export const importPage = (stationId: string) => page('import', { station: stationId });
/** An activity's form: empty, or with what is stored. */
export const editPage = (stationId: string, activityId?: string) =>
  page('edit', { station: stationId, id: activityId });
