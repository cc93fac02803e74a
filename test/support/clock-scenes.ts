/** What the clock finds to do in a round, each left there by a call that died or by time. */

import type { Household } from '@api/household/store';
import type { Message } from '@api/messages/store';
import type { Registration } from '@api/registration/store';
import { memberKey, open, seal, sealedBy } from '@api/secrets';
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import type { Play, Scene } from './faults';
import { oneToPhone, oneWaiting, request, type Stage, scene } from './scenes';
import type { Town } from './town';
import { people as staff } from './world';

const minute = 60_000;
const day = 1440 * minute;

/** There is nothing to do but to wait for the clock. */
const nothing = async () => undefined;
const waits = ({ people, activities }: Stage, also?: Play['also']): Play => ({
  people,
  activities,
  act: nothing,
  ...(also ? { also } : {}),
});

/** A call that is killed after one of its writes. */
async function dies(town: Town, at: string, act: () => Promise<unknown>): Promise<void> {
  await town.kill({ at, side: 'after', dies: 'function' });
  await act();
  if (!(await town.reached())) throw new Error(`${at} was not reached`);
  await town.kill(null);
}

/** Seals something as a function with the older key alone does. */
function withOlderKey<T>(act: () => T): T {
  const keys = process.env.YUEYUE_KEYS!;
  process.env.YUEYUE_KEYS = keys.split(',')[1];
  try {
    return act();
  } finally {
    process.env.YUEYUE_KEYS = keys;
  }
}

const older = (sealed: string) => {
  const opened = open<unknown>(sealed);
  return withOlderKey(() => seal(opened));
};

async function registrationOf(town: Town, openid: string): Promise<Registration> {
  const all = await town.dump<Registration>('registrations');
  return all.find(one => one.key === memberKey(openid))!;
}

export const promoting: Scene = scene(
  async (stage, town) => {
    const { activityId } = await oneWaiting(stage);
    await town.ok('registration.withdraw', { activityId, ...request() }, stage.openidOf('anna'));
    return waits(stage);
  },
  { writes: /rosters|(insert|modify)Document:messages|consents|openApi/, minutes: 3 },
);

