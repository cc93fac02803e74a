import { asAppError, call } from '@app/services/cloud';
import type { ActivityRef } from '@app/services/links';
import type { Output } from '@core/contract';
import type { AppError } from '@core/refusal';
import { useCallback, useEffect, useState } from 'react';

/**
 * A party in full. It is asked for once, when it is opened, and never by itself again, since every look leaves a line
 * in the trail; nor is anything of it kept on the phone.
 */
export function usePerson({ activityId, sessionId }: ActivityRef, registrationId: string) {
  const [person, setPerson] = useState<Output<'roster.person'> | undefined>();
  const [error, setError] = useState<AppError | undefined>();
  const look = useCallback(async () => {
    setError(undefined);
    try {
      setPerson(await call('roster.person', { activityId, sessionId, registrationId }));
    } catch (problem) {
      setError(asAppError(problem));
    }
  }, [activityId, sessionId, registrationId]);
  useEffect(() => void look(), [look]);
  return { person, error, look };
}
