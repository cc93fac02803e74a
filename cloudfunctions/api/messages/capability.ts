import type { Capability } from '@api/capability';
import { registrationsToConfirm } from '@api/registration/store';
import { newsToTell } from '@api/roster/noting';
import type { actions as contract } from '@core/messages/contract';
import { remindOfTomorrow, tellOfNotices } from './announcing';
import * as calls from './calls';
import { collections } from './collections';
import { deliverMessages, sweepMessages } from './delivering';
import * as inbox from './inbox';
import { noticesToSpread } from './notices-store';
import { tellOfParties, tellOfSeated } from './party-news';
import { personal } from './personal';
import { callsToDrop, messagesToSend } from './store';

export const capability = {
  handlers: {
    'message.status': inbox.status,
    'message.list': inbox.list,
    'message.read': inbox.read,
    'message.consent': inbox.consent,
    'calls.list': calls.list,
    'calls.number': calls.number,
    'calls.tick': calls.tick,
  },
  duties: {
    tellOfNotices: { due: noticesToSpread, seconds: 20, run: tellOfNotices },
    tellOfParties: { due: newsToTell, seconds: 20, run: tellOfParties },
    tellOfSeated: { due: registrationsToConfirm, seconds: 20, run: tellOfSeated },
    // At five in the afternoon.
    remindOfTomorrow: { due: 'hourly', seconds: 20, run: remindOfTomorrow },
    deliverMessages: { due: messagesToSend, seconds: 40, run: deliverMessages },
    sweepMessages: { due: callsToDrop, seconds: 5, run: sweepMessages },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