export const duties: Record<string, Scene> = {
  'tellOfParties, deliverMessages': promoting,
  tellOfSeated: scene(
    async (stage, town) => {
      const activityId = await stage.publish();
      await stage.registers('anna', activityId, ['王秀兰'], { consent: true });
      await town.minutes(1);
      return waits(stage);
    },
    { writes: /insertDocument:messages|marks/ },
  ),
  'settleActivities, tellOfNotices': scene(
    async (stage, town) => {
      const { activityId } = await oneWaiting(stage);
      await dies(town, 'api/modifyDocument:activities#1', () =>
        town.call('activity.cancel', { activityId, reason: '大雨' }, staff.manager),
      );
      await town.minutes(1);
      return waits(stage);
    },
    {
      writes:
        /activities|rosters|(insert|modify)Document:notices|insertDocument:messages|modifyDocument:messages#1|invitations/,
    },
  ),
  seatTheWaiting: scene(
    async (stage, town) => {
      const { activityId } = await oneWaiting(stage);
      await dies(town, 'api/modifyDocument:rosters#1', () =>
        town.call('registration.withdraw', { activityId, ...request() }, stage.openidOf('anna')),
      );
      return waits(stage);
    },
    { writes: /rosters/ },
  ),
  sweepUnknown: scene(
    async (stage, town) => {
      const activityId = await stage.publish();
      const asked = { activityId, party: [{ name: '王秀兰' }], ...request() };
      await dies(town, 'api/insertDocument:registrations#1', () =>
        town.call('registration.create', asked, stage.openidOf('anna')),
      );
      const lost = await registrationOf(town, stage.openidOf('anna'));
      await town.load('registrations', [{ ...lost, createdAt: lost.createdAt - day - minute }]);
      return waits(stage, async () => (await town.dump('registrations')).length);
    },
    { writes: /registrations|marks/, hourly: true },
  ),
  forgetDue: scene(
    async (stage, town) => {
      const activityId = await stage.publish();
      const party = [
        { name: '王秀兰', phone: '13812345678' },
        { name: '小核桃', ageBand: 'child' as const },
      ];
      await stage.registers('anna', activityId, [], { party, guardian: true });
      const endsAt = (await town.now()) - 181 * day;
      const [activity] = (await town.dump<Activity>('activities')).filter(one => one._id === activityId);
      const [roster] = (await town.dump<Roster>('rosters')).filter(one => one._id === activityId);
      await town.load('activities', [{ ...activity, endsAt }]);
      await town.load('rosters', [{ ...roster, terms: { ...roster!.terms, endsAt } }]);
      return waits(stage);
    },
    { writes: /registrations|rosters|audits/, hourly: true },
  ),
  sealAnew: scene(
    async (stage, town) => {
      const activityId = await stage.publish();
      const anna = stage.openidOf('anna');
      await stage.registers('anna', activityId, ['王秀兰']);
      await town.ok('family.save', { name: '王秀兰', version: 0, ...request() }, anna);
      const registration = await registrationOf(town, anna);
      const [party, answers] = [older(registration.party), older(registration.answers)];
      await town.load('registrations', [{ ...registration, party, answers, keys: [sealedBy(party)] }]);
      const households = await town.dump<Household>('households');
      const household = households.find(one => one._id === memberKey(anna))!;
      const people = older(household.people);
      await town.load('households', [{ ...household, people, keys: [sealedBy(people)] }]);
      return waits(stage);
    },
    { writes: /registrations|households/, hourly: true },
  ),
  finishErasures: scene(
    async (stage, town) => {
      await oneWaiting(stage);
      const anna = stage.openidOf('anna');
      await stage.agrees('anna');
      await town.ok('family.save', { name: '王秀兰', version: 0, ...request() }, anna);
      await town.minutes(2);
      await dies(town, 'api/insertDocument:erasures#1', () =>
        town.call('privacy.delete', { confirm: '删除', ...request() }, anna),
      );
      await town.minutes(1);
      return waits(stage);
    },
    { writes: /erasures|rosters#[123]|registrations|households|removeDocument:(messages|consents)#1/ },
  ),
  sweepShortLived: scene(
    async (stage, town) => {
      const activityId = await stage.publish();
      await stage.registers('anna', activityId, ['王秀兰']);
      const manager = stage.openidOf('manager');
      const roles = [{ role: 'manager', stationId: 'hall' }];
      await town.load('staff', [{ _id: manager, title: '站长', roles }]);
      await town.ok('roster.export', { activityId, ...request() }, manager);
      await dies(town, 'api/functions.invokeFunction:sheets#1', () =>
        town.call('roster.export', { activityId, ...request() }, manager),
      );
      const exports = await town.dump<{ _id: string; expiresAt: number }>('exports');
      await town.load(
        'exports',
        exports.map(one => ({ ...one, expiresAt: one.expiresAt - 2 * day })),
      );
      return waits(stage, async () => [(await town.dump('exports')).length, await town.files()]);
    },
    { writes: /exports|storage|allowances|noShows|screenCodes/, hourly: true },
  ),
  sweepMessages: scene(
    async (stage, town) => {
      const id = await oneToPhone(stage, town);
      const message = (await town.dump<Message>('messages')).find(one => one._id === id)!;
      const now = await town.now();
      await town.load('messages', [
        { ...message, until: now - minute },
        { ...message, _id: `old-${id}`, key: 'nobody', until: now - 181 * day },
      ]);
      return waits(stage, async () => {
        const messages = await town.dump<Message>('messages');
        return [messages.find(one => one._id === id)?.state, messages.some(one => one.key === 'nobody')];
      });
    },
    { writes: /messages|notices/, hourly: true },
  ),
};

/** The clock dies while it notes every duty, and while it takes away the notes of what is done. */
export const theHour: Scene = scene(
  async (stage, town) => {
    const { activityId } = await oneWaiting(stage);
    await dies(town, 'api/modifyDocument:rosters#1', () =>
      town.call('registration.withdraw', { activityId, ...request() }, stage.openidOf('anna')),
    );
    return waits(stage);
  },
  { writes: /modifyDocument:due#(1|9|20)$|marks#1$|removeDocument:due/, hourly: true, notes: true },
);

/** On the eve, at five. Once a day, so that the day is made new for every run, with nothing on it but its own. */
export const reminding: Scene = scene(
  async (stage, town) => {
    const earlier = await town.dump<Activity>('activities');
    await town.load(
      'activities',
      earlier.map(one => ({ ...one, on: [] })),
    );
    await town.load('marks', [{ _id: 'remindOfTomorrow', at: 0 }]);
    const activityId = await stage.publish();
    await stage.registers('anna', activityId, ['王秀兰'], { consent: true });
    return waits(stage);
  },
  { writes: /(insert|modify)Document:notices|marks/, hourly: true },
);
