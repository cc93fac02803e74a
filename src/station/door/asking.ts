/** What a gate asks of the cloud, and how long it waits for it. */

import { isUnsure } from '@app/services/cloud';
import type { Action, Input, Output } from '@core/contract';
import { AppError } from '@core/refusal';

export type Call = <A extends Action>(action: A, input: Input<A>) => Promise<Output<A>>;
/** Runs something after so many ms; the returned function prevents it. */
export type Wait = (ms: number, then: () => void) => () => void;

/** Whoever stands at the door does not wait longer for the cloud, in ms. */
export const patience = 3000;
/** A report may take longer, but not for ever: WeChat gives a call up after a minute, a browser never. */
export const reportPatience = 15_000;

export type Heard<T> =
  | { kind: 'answer'; data: T }
  | { kind: 'refusal'; error: AppError }
  /** Nothing came, or nothing that decides; what still comes is told to `late`. */
  | { kind: 'unsure'; error: AppError };

/** Hears a call out, for `most` ms. Whatever comes after that goes to `late`. */
export function hear<T>(
  reply: Promise<T>,
  most: number,
  wait: Wait,
  late: (heard: Heard<T>) => void = () => undefined,
): Promise<Heard<T>> {
  const settled = reply.then(
    (data): Heard<T> => ({ kind: 'answer', data }),
    (problem): Heard<T> => {
      const error = problem instanceof AppError ? problem : new AppError('system.failure');
      return { kind: isUnsure(problem) ? 'unsure' : 'refusal', error };
    },
  );
  return new Promise(resolve => {
    let waiting = true;
    const stop = wait(most, () => {
      waiting = false;
      resolve({ kind: 'unsure', error: new AppError('network.offline') });
    });
    void settled.then(heard => {
      if (!waiting) return late(heard);
      stop();
      resolve(heard);
    });
  });
}
