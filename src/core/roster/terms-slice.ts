/**
 * What a roster takes over from its activity, so that one read decides: whose it is, until when, and on which terms.
 * Owned by publishing: it follows the activity's version (enrolment.ts). Written by registration, plan.
 */

import type { Activity, PoolRule } from '@core/programme/activity';

/** What registering needs to know of the activity, so that one read decides; it follows with the version. */
export type Terms = Pick<
  Activity,
  | 'mode'
  | 'unit'
  | 'perGroup'
  | 'partyMax'
  | 'phoneRequired'
  | 'questions'
  | 'approval'
  | 'endsAt'
  | 'turning'
  | 'ages'
  | 'residentsOf'
> & { pools: PoolRule[] };

export type TermsSlice = {
  activityId: string;
  /** The activity's version whose windows, doors and capacity these are. */
  version: number;
  stationId: string;
  areaPath: string[];
  /** `staged` until the import that made it is decided. */
  state: 'staged' | 'open' | 'cancelled';
  opensAt: number;
  closesAt: number;
  startsAt: number;
  /** Promotion stops here (product.md, “Registration”). */
  cutOffAt: number;
  /** When its last door closes. */
  overAt: number;
  terms: Terms;
  waitingMax: number | null;
};
