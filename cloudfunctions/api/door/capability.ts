import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/door/contract';
import * as checkIn from './check-in';
import * as countingWalkIns from './counting-walk-ins';
import * as disputes from './disputes';
import * as gate from './gate';
import * as ownDoors from './own-doors';
import * as signingOut from './signing-out';
import * as undoing from './undoing';

export const capability = {
  handlers: {
    'checkin.scan': checkIn.scan,
    'checkin.walkIn': countingWalkIns.walkIn,
    'checkin.undo': undoing.undo,
    'gate.pack': gate.pack,
    'checkin.sync': gate.sync,
    'checkin.disputes': disputes.list,
    'checkin.settle': disputes.settle,
    'checkin.signOut': signingOut.signOut,
    'gate.activities': ownDoors.gateActivities,
  },
  personal: 'none',
} satisfies Capability<typeof contract>;
