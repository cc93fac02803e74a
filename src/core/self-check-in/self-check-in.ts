/** A resident says that they are here: by the poster, by the venue's door code, or by the code on the hall's screen. */
import { minute } from '@core/kernel/dates';
import type { Mac } from '@core/tickets/ticket';

/**
 * Whether residents may check themselves in. `poster`: the poster or the venue's door code is enough, which a picture of
 * it is too. `screen`: whoever does it has seen the hall's screen within the last two minutes.
 */
export type SelfCheckIn = 'off' | 'poster' | 'screen';

/** A point on the earth, in degrees of GCJ-02, as WeChat's maps have it. */
export type Point = { lat: number; lng: number };

/** Metres between two points. */
export function metresBetween(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [dLat, dLng] = [radians(b.lat - a.lat), radians(b.lng - a.lng)];
  const chord =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Milliseconds for which the hall's screen shows the same code; WeChat makes 5,000 a minute, and a session needs one. */
export const screenEvery = minute;
/** Codes before the present one that are taken too: a screen lags, and typing takes a while. */
const tolerance = 1;

/** What a screen shows in one minute: to type, and to scan. */
export type ScreenCode = { step: number; digits: string; scene: string };

export const screenStep = (at: number) => Math.floor(at / screenEvery);

/**
 * The code a session's screen shows at a step.
 * @param key the activity's own for this, in hex: a gate does not hold it
 */
export function screenCode(
  place: { activityId: string; sid: string },
  step: number,
  key: string,
  mac: Mac,
): ScreenCode {
  const { activityId, sid } = place;
  const drawn = mac(key, `screen|${sid}|${step}`);
  const digits = String(Number.parseInt(drawn.slice(0, 12), 16) % 1_000_000).padStart(6, '0');
  // 40 bits to scan: with ids as they are drawn the scene stays below WeChat's 32 characters.
  return { step, digits, scene: `t=${activityId}.${sid}.${drawn.slice(12, 22)}` };
}

/** Whether a session's screen shows this, digits or a scene, or did a minute ago. */
export function isOnScreen(
  shown: string,
  place: { activityId: string; sid: string },
  at: number,
  key: string,
  mac: Mac,
): boolean {
  for (let back = 0; back <= tolerance; back++) {
    const { digits, scene } = screenCode(place, screenStep(at) - back, key, mac);
    if (shown === digits || shown === scene) return true;
  }
  return false;
}

/** What was scanned or typed, taken apart: a poster's scene, a venue's door, a screen's, or six digits of any of them. */
export type Presence =
  | { kind: 'poster'; activityId: string; sessionId?: string }
  | { kind: 'door'; venueId: string }
  | { kind: 'screen'; activityId: string; sid: string; scene: string }
  | { kind: 'digits'; digits: string };

export function readPresence(text: string): Presence | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{6}$/.test(digits)) return { kind: 'digits', digits };
  const [, activityId, sessionId] = /^a=([\w-]{1,64})(?:&s=([\w-]{1,64}))?$/.exec(text) ?? [];
  if (activityId) return { kind: 'poster', activityId, ...(sessionId ? { sessionId } : {}) };
  const venueId = /^v=([\w-]{1,64})$/.exec(text)?.[1];
  if (venueId) return { kind: 'door', venueId };
  const [scene, of, sid] = /^t=([\w-]{1,64})\.([\w-]{1,64})\.[0-9a-f]{10}$/.exec(text) ?? [];
  return scene && of && sid ? { kind: 'screen', activityId: of, sid, scene } : undefined;
}
