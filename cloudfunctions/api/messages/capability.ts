import type { Capability } from '@api/capability';
import type { messages as contract } from '@core/messages/contract';
import { remindOfTomorrow, tellOfNotices } from './announcing';
import * as calls from './calls';
import { collections } from './collections';
import { deliverMessages, sweepMessages } from './delivering';
import * as inbox from './inbox';
import { tellOfParties, tellOfSeated } from './party-news';
import { personal } from './personal';

/** The clock's function may take 60 s: messages stop going out early enough for what is under way, in ms. */
const sendingTime = 40_000;

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
    tellOfNotices,
    tellOfParties,
    tellOfSeated,
    remindOfTomorrow,
    deliverMessages: now => deliverMessages(now, now + sendingTime),
    sweepMessages,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
