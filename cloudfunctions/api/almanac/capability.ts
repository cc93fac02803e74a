import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/almanac/contract';
import { collections } from './collections';
import * as daysOff from './days-off';
import * as ownDays from './own-days';
import { personal } from './personal';

export const capability = {
  handlers: {
    'almanac.daysOff': daysOff.view,
    'almanac.previewDaysOff': daysOff.preview,
    'almanac.setDaysOff': daysOff.set,
    'almanac.withdrawDaysOff': daysOff.withdraw,
    'almanac.days': ownDays.view,
    'almanac.readDay': ownDays.read,
    'almanac.setDays': ownDays.set,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
