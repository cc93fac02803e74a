import { asAppError, call, isUnsure } from '@app/services/cloud';
import { forget, keep, kept } from '@app/services/storage';
import type { Action, Input, Output } from '@core/contract';
import type { AppError } from '@core/refusal';
import { useCallback, useRef, useState } from 'react';

/** An action's input without the request id, which the hook gives. */
export type Intent<A extends Action> = Without<Input<A>>;
/** Of a choice of inputs each, not what they have in common. */
type Without<T> = T extends unknown ? Omit<T, 'requestId'> : never;

type Pending = { intent: string; requestId: string };

/**
 * Carries out an action for a button. One intent has one request id for as long as its outcome is unknown, also across
 * a restart of the app: a retry after a lost reply is then answered with the first outcome (architecture.md, law 7). A
 * second tap while the first is under way does nothing.
 */
export function useAction<A extends Action>(action: A) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | undefined>();
  const under = useRef(false);

  /** The outcome, or undefined when it was refused (then `error` says why) or a call is already under way. */
  const run = useCallback(
    async (input: Intent<A>): Promise<Output<A> | undefined> => {
      if (under.current) return undefined;
      under.current = true;
      setBusy(true);
      setError(undefined);
      const name = `pending|${action}`;
      const intent = JSON.stringify(input);
      const before = kept<Pending>(name);
      const requestId = before?.intent === intent ? before.requestId : newRequestId();
      keep(name, { intent, requestId } satisfies Pending);
      try {
        const outcome = await call(action, { ...input, requestId } as unknown as Input<A>);
        forget(name);
        return outcome;
      } catch (problem) {
        if (!isUnsure(problem)) forget(name);
        setError(asAppError(problem));
        return undefined;
      } finally {
        under.current = false;
        setBusy(false);
      }
    },
    [action],
  );

  const clear = useCallback(() => setError(undefined), []);
  return { run, busy, error, clear };
}

/** Unlikely enough to meet another's: WeChat's runtime has no WebCrypto. */
export function newRequestId(): string {
  const random = () => Math.random().toString(36).slice(2, 12);
  return `${Date.now().toString(36)}-${random()}${random()}`;
}
