import { Refused, type Route, sendJson } from '../http';
import type { Invocation } from '../invocations';
import type { Inspected } from './inspected';

/** What ran, what it cost, and what it said. */
export function callRoutes({ invocations, host }: Inspected): Route[] {
  return [
    {
      method: 'GET',
      path: '/__inspect/calls',
      handle({ res, url }) {
        const limit = Number(url.searchParams.get('limit') ?? 0);
        sendJson(res, (limit > 0 ? invocations.list().slice(-limit) : invocations.list()).map(summary));
      },
    },
    {
      method: 'GET',
      path: '/__inspect/calls/',
      handle({ res, rest }) {
        const invocation = invocations.find(rest);
        if (!invocation) throw new Refused(404, 'this call is no longer remembered');
        const { lines, event, reply } = invocation;
        sendJson(res, { ...summary(invocation), lines, event, reply });
      },
    },
    {
      method: 'POST',
      path: '/__inspect/reset-calls',
      handle({ res }) {
        invocations.clear();
        sendJson(res, invocations.list().map(summary));
      },
    },
    {
      method: 'GET',
      path: '/__inspect/logs',
      handle: ({ res }) =>
        sendJson(
          res,
          invocations.logged().map(({ calls: _, event: __, reply: ___, caller, lines, ...entry }) => ({
            ...entry,
            openid: caller.openid,
            logs: lines.map(({ text }) => text),
            lines,
          })),
        ),
    },
    {
      method: 'POST',
      path: '/__inspect/reset-logs',
      handle({ res }) {
        invocations.clearLogs();
        sendJson(res, []);
      },
    },
    {
      method: 'GET',
      path: '/__inspect/functions',
      handle: ({ res }) =>
        sendJson(
          res,
          [...host.functions().values()].map(({ name, openapi, triggers }) => ({
            name,
            ...host.limits(name),
            openapi,
            triggers,
          })),
        ),
    },
  ];
}

function summary({ lines: _, event: __, reply: ___, caller, ...entry }: Invocation) {
  return { ...entry, source: caller.source, openid: caller.openid, parent: caller.parent };
}
