import type { ActivityRef } from './links';

/** Addresses of the staff pages; an activity travels as `id` and `session`, as on the resident pages. */
const page = (name: string, query: Record<string, string | undefined>) => {
  const pairs = Object.entries(query).flatMap(([key, value]) => (value ? [`${key}=${value}`] : []));
  return `/station/${name}/index${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
};
const ref = ({ activityId, sessionId }: ActivityRef) => ({ id: activityId, session: sessionId });

/** A station's desk (without one, the station last looked at), and the doors a helper stands at. */
export const homePage = (stationId?: string) => page('home', { station: stationId });
/** Who registered for an activity, and what staff decide about them. */
export const rosterPage = (activity: ActivityRef) => page('desk/roster', ref(activity));
/** Registering somebody who has no phone with them. */
export const deskPage = (activity: ActivityRef) => page('desk/register', ref(activity));
/** The door of an activity. */
export const gatePage = (activity: ActivityRef) => page('door/gate', ref(activity));
/** Signing out, where hours count. */
export const leavePage = (activity: ActivityRef) => page('door/leave', ref(activity));
/** The figures for a screen on the wall. */
export const wallPage = (activity: ActivityRef) => page('wall', ref(activity));
/** The figures, how each is known, and putting them right. */
export const countsPage = (activity: ActivityRef) => page('counts', ref(activity));
/** The code to print. */
export const posterPage = (activity: ActivityRef) => page('publishing/poster', ref(activity));
/** A venue's permanent door code, to print. */
export const doorPage = (venueId: string) => page('places', { venue: venueId });
/** Volunteers of an activity, and the codes that invite them. */
export const teamPage = (activity: ActivityRef) => page('helpers', ref(activity));
/** The plan of a year as a spreadsheet, in. */
export const importPage = (stationId: string) => page('plan', { station: stationId });
/** An activity's form: empty, or with what is stored. */
export const editPage = (stationId: string, activityId?: string) =>
  page('publishing/edit', { station: stationId, id: activityId });
/** Whom a station's staff are to phone. */
export const callsPage = (stationId: string) => page('messages', { station: stationId });
/** Appeals against no-shows that wait for the manager. */
export const appealsPage = (stationId: string) => page('no-shows', { station: stationId });
/** Who of a station's staff looked at whom, and decided what. */
export const trailPage = (stationId: string) => page('trail', { station: stationId });
