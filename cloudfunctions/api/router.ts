import { type Action, actions, permissions, type Reply } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { carries } from '@core/kernel/roles';
import { AppError } from '@core/refusal';
import { messageFor } from '@core/sentences';
import * as v from 'valibot';
import type { AllHandlers } from './capabilities';
import type { Assembled } from './capability';
import { type Context, contextFor } from './context';
import { digest } from './secrets';

function isAction(name: unknown): name is Action {
  return typeof name === 'string' && Object.hasOwn(actions, name);
}

/** Path → problem of everything wrong with an input. */
function problemsOf(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  return Object.fromEntries(issues.map(issue => [v.getDotPath(issue) ?? 'input', issue.message]));
}

/** Parses, authorises, runs and replies: the one way through for every action, and the one place that catches. */
export async function route(
  event: unknown,
  openid: string,
  now: number,
  handlers: AllHandlers,
  all: Assembled,
): Promise<Reply<unknown>> {
  const stamp = { now: iso(now) };
  const { action, input } = (event ?? {}) as { action?: unknown; input?: unknown };
  try {
    if (!openid) throw new AppError('caller.unknown');
    if (!isAction(action)) return refusal({ action: '没有这个操作，请更新到最新版本' }, stamp);
    const { permission, input: schema } = actions[action];
    const parsed = v.safeParse(schema, input ?? {});
    if (!parsed.success) return refusal(problemsOf(parsed.issues), stamp);
    const context = contextFor(openid, permission, now);
    const handler = handlers[action] as (
      input: unknown,
      context: Context,
      all: Assembled,
    ) => Promise<unknown>;
    const data = await handler(parsed.output, context, all);
    if (!carries(permissions, 'resident', permission) && !context.permitted())
      throw new Error(`${action} asked for no permission`);
    return { ok: true, data, ...stamp };
  } catch (error) {
    if (error instanceof AppError) {
      return {
        ok: false,
        code: error.code,
        message: messageFor(error.code, error.details),
        details: error.details,
        ...stamp,
      };
    }
    const requestId = digest(`${openid}${now}${Math.random()}`, 10);
    console.error(
      JSON.stringify({ requestId, action: String(action), error: String((error as Error)?.stack ?? error) }),
    );
    return {
      ok: false,
      code: 'system.failure',
      message: messageFor('system.failure'),
      details: { requestId },
      ...stamp,
    };
  }
}

function refusal(details: Record<string, string>, stamp: { now: string }): Reply<never> {
  const [first] = Object.values(details);
  return {
    ok: false,
    code: 'input.invalid',
    message: first ? `${messageFor('input.invalid')}（${first}）` : messageFor('input.invalid'),
    details,
    ...stamp,
  };
}
