import { Button } from '@app/components/Button';
import { Notice } from '@app/components/Notice';
import { asAppError } from '@app/services/cloud';
import { fromIso, timeText } from '@core/kernel/dates';
import { useState } from 'react';
import { takeAlong } from './useGate';

/** Downloads a door's list while there is a signal, since the door may have none. */
export function TakeAlong({ activityId, title }: { activityId: string; title: string }) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ done: boolean; text: string } | undefined>();
  const take = async () => {
    setBusy(true);
    try {
      const pack = await takeAlong({ activityId });
      setSaid({ done: true, text: `${timeText(fromIso(pack.packedAt))} 的名单存好了，没有网络也能签到` });
    } catch (error) {
      setSaid({ done: false, text: asAppError(error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" busy={busy} label={`${title}：提前下载名单`} onPress={() => void take()}>
        提前下载名单
      </Button>
      {said ? <Notice kind={said.done ? 'done' : 'error'} title={said.text} /> : null}
    </>
  );
}
