/** From what is stored beside something somebody did to what others see there. */

import type { Context } from '@api/context';
import { formerVolunteer, isSignature } from '@core/helpers/signatures';
import * as staff from './store';

/** Signatures looked up at once. */
const atOnce = 500;

/** Titles of whoever signed: a volunteer's while it is held, 「志愿者」 afterwards, and whatever else stands there as it is. */
export async function titlesOf(signed: Iterable<string>): Promise<(by: string) => string> {
  const signatures = [...new Set(signed)].filter(isSignature);
  const called = new Map<string, string>();
  for (let start = 0; start < signatures.length; start += atOnce) {
    for (const [signature, title] of await staff.volunteersOf(signatures.slice(start, start + atOnce)))
      called.set(signature, title);
  }
  return by => (isSignature(by) ? (called.get(by) ?? formerVolunteer) : by);
}

/** The title of whoever signed one thing; the caller's own costs no look-up. */
export async function titleBehind(by: string, context: Pick<Context, 'person'>): Promise<string> {
  const { signed, title } = await context.person();
  return by === signed ? title : (await titlesOf([by]))(by);
}
