import type { Capability } from '@api/capability';
import { seatsToPassOn } from '@api/roster/noting';
import type { actions as contract } from '@core/registration/contract';
import { collections } from './collections';
import * as mine from './mine';
import { personal } from './personal';
import * as registering from './registering';
import * as revising from './revising';
import { seatTheWaiting, sweepUnknown } from './upkeep';
import * as withdrawing from './withdrawing';

export const capability = {
  handlers: {
    'registration.create': registering.create,
    'registration.revise': revising.revise,
    'registration.withdraw': withdrawing.withdraw,
    'registration.mine': mine.list,
  },
  duties: {
    seatTheWaiting: { due: seatsToPassOn, seconds: 20, run: seatTheWaiting },
    // A day after they were written.
    sweepUnknown: { due: 'hourly', seconds: 10, run: sweepUnknown },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
