/** The one timer: each minute it finishes what a crash left undone and delivers what is to be told. */
import * as cloud from 'wx-server-sdk';
import { settleActivities } from '../api/settling';
import { finishImports } from '../api/usecases/staging';
import { deliverNotices, seatTheWaiting, sweepUnknown } from '../api/usecases/upkeep';

/** Runs every duty even when one before it fails, and then fails itself, so that the platform's log shows it. */
export async function main(): Promise<{ done: Record<string, number> }> {
  // A client can forge a timer's event, but not that it comes from nobody.
  if (cloud.getWXContext().OPENID) return { done: {} };
  const now = Date.now();
  const duties = { settleActivities, seatTheWaiting, finishImports, deliverNotices, sweepUnknown };
  const done: Record<string, number> = {};
  const failed: string[] = [];
  for (const [name, duty] of Object.entries(duties)) {
    try {
      done[name] = await duty(now);
    } catch (error) {
      failed.push(`${name}: ${String((error as Error)?.stack ?? error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n'));
  return { done };
}
