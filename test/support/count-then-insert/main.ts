/** The control: how the field's usual template registers. It counts, compares, inserts, and so oversells. */
import * as cloud from 'wx-server-sdk';

cloud.init();
const registrations = cloud.database().collection('registrations');

type Counted = { total: number };

/** Registers the caller if fewer than `capacity` are in. Called through the same door as the product. */
export async function main({
  input,
}: {
  input: { activityId: string; capacity: number };
}): Promise<{ in: boolean }> {
  const { total } = (await registrations.where({ activityId: input.activityId }).count()) as Counted;
  if (total >= input.capacity) return { in: false };
  // What a busy database takes of its own accord; here it makes the race certain instead of likely.
  await new Promise(resolve => setTimeout(resolve, 30));
  const { OPENID } = cloud.getWXContext();
  await registrations.add({ data: { activityId: input.activityId, key: OPENID, createdAt: Date.now() } });
  return { in: true };
}
