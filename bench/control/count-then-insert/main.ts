/**
 * The control of the rush: how templates for this platform usually register, in its shortest form. Count who is
 * in, compare with the capacity, insert, count again for the figure on the page. Between the count and the
 * insert others count too. It keeps no queue in order, makes no ticket, encrypts nothing and minds no retry.
 */
import * as cloud from 'wx-server-sdk';

type Collection = {
  doc(id: string): { get(): Promise<{ data: { capacity: number } }> };
  where(condition: object): { count(): Promise<{ total: number }> };
  add(options: { data: object }): Promise<unknown>;
};

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });
const db = cloud.database() as unknown as { collection(name: string): Collection };

/** Registers the caller with a party; status is `seated` or `waiting`. A seat is a document, so that they can be counted. */
export async function main({ activityId, name, size }: { activityId: string; name: string; size: number }) {
  const { OPENID } = cloud.getWXContext();
  const { data: activity } = await db.collection('control_activities').doc(activityId).get();
  const seats = db.collection('control_registrations').where({ activityId, status: 'seated' });
  const { total } = await seats.count();
  const status = total + size <= activity.capacity ? 'seated' : 'waiting';
  const seat = { activityId, openid: OPENID, name, status };
  await db.collection('control_registrations').add({ data: Array.from({ length: size }, () => seat) });
  const { total: seated } = await seats.count();
  return { ok: true, data: { status, seated } };
}
