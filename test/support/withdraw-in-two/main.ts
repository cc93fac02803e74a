/** The control: how a seat is given back where the party and the counters are two writes. Killed between them it is lost. */
import * as cloud from 'wx-server-sdk';

cloud.init();
const db = cloud.database();
const rosters = db.collection('rosters');

type Input = { activityId: string; key: string };
type Found = { data: { members: Record<string, { id: string; state: string; size: number }> } };

/** Withdraws a party. Asked again, it finds it withdrawn and leaves it at that. */
export async function main({
  input: { activityId, key },
}: {
  input: Input;
}): Promise<{ ok: true; data: object }> {
  const roster = rosters.doc(activityId);
  const { data } = (await roster.get()) as unknown as Found;
  const { id, state, size } = data.members[key]!;
  if (state !== 'withdrawn') {
    const at = `members.${key}`;
    await roster.update({ data: { [`${at}.state`]: 'withdrawn', [`${at}.withdrawals.r`]: id } });
    const left = { 'pools.open.left': db.command.inc(size) };
    const counts = { 'counts.seated': db.command.inc(-size), 'counts.withdrawn': db.command.inc(size) };
    await roster.update({ data: { ...left, ...counts } });
  }
  return { ok: true, data: { status: 'withdrawn' } };
}
