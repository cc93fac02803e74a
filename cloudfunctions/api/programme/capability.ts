import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/programme/contract';
import * as activity from './activity';
import * as calendar from './calendar';
import { collections } from './collections';
import { personal } from './personal';

export const capability = {
  handlers: {
    'calendar.month': calendar.month,
    'calendar.day': calendar.day,
    'activity.view': activity.view,
    'activity.find': activity.find,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
