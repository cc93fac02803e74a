/** Each message goes out at most once, whatever dies or works at once, and none is lost: what WeChat will not bring, staff phone. */
import type { Consent } from '@api/messages/consents-store';
import type { Message } from '@api/messages/store';
import type { TemplateKind } from '@core/messages/news';
import type { Roster } from '@core/roster/roster';
import { crashAfter } from '@test/support/crash';
import { clockAlone, startTelling, type Telling, templates, week } from '@test/support/messaging';
import { people } from '@test/support/world';

const { resident } = people;

let world: Telling;
async function begin(options: Parameters<typeof startTelling>[0] = {}): Promise<void> {
  world = await startTelling(options);
}
afterEach(() => world.close());

/** What is counted for a template, where one person only was asked. */
const ledger = (kind: TemplateKind) =>
  world.dump<Consent>('consents').find(consent => consent.template === templates[kind]);

describe('never twice, never lost', () => {
  it('wherever the clock is killed', async () => {
    await begin();
    let minute = 0;
    const next = () =>
      world.setClock(new Date(Date.parse('2027-06-01T04:00Z') + ++minute * 60_000).toISOString());
    const ends = new Set<string>();
    for (let writes = 0, killed = true; killed; writes++) {
      const activityId = await world.withOneWaiting();
      await world.withdraw(activityId, resident);
      killed = await crashAfter(world, writes, next);
      for (let more = 0; more < 4; more++) await next();
      const messages = world.dump<Message>('messages').filter(one => one.activityId === activityId);
      const [promoted, ...others] = messages.filter(one => one.kind === 'promoted');
      expect([promoted?.kind, others]).toEqual(['promoted', []]);
      const arrived = (await world.outbox()).filter(one => one.page?.includes(activityId));
      expect(arrived.length).toBeLessThanOrEqual(1);
      // Either it was sent, or it may have been, and staff phone.
      if (promoted!.state !== 'sent') expect(promoted).toMatchObject({ state: 'toPhone', unsure: true });
      else expect(arrived).toHaveLength(1);
      ends.add(`${promoted!.state} ${arrived.length}`);
      expect(world.dump<Roster>('rosters').flatMap(roster => roster.news ?? [])).toEqual([]);
    }
    // It died before sending, between sending and saying so, and elsewhere.
    expect([...ends].sort()).toEqual(['sent 1', 'toPhone 0', 'toPhone 1']);
  });

  it('with two clocks at work at once', async () => {
    const now = Date.now();
    await begin({ now: new Date(now).toISOString() });
    const startsAt = new Date(now + 3 * 3_600_000).toISOString();
    const activityId = await world.publish({ capacity: null, startsAt, endsAt: undefined });
    const openids = Array.from({ length: 30 }, (_, i) => `u-${i}`);
    for (const openid of openids) await world.register(activityId, openid, 1, { consent: true });
    await world.cancel(activityId);
    // The last of them is due after this.
    await new Promise(resolve => setTimeout(resolve, 2000));
    await Promise.all([clockAlone(world.url), clockAlone(world.url), clockAlone(world.url)]);
    expect((await world.sent()).sort()).toEqual(openids.map(openid => `${openid} 活动取消`).sort());
    expect(world.stored('cancelled').every(message => message.state === 'sent' && message.tries === 1)).toBe(
      true,
    );
  });

  it('nor kept waiting by a crowd: a few of another activity are not behind all of it', async () => {
    await begin();
    const crowd = await world.publish({ capacity: null, ...week });
    for (let i = 0; i < 60; i++) await world.register(crowd, `u-${i}`, 1, { consent: true });
    const few = await world.publish({ title: '夏至雅集', ...week });
    await world.register(few, resident, 1, { consent: true });
    await world.cancel(crowd);
    await world.cancel(few);
    await world.clock('01T12:03');
    const order = await world.sent();
    expect(order).toHaveLength(61);
    expect(order.indexOf(`${resident} 活动取消`)).toBeLessThan(50);
  });

  it('killed between taking a message and knowing what became of it, it goes to the telephone', async () => {
    await begin();
    const activityId = await world.withOneWaiting();
    await world.withdraw(activityId, resident);
    await world.clock('01T12:03');
    const [message] = world.stored('promoted');
    await fetch(`${world.url}/__inspect/reset-outbox`, { method: 'POST' });
    world.load('messages', [
      { ...message!, state: 'sending', dueAt: Date.parse('2027-06-01T12:03:00+08:00') },
    ]);
    // Whoever took it noted when it would be lost.
    world.noteDue('deliverMessages', '2027-06-01T12:05:00+08:00');
    await world.clock('01T12:04');
    expect(world.stored('promoted')).toMatchObject([{ state: 'sending' }]);
    await world.clock('01T12:07');
    expect(world.stored('promoted')).toMatchObject([{ state: 'toPhone', unsure: true }]);
    expect(await world.sent()).toEqual([]);
    expect(await world.calls()).toMatchObject([{ heading: '轮到您了，已经报上', unsure: true }]);
  });

  it('refused by the resident: the ledger is emptied, staff phone, and it is not tried again', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1);
    for (let times = 0; times < 3; times++) await world.agree(resident, ['change']);
    await world.refusing([resident]);
    await world.postpone(activityId, '12T09:00');
    await world.clock('01T12:03');
    expect(world.stored('postponed')).toMatchObject([{ state: 'toPhone', error: 43101, tries: 1 }]);
    expect(ledger('change')).toMatchObject({ left: 0, given: 3 });
    await world.refusing([]);
    await world.cancel(activityId);
    await world.clock('01T12:06');
    expect(await world.sent()).toEqual([]);
    expect(world.stored('cancelled')).toMatchObject([{ state: 'toPhone', tries: 0 }]);
  });

  it('refused for the moment: it is tried again with longer waits, and sent once', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1);
    await world.agree(resident, ['change']);
    await world.refusing([`${resident}:45009`]);
    await world.postpone(activityId, '12T09:00');
    await world.clock('01T12:04');
    expect(world.stored('postponed')).toMatchObject([{ state: 'waiting', error: 45009, tries: 2 }]);
    expect(ledger('change')).toMatchObject({ left: 1, spent: 0 });
    await world.refusing([]);
    await world.clock('01T12:15');
    expect(await world.sent()).toEqual([`${resident} 活动改期`]);
    expect(ledger('change')).toMatchObject({ left: 0, spent: 1 });
  });

  it('refused again and again, it goes to the telephone', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1, { consent: true });
    await world.refusing([`${resident}:-1`]);
    await world.postpone(activityId, '12T09:00');
    await world.clock('01T14:00');
    expect(world.stored('postponed')).toMatchObject([{ state: 'toPhone', error: -1, tries: 5 }]);
  });

  it('where no answer came, it may have arrived: it is not sent again', async () => {
    await begin();
    const activityId = await world.publish(week);
    await world.register(activityId, resident, 1, { consent: true });
    await world.refusing([`${resident}:-501001`]);
    await world.postpone(activityId, '12T09:00');
    await world.clock('01T12:05');
    await world.refusing([]);
    await world.clock('01T12:30');
    expect(world.stored('postponed')).toMatchObject([{ state: 'toPhone', unsure: true, tries: 1 }]);
    expect(await world.sent()).toEqual([]);
  });
});
