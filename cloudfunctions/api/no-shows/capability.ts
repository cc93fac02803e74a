import type { Capability } from '@api/capability';
import type { noShows as contract } from '@core/no-shows/contract';
import * as appeals from './appeals';
import { collections } from './collections';
import { personal } from './personal';
import { countNoShows, tellOfNoShows } from './recording';
import * as rules from './rules';
import { settleRules } from './rules-on-rosters';

export const capability = {
  handlers: {
    'noshow.mine': appeals.mine,
    'noshow.appeal': appeals.appeal,
    'noshow.appeals': appeals.appeals,
    'noshow.accept': appeals.accept,
    'noshow.decline': appeals.decline,
    'area.noShowRule': rules.view,
    'area.setNoShowRule': rules.set,
  },
  duties: {
    settleRules,
    countNoShows,
    tellOfNoShows,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
