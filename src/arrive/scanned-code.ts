import { readPresence } from '@core/self-check-in/self-check-in';

/** The code in what was scanned or typed, as `checkin.self` takes it: the scene of a page, or six digits; nothing for others. */
export function codeIn(text: string): string | undefined {
  const scene = /[?&]scene=([^&]+)/.exec(text)?.[1];
  const code = scene === undefined ? text.trim() : decoded(scene);
  return readPresence(code) ? code : undefined;
}

/** A scene arrives encoded once or twice; all it encodes is = and &. */
export function decoded(scene: string): string {
  return scene.replace(/%25/g, '%').replace(/%3D/gi, '=').replace(/%26/g, '&');
}
