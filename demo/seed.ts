/** Fills an empty local cloud through the same doors a station uses: its plan, uploaded and imported. */

import type { Action, Input, Output, Reply } from '@core/contract';
import { beijingDay, hour, iso, monthOf, startOfDay } from '@core/kernel/dates';
import type { LocalCloud } from 'wechat-local-cloud';
import { monthsAround, plansFor } from './programme';
import { areas, people, stations, venues } from './world';

type Cloud = Pick<LocalCloud, 'url' | 'database'>;

const editor = 'demo-editor';
const manager = 'demo-manager';

async function call<A extends Action>(
  cloud: Cloud,
  openid: string,
  action: A,
  input: Input<A>,
): Promise<Output<A>> {
  const response = await fetch(`${cloud.url}/__call/api`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': openid },
    body: JSON.stringify({ action, input }),
  });
  const reply = (await response.json()) as Reply<Output<A>>;
  if (!reply.ok) throw new Error(`Seeding ${action}: ${reply.message} ${JSON.stringify(reply.details)}`);
  return reply.data;
}

/** Puts areas, stations, rooms and people in place. `helperActivity` is where the demonstration's helper helps. */
export async function seedWorld(cloud: Cloud, helperActivity = 'none-yet'): Promise<void> {
  const everybody = people(helperActivity);
  cloud.database.load('areas', areas);
  cloud.database.load('stations', stations);
  cloud.database.load('venues', venues);
  cloud.database.load(
    'staff',
    everybody.map(({ openid, title, roles }) => ({ _id: openid, title, roles })),
  );
  await fetch(`${cloud.url}/__inspect/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(everybody),
  });
}

/** Imports the plan on the months around today: the one before to three after. */
export async function seedProgramme(cloud: Cloud, now: number): Promise<{ created: number }> {
  let created = 0;
  for (const { year, csv } of await plansFor(monthsAround(monthOf(beijingDay(now)), 1, 3))) {
    const form = new FormData();
    form.append('file', new Blob([csv]), `${year}年计划.csv`);
    const upload = await fetch(`${cloud.url}/__files`, {
      method: 'POST',
      headers: { 'x-openid': editor },
      body: form,
    });
    const { fileId } = (await upload.json()) as { fileId: string };
    const preview = await call(cloud, editor, 'publishing.preview', { fileId, year });
    // Small rooms: there the number expected is the number that fits, as their staff would declare.
    const small = preview.rows.filter(row => (row.reading?.expected ?? 1000) <= 60).map(row => row.row);
    const done = await call(cloud, editor, 'publishing.import', {
      fileId,
      year,
      accept: true,
      expectedIsCapacity: small,
    });
    created += done.created;
  }
  return { created };
}

const neighbours: [openid: string, names: string[]][] = [
  ['demo-resident-2', ['周晓雯', '周子墨']],
  ['demo-resident-3', ['赵国庆']],
  ['demo-neighbour-1', ['林秀英', '林建国', '林一诺']],
  ['demo-neighbour-2', ['欧阳慧敏']],
  ['demo-neighbour-3', ['黄桂芳', '黄志强']],
];

/**
 * Sees to it that there is an activity whose door is open now, with neighbours registered and a helper at the
 * door, so that the whole main job can be tried at any hour. Returns its id.
 */
export async function seedOpenDoor(cloud: Cloud, now: number): Promise<string> {
  const startsAt = Math.ceil((now + hour / 2) / hour) * hour;
  const slot = Math.floor((now - startOfDay(beijingDay(now))) / (3 * hour));
  const { activityId } = await call(cloud, manager, 'activity.publish', {
    stationId: 'wenhuaguan',
    requestId: `open-door-${beijingDay(now)}-${slot}`,
    draft: {
      title: '剪纸小课堂：团花',
      kind: 'training',
      capacity: 12,
      startsAt: iso(startsAt),
      endsAt: iso(startsAt + 2 * hour),
      venueId: 'paiLianTing',
      audience: '全体居民',
      summary: '跟非遗老师剪一朵团花，零基础也能学。剪刀、红纸都备好了。',
      contact: '000-10000001',
    },
  });
  for (const [openid, names] of neighbours) {
    await call(cloud, openid, 'registration.create', {
      activityId,
      party: names.map(name => ({ name })),
      requestId: `seed-${activityId}`,
    });
  }
  await seedWorld(cloud, activityId);
  return activityId;
}
