/** The trail of who of the staff looked, took out and decided. */

import { cursor, id, of } from '@core/kernel/fields';
import * as v from 'valibot';

/** A line of a station's trail. Names masked; `name` is missing where a line is about a whole list. */
export type TrailLine = {
  at: string;
  by: string;
  what: AuditKind;
  activityId: string;
  activity: string;
  name?: string;
  reason?: string;
  /** Parties on an exported list, people an invitation is for. */
  count?: number;
};

/** What of staff's doings is kept: looks at people in full, lists taken out, decisions on a party, and who may help. */
export type AuditKind =
  | 'person'
  | 'call'
  | 'register'
  | 'accept'
  | 'decline'
  | 'promote'
  | 'withdraw'
  | 'agree'
  | 'takeBack'
  | 'export'
  | 'exportFull'
  | 'correct'
  | 'close'
  | 'reopen'
  | 'move'
  | 'appealAccept'
  | 'appealDecline'
  | 'invite'
  | 'closeInvite'
  | 'join'
  | 'dismiss';

export const trail = {
  'audit.list': of<{ lines: TrailLine[]; next?: string }>()(
    'audit.read',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
};
