/** The one timer: each minute it finishes what a crash left undone and delivers what is to be told. */

import { sweepShortLived } from '@api/desk/exporting';
import { finishMoves } from '@api/desk/moving';
import { forgetHelpers } from '@api/helpers/former-helpers';
import { remindOfTomorrow, tellOfNotices } from '@api/messages/announcing';
import { deliverMessages, sweepMessages } from '@api/messages/delivering';
import { tellOfParties, tellOfSeated } from '@api/messages/party-news';
import { countNoShows, forgetNoShows, tellOfNoShows } from '@api/no-shows/recording';
import { settleRules } from '@api/no-shows/rules-on-rosters';
import { finishImports } from '@api/plan/staging';
import { finishErasures } from '@api/privacy/erasing';
import { forgetDue } from '@api/privacy/forgetting';
import { sealAnew } from '@api/privacy/keys';
import { settleActivities } from '@api/publishing/settling';
import { seatTheWaiting, sweepUnknown } from '@api/registration/upkeep';
import * as cloud from 'wx-server-sdk';

/** The function may take 60 s: messages stop going out early enough for what is under way, and the next minute goes on. */
const sendingTime = 40_000;

/** What people are told: first it is written down for each, then sent. */
const telling = {
  tellOfNotices,
  tellOfParties,
  tellOfSeated,
  tellOfNoShows,
  remindOfTomorrow,
  deliverMessages: (now: number) => deliverMessages(now, now + sendingTime),
  sweepMessages,
};

/** What is done for the people whose data is held. */
const custody = { finishErasures, forgetDue, forgetHelpers, forgetNoShows, sealAnew, sweepShortLived };

/** Runs every duty even when one before it fails, and then fails itself, so that the platform's log shows it. */
export async function main(): Promise<{ done: Record<string, number> }> {
  // A client can forge a timer's event, but not that it comes from nobody.
  if (cloud.getWXContext().OPENID) return { done: {} };
  const now = Date.now();
  const duties = {
    settleActivities,
    finishMoves,
    seatTheWaiting,
    finishImports,
    sweepUnknown,
    settleRules,
    countNoShows,
    ...custody,
    ...telling,
  };
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
