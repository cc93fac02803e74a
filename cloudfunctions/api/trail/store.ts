import { collection, command, insertOnce, queryLimit } from '@api/store/database';
import { page } from '@api/store/pages';
import type { AuditKind } from '@core/contract';

const name = 'audits';
const pageSize = 30;

/** What staff looked at, took out or decided, and for whom: written before it is shown or done. Its words of reason go when the registration's personal parts do. */
export type Audit = {
  _id: string;
  at: number;
  /** One of the staff; of a volunteer only how they sign (core/helpers/signatures.ts), here and in the next two. */
  by: string;
  title: string;
  what: AuditKind;
  stationId: string;
  activityId: string;
  registrationId?: string;
  /** What a volunteer is called, where the line is about one. */
  name?: string;
  /** Parties on an exported list, people an invitation is for. */
  count?: number;
  reason?: string;
};

/** Leaves a line in the trail; sent again it stays one. */
export function note(audit: Audit): Promise<boolean> {
  return insertOnce(name, audit);
}

/** A station's trail, newest first. */
export async function ofStation(
  stationId: string,
  cursor?: string,
): Promise<{ audits: Audit[]; next?: string }> {
  const order = { by: 'at', order: 'desc', size: pageSize } as const;
  const { found, ...rest } = await page<Audit>(name, { stationId }, order, cursor);
  return { audits: found, ...rest };
}

/** What was looked at or decided about some registrations, oldest first; of more than a thousand lines the oldest. */
export async function ofRegistrations(ids: string[]): Promise<Audit[]> {
  if (ids.length === 0) return [];
  const { data } = await collection<Audit>(name)
    .where({ registrationId: command.in(ids) })
    .orderBy('at', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Lists of some activities that were taken out in full, oldest first. */
export async function listsOf(activityIds: string[]): Promise<Audit[]> {
  if (activityIds.length === 0) return [];
  const { data } = await collection<Audit>(name)
    .where({ activityId: command.in(activityIds), what: 'exportFull' })
    .orderBy('at', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Takes away the words staff gave as a reason on lines about some registrations; who did what, and when, stays. */
export async function forgetReasons(registrationIds: string[]): Promise<void> {
  if (registrationIds.length === 0) return;
  await collection<Audit>(name)
    .where({ registrationId: command.in(registrationIds), reason: command.exists(true) })
    .update({ data: { reason: command.remove() } });
}

/** Lines of an activity about its volunteers: of more than a thousand the oldest. */
export async function ofVolunteers(activityIds: readonly string[]): Promise<Audit[]> {
  const { data } = await collection<Audit>(name)
    .where({ activityId: command.in([...activityIds]), what: command.in(['join', 'dismiss']) })
    .orderBy('at', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Puts a volunteer's signature where their name stood. */
export async function sign(id: string, signed: Partial<Pick<Audit, 'by' | 'title' | 'name'>>): Promise<void> {
  await collection<Audit>(name).where({ _id: id }).update({ data: signed });
}
