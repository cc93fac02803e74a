const KEY = 'demo-person';
const FIRST = 'demo-resident-1';

/** One of the people the development server knows. */
export type DemoPerson = { openid: string; title: string };

/**
 * The demonstration's person in this tab: `?as=…` in the address decides, then what was chosen in this tab,
 * then the first demo resident. Each tab keeps its own, so that a resident and a helper can stand side by side.
 */
export function openid(): string {
  const asked = /[?&]as=([^&#]+)/.exec(location.href)?.[1];
  if (asked) sessionStorage.setItem(KEY, decodeURIComponent(asked));
  return sessionStorage.getItem(KEY) ?? FIRST;
}

/** Makes this tab another person and starts over on the first page. */
export function become(person: string): void {
  sessionStorage.setItem(KEY, person);
  location.replace(`${location.pathname}#/pages/calendar/index`);
  location.reload();
}

/** Everybody the development server offers; none when it does not say. */
export async function people(): Promise<DemoPerson[]> {
  try {
    const reply = await fetch('/__inspect/people');
    return reply.ok ? ((await reply.json()) as DemoPerson[]) : [];
  } catch {
    return [];
  }
}
