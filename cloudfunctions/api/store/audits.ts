import { insertOnce } from './database';

/** What staff looked at or decided, and for whom: written before it is shown or done, never changed. */
export type Audit = {
  _id: string;
  at: number;
  by: string;
  title: string;
  what: 'person' | 'register' | 'accept' | 'decline' | 'promote' | 'withdraw';
  stationId: string;
  activityId: string;
  registrationId: string;
  reason?: string;
};

/** Leaves a line in the trail; sent again it stays one. */
export function note(audit: Audit): Promise<boolean> {
  return insertOnce('audits', audit);
}
