import type { AppError } from '@core/refusal';
import { Button } from './Button';
import { Notice } from './Notice';

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
