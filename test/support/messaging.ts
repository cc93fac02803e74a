/** What tests of messages need of a world: its clock, its outbox, and somebody who waits for a seat. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Message } from '@api/messages/store';
import type { Input } from '@core/contract';
import type { TemplateKind } from '@core/messages/news';
import type { SentMessage } from 'wechat-local-cloud/outbox';
import { freshRequest, people, startWorld, type World } from './world';

/** An activity of the second week of the month; `startTelling` begins on its first day at noon. */
export const week = { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T11:00:00+08:00' };

export const templates: Record<TemplateKind, string> = {
  seated: 'demo-template-seated',
  change: 'demo-template-change',
  reminder: 'demo-template-reminder',
};

/** A world with what is often done in it. Times are of June 2027, `09T12:00`. */
export async function startTelling(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld({ now: '2027-06-01T12:00:00+08:00', ...options });
  const at = (time: string) => `2027-06-${time}:00+08:00`;
  const outbox = async () => (await (await fetch(`${world.url}/__inspect/outbox`)).json()) as SentMessage[];
  const telling = {
    ...world,
    outbox,
    clock: (time: string) => world.setClock(at(time)),
    /** What WeChat took: who, and which outcome. */
    sent: async () => (await outbox()).map(({ openid, data }) => `${openid} ${data.phrase2!.value}`),
    /** Residents whom WeChat refuses from now on; `openid:errcode` for another reason than that they do not want it. */
    refusing: (openids: string[]) =>
      fetch(`${world.url}/__inspect/refusing`, { method: 'POST', body: JSON.stringify(openids) }),
    stored: (kind: string) => world.dump<Message>('messages').filter(message => message.kind === kind),
    messagesOf: async (openid: string) => (await world.ok('message.list', {}, openid)).messages,
    calls: async () => (await world.ok('calls.list', { stationId: 'hall' }, people.editor)).lines,
    withdraw: (activityId: string, openid: string) =>
      world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, openid),
    cancel: (activityId: string) =>
      world.ok('activity.cancel', { activityId, reason: '大雨' }, people.manager),
    postpone: (activityId: string, to: string) =>
      world.ok('activity.postpone', { activityId, reason: '大雨', startsAt: at(to) }, people.manager),
    /** Says yes to WeChat's question for some templates, as the page reports it. */
    agree(openid: string, kinds: TemplateKind[], requestId = freshRequest()) {
      const results = Object.fromEntries(kinds.map(kind => [templates[kind], 'accept']));
      return world.ok('message.consent', { results, requestId } satisfies Input<'message.consent'>, openid);
    },
    /** One seat, taken by `resident`; `neighbour` waits for it and has agreed to be told. */
    async withOneWaiting(draft: Parameters<World['publish']>[0] = week): Promise<string> {
      const activityId = await world.publish({ capacity: 1, ...draft });
      await world.register(activityId, people.resident, 1);
      await world.register(activityId, people.neighbour, 1);
      await telling.agree(people.neighbour, ['seated', 'change', 'reminder']);
      return activityId;
    },
  };
  return telling;
}

export type Telling = Awaited<ReturnType<typeof startTelling>>;

/** The environment of a function that runs outside the local cloud and asks the one at this address. */
export const functionAt = (url: string) => ({
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  TENCENTCLOUD_SESSIONTOKEN: 'local',
  SCF_NAMESPACE: 'local-cloud',
  TCB_ENV: 'local-cloud',
  TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
});

/** The clock as a process of its own, as a second instance is in the cloud. It goes by this machine's time. */
export async function clockAlone(url: string): Promise<void> {
  const once = 'require("./index.js").main({}).then(() => process.exit(0))';
  await promisify(execFile)(process.execPath, ['-e', once], {
    cwd: join(process.env.YUEYUE_FUNCTIONS!, 'clock'),
    env: {
      ...process.env,
      ...functionAt(url),
      YUEYUE_KEYS: `k1:${'a'.repeat(64)}`,
      YUEYUE_PEPPER: 'b'.repeat(64),
      YUEYUE_TEMPLATE_CHANGE: templates.change,
    },
  });
}
