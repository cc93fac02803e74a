import { asAppError, call } from '@app/services/cloud';
import type { Output } from '@core/contract';
import type { AppError } from '@core/refusal';
import { useState } from 'react';
import { type Copy, joined } from './copy-text';

/** Everything held about the caller, page after page, asked for by a tap; kept nowhere on the phone. */
export function useCopy() {
  const [copy, setCopy] = useState<Copy | undefined>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | undefined>();
  const load = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const pages: Output<'privacy.export'>[] = [];
      do {
        const cursor = pages[pages.length - 1]?.next;
        pages.push(await call('privacy.export', cursor ? { cursor } : {}));
      } while (pages[pages.length - 1]?.next);
      setCopy(joined(pages));
    } catch (problem) {
      setError(asAppError(problem));
    } finally {
      setBusy(false);
    }
  };
  return { copy, busy, error, load, forget: () => setCopy(undefined) };
}
