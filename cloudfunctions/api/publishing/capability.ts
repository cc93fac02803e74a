import type { Capability } from '@api/capability';
import { activitiesToSettle } from '@api/programme/store';
import type { actions as contract } from '@core/publishing/contract';
import * as poster from './poster';
import * as publishing from './publishing';
import { settleActivities } from './settling';
import * as stationActivities from './station-activities';
import * as stopping from './stopping';

export const capability = {
  handlers: {
    'poster.code': poster.poster,
    'station.activities': stationActivities.activitiesOf,
    'activity.draft': publishing.draftOf,
    'activity.save': publishing.save,
    'activity.publish': publishing.publish,
    'activity.cancel': stopping.cancel,
    'activity.postpone': stopping.postpone,
  },
  duties: {
    settleActivities: { due: activitiesToSettle, seconds: 20, run: settleActivities },
  },
  personal: 'none',
} satisfies Capability<typeof contract>;
