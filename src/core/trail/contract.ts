/** The trail of who of the staff looked, took out and decided. */

import { cursor, id, of } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import * as v from 'valibot';

/**
 * A line of a station's trail. Names masked; `name` is missing where a line is about a whole list. `text` says what was
 * done, so that a page need not know every kind; `strong` where a manager should not overlook it.
 */
export type TrailLine = {
  at: string;
  by: string;
  what: string;
  text: string;
  strong?: true;
  activityId: string;
  activity: string;
  name?: string;
  reason?: string;
  /** Parties on an exported list, people an invitation is for. */
  count?: number;
};

export const permissions = {
  'audit.read': { roles: ['manager'] },
} satisfies Permissions;

export const actions = {
  'audit.list': of<{ lines: TrailLine[]; next?: string }>()(
    'audit.read',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
};
