/** The one timer: each minute it does every duty of every capability. */

import { assembled, duties } from '@api/capabilities';
import * as cloud from 'wx-server-sdk';

/** Runs every duty even when one before it fails, and then fails itself, so that the platform's log shows it. */
export async function main(): Promise<{ done: Record<string, number> }> {
  // A client can forge a timer's event, but not that it comes from nobody.
  if (cloud.getWXContext().OPENID) return { done: {} };
  const now = Date.now();
  const done: Record<string, number> = {};
  const failed: string[] = [];
  for (const [name, duty] of Object.entries(duties)) {
    try {
      done[name] = await duty(now, assembled);
    } catch (error) {
      failed.push(`${name}: ${String((error as Error)?.stack ?? error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n'));
  return { done };
}
