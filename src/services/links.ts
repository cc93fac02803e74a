/** Addresses of the resident pages, and what poster codes carry. */

/** One activity, and one of its sessions where that matters. */
export type ActivityRef = { activityId: string; sessionId?: string };

const query = ({ activityId, sessionId }: ActivityRef) =>
  `id=${activityId}${sessionId ? `&session=${sessionId}` : ''}`;

/** The activity's own page. */
export const activityPage = (ref: ActivityRef) => `/pages/activity/index?${query(ref)}`;
/** The form that registers for it. */
export const registerPage = (ref: ActivityRef) => `/pages/register/index?${query(ref)}`;
/** The same form, with the party already registered in it. */
export const changePage = (ref: ActivityRef) => `${registerPage(ref)}&mode=edit`;
/** The ticket held for it. */
export const ticketPage = (ref: ActivityRef) => `/pages/ticket/index?${query(ref)}`;

/** Where an invitation to help is taken up; its code is typed there, or comes along. */
export const joinPage = '/station/join/index';

/** Where somebody says that they have come: to one activity, or to whatever the code there says. */
export const arrivePage = (ref?: ActivityRef) => `/arrive/index${ref ? `?${query(ref)}` : ''}`;

/** Everything one was told. */
export const messagesPage = '/messages/index';

/** The people a resident keeps, and what is held about them. */
export const familyPage = '/family/household/index';
export const privacyPage = '/family/privacy/index';
/** The caller's own no-shows, and the appeal. */
export const noShowsPage = '/family/no-shows/index';

/** Which activity a page's parameters mean: `id` and `session`, or the `scene` of a poster's code, once or twice encoded. */
export function refOf(params: Record<string, string | undefined>): ActivityRef | null {
  if (params.id) return { activityId: params.id, sessionId: params.session || undefined };
  return params.scene ? refOfScene(params.scene) : null;
}

/** Reads a poster's scene, `a=<activity>` or `a=<activity>&s=<session>`; null when it is something else. */
export function refOfScene(scene: string): ActivityRef | null {
  let text = scene;
  for (let i = 0; i < 2 && text.includes('%'); i++) text = decode(text);
  const activityId = /(?:^|&)a=([\w-]{1,64})/.exec(text)?.[1];
  if (!activityId) return null;
  return { activityId, sessionId: /&s=([\w-]{1,64})/.exec(text)?.[1] };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%/g, '');
  }
}
