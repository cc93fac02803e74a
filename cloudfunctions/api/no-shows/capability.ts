import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/no-shows/contract';
import * as appeals from './appeals';
import { collections } from './collections';
import { personal } from './personal';
import { countNoShows, tellOfNoShows } from './recording';
import * as rules from './rules';
import { settleRules } from './rules-on-rosters';
import { rulesToSettle } from './rules-store';
import { noShowsToTell } from './store';

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
    settleRules: { due: rulesToSettle, seconds: 10, run: settleRules },
    // A day after the last door closed, and days later.
    countNoShows: { due: 'hourly', seconds: 20, run: countNoShows },
    tellOfNoShows: { due: noShowsToTell, seconds: 10, run: tellOfNoShows },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
