import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import type { AppError } from '@core/kernel/refusal';

/** The end of a list that goes on: a button for more, and why it did not come. */
export function More({ more, busy, problem }: { more?: () => void; busy: boolean; problem?: AppError }) {
  return (
    <>
      {problem ? <Notice kind="error" title={problem.message} /> : null}
      {more ? (
        <Button look="quiet" busy={busy} onPress={more}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}
