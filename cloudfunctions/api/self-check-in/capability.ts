import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/self-check-in/contract';
import * as checkingIn from './checking-in';

export const capability = {
  handlers: {
    'checkin.self': checkingIn.checkIn,
  },
  personal: 'none',
} satisfies Capability<typeof contract>;
