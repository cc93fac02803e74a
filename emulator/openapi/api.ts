import type { Clock } from '../clock';
import type { Outbox } from '../outbox';
import type { Storage } from '../storage';

/** WeChat's answer to an openapi call: JSON with an errcode, or a picture. */
export type Answer = { json: Record<string, unknown> } | { picture: Buffer };

/** What the SDK sent, in snake case as it sends it. */
export type Parameters = Record<string, unknown>;

/** What an answer may draw on; `push` delivers an event the way WeChat's message push would. */
export type Context = {
  clock: Clock;
  outbox: Outbox;
  storage: Storage;
  push: (event: Record<string, unknown>, openid: string) => void;
};

/** One openapi call, played. */
export type Api = (parameters: Parameters, context: Context) => Answer | Promise<Answer>;

/** A refusal in WeChat's words; the SDK throws it. */
export const failure = (errcode: number, errmsg: string): Answer => ({ json: { errcode, errmsg } });

/** Success, with what the call has to say. */
export const success = (json: Record<string, unknown> = {}): Answer => ({
  json: { errcode: 0, errmsg: 'ok', ...json },
});

/** A text that is there. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
