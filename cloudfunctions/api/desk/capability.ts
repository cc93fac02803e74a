import type { Capability } from '@api/capability';
import { movesToFinish } from '@api/roster/noting';
import type { actions as contract } from '@core/desk/contract';
import { collections } from './collections';
import * as exporting from './exporting';
import { listsToRemove } from './exports-store';
import * as moving from './moving';
import * as paperRegistration from './paper-registration';
import * as parties from './parties';
import { personal } from './personal';

export const capability = {
  handlers: {
    'roster.list': parties.list,
    'roster.person': parties.person,
    'roster.register': paperRegistration.register,
    'roster.withdraw': parties.withdraw,
    'roster.accept': parties.accept,
    'roster.decline': parties.decline,
    'roster.promote': parties.promote,
    'roster.move': moving.move,
    'roster.export': exporting.roster,
  },
  duties: {
    finishMoves: { due: movesToFinish, seconds: 10, run: moving.finishMoves },
    sweepShortLived: { due: listsToRemove, seconds: 10, run: exporting.sweepShortLived },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
