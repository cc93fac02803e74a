import type { Fault } from '../faults';
import { Refused, type Route, readJson, sendJson } from '../http';
import { BODY_LIMIT, type Inspected } from './inspected';

/** Who dies next, and at which of its requests. */
export function faultRoutes({ faults }: Inspected): Route[] {
  return [
    { method: 'GET', path: '/__inspect/fault', handle: ({ res }) => sendJson(res, faults.state()) },
    {
      method: 'POST',
      path: '/__inspect/fault',
      async handle({ req, res }) {
        const fault = await readJson(req, BODY_LIMIT);
        if (fault !== null && !isFault(fault)) {
          throw new Refused(
            400,
            'the body is null, or {at: "FUNCTION/VERB:COLLECTION#N", side: "before" or "after", dies: "function" or "cloud"}',
          );
        }
        faults.set(fault);
        sendJson(res, faults.state());
      },
    },
  ];
}

function isFault(value: unknown): value is Fault {
  const { at, side, dies } = (value ?? {}) as Record<string, unknown>;
  return (
    /^[\w-]+\/[\w.]+:[\w.-]*#[1-9]\d*$/.test(String(at)) &&
    (side === 'before' || side === 'after') &&
    (dies === 'function' || dies === 'cloud')
  );
}
