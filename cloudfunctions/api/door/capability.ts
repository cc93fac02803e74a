import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/door/contract';
import * as checkIn from './check-in';
import * as disputes from './disputes';
import * as gate from './gate';
import * as ownDoors from './own-doors';
import * as signingOut from './signing-out';

export const capability = {
  handlers: {
    'checkin.scan': checkIn.scan,
    'checkin.walkIn': checkIn.walkIn,
    'checkin.undo': gate.undo,
    'gate.pack': gate.pack,
    'checkin.sync': gate.sync,
    'checkin.disputes': disputes.list,
    'checkin.settle': disputes.settle,
    'checkin.signOut': signingOut.signOut,
    'gate.activities': ownDoors.gateActivities,
  },
  personal: 'none',
} satisfies Capability<typeof contract>;
