import type { Action, ErrorCode, ErrorDetails, Input, Output } from '@core/contract';
import { AppError } from '@core/refusal';
import { follow } from './now';
import { send, sendFile } from './transport';

/**
 * The one door to the cloud. Throws an AppError: with the server's own sentence when it refuses (also for a code
 * this version has never heard of), `network.offline` when no answer came.
 */
export async function call<A extends Action>(action: A, input: Input<A>): Promise<Output<A>> {
  const reply = await send(action, input).catch(() => {
    throw offline();
  });
  if (!reply || typeof reply.ok !== 'boolean') throw failure();
  follow(reply.now);
  if (reply.ok) return reply.data as Output<A>;
  throw refusal(reply.code, reply.message, reply.details ?? {});
}

/** Uploads a chosen file and returns the id that actions take. Throws `network.offline` when it did not arrive. */
export async function upload(file: { path: string; name: string }): Promise<string> {
  const { uploads } = await call('me.view', {});
  return sendFile(file, uploads).catch(() => {
    throw offline();
  });
}

/** Whether a failure leaves open what happened at the server; such a call is repeated with the same request id. */
export function isUnsure(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return ['network.offline', 'system.busy', 'system.failure'].includes(error.code);
}

/** Any failure as an AppError, so that pages have one thing to show. */
export function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : failure();
}

function refusal(code: string, message: string, details: ErrorDetails): AppError {
  return new AppError(code as ErrorCode, details, message || failure().message);
}

/** The two sentences a phone must know by itself, since no reply brings them. */
const offline = () => new AppError('network.offline', {}, '网络不通。请检查信号后再试。');
const failure = () => new AppError('system.failure', {}, '出了点问题，请稍后再试。您填的内容都在。');
