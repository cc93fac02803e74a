import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/no-shows/contract';
import * as appeals from './appeals';
import { collections } from './collections';
import { countNoShows, forgetNoShows, tellOfNoShows } from './recording';
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
    forgetNoShows,
    tellOfNoShows,
  },
  collections,
} satisfies Capability<typeof contract>;
