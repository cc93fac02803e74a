import { beijing } from '../clock';
import { Refused, type Route, readJson, sendJson } from '../http';
import type { Consent } from '../outbox';
import { BODY_LIMIT, type Inspected } from './inspected';

/** Who there is, what time it is, what has been sent: what a demonstration sets before it begins. */
export function sceneRoutes(parts: Inspected): Route[] {
  const { database, clock, outbox, timers, invocations, hasApp, reset } = parts;
  const time = () => ({ now: beijing(clock.now()), offset: clock.offset() });
  return [
    {
      method: 'GET',
      path: '/__inspect/people',
      handle: ({ res }) => sendJson(res, database.meta.get('people') ?? []),
    },
    {
      method: 'POST',
      path: '/__inspect/people',
      async handle({ req, res }) {
        const people = await readJson(req, BODY_LIMIT);
        if (!Array.isArray(people)) throw new Refused(400, 'people is a list of {openid, title, roles}');
        database.meta.set('people', people);
        sendJson(res, { people: people.length });
      },
    },
    { method: 'GET', path: '/__inspect/clock', handle: ({ res }) => sendJson(res, time()) },
    {
      method: 'GET',
      path: '/__inspect/pulse',
      handle: ({ res }) => sendJson(res, { ...time(), revision: invocations.revision(), app: hasApp }),
    },
    {
      method: 'POST',
      path: '/__inspect/clock',
      async handle({ req, res }) {
        const { now } = ((await readJson(req, BODY_LIMIT)) ?? {}) as { now?: string | null };
        // A time without an offset would mean the machine's zone, which is nobody's.
        const zoned = typeof now === 'string' && /(Z|[+-]\d\d:?\d\d)$/.test(now);
        const to = now === null ? Date.now() : zoned ? Date.parse(now) : Number.NaN;
        if (Number.isNaN(to)) throw new Refused(400, 'now is ISO 8601 with an offset, or null for real time');
        sendJson(res, { timers: await timers.moveClock(to), ...time() });
      },
    },
    {
      method: 'GET',
      path: '/__inspect/timers',
      handle: ({ res }) =>
        sendJson(
          res,
          timers
            .next()
            .map(({ next, ...timer }) => ({ ...timer, next: next === null ? null : beijing(next) })),
        ),
    },
    { method: 'GET', path: '/__inspect/outbox', handle: ({ res }) => sendJson(res, outbox.list()) },
    {
      method: 'POST',
      path: '/__inspect/reset-outbox',
      handle({ res }) {
        outbox.clear();
        sendJson(res, []);
      },
    },
    { method: 'GET', path: '/__inspect/refusing', handle: ({ res }) => sendJson(res, outbox.refusing()) },
    {
      method: 'POST',
      path: '/__inspect/refusing',
      async handle({ req, res }) {
        const openids = await readJson(req, BODY_LIMIT);
        if (!Array.isArray(openids)) throw new Refused(400, 'the body is a list of openids');
        outbox.refuse(openids.map(String));
        sendJson(res, outbox.refusing());
      },
    },
    { method: 'GET', path: '/__inspect/consents', handle: ({ res }) => sendJson(res, outbox.consents()) },
    {
      method: 'POST',
      path: '/__inspect/consents',
      async handle({ req, res }) {
        const consents = await readJson(req, BODY_LIMIT);
        if (!Array.isArray(consents) || !consents.every(isConsent)) {
          throw new Refused(400, 'the body is a list of {openid, templateId, left}');
        }
        outbox.setConsents(consents);
        sendJson(res, outbox.consents());
      },
    },
    {
      method: 'POST',
      path: '/__inspect/reset',
      async handle({ res }) {
        await reset();
        sendJson(res, time());
      },
    },
  ];
}

function isConsent(value: unknown): value is Consent {
  const { openid, templateId, left } = (value ?? {}) as Partial<Consent>;
  return typeof openid === 'string' && typeof templateId === 'string' && Number.isInteger(left);
}
