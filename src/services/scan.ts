import { type ActivityRef, joinPage, refOf } from './links';

/** What a code turned out to be: a poster's activity, a resident's ticket, an activity's typed digits, a volunteer's invitation, the code of a venue's door or of a screen there, or nothing of ours. */
export type Scanned =
  | { kind: 'activity'; ref: ActivityRef }
  | { kind: 'ticket'; ticket: string }
  | { kind: 'digits'; code: string }
  | { kind: 'invitation' | 'arrival'; page: string }
  | { kind: 'other' };

/** Reads the text of any code, scanned or typed: a page with its scene, a ticket beginning YY2., or six digits. */
export function readCode(text: string): Scanned {
  const trimmed = text.trim();
  if (trimmed.startsWith('YY2.')) return { kind: 'ticket', ticket: trimmed };
  const digits = trimmed.replace(/[\s-]/g, '');
  if (/^\d{6}$/.test(digits)) return { kind: 'digits', code: digits };
  const query = /pages\/activity\/index\?(.*)$/.exec(trimmed)?.[1];
  if (query) {
    const ref = refOf(Object.fromEntries(query.split('&').map(pair => splitAt(pair, pair.indexOf('=')))));
    if (ref) return { kind: 'activity', ref };
  }
  const invited = /station\/join\/index(\?.*)$/.exec(trimmed)?.[1];
  if (invited) return { kind: 'invitation', page: joinPage + invited };
  const here = /(\/?arrive\/index\?.*)$/.exec(trimmed)?.[1];
  if (here) return { kind: 'arrival', page: here.startsWith('/') ? here : `/${here}` };
  return { kind: 'other' };
}

const splitAt = (pair: string, at: number): [string, string] =>
  at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
