import { Notice } from '@app/components/Notice';
import { whenText } from '@app/components/when';
import { useQuery } from '@app/hooks/useQuery';
import type { ActivityRef } from '@app/services/links';
import type { ActivityView } from '@core/programme/contract';
import { clashes } from '@core/registration/clashes';
import { sessionOf } from './Summary';

/** Says what the resident already holds at the same time. It warns and holds up nothing; without a network it says nothing. */
export function Clashes({ view, target }: { view: ActivityView; target: ActivityRef }) {
  const held = useQuery('registration.mine', {}, { keep: true }).data?.registrations ?? [];
  const session = sessionOf(view, target);
  const each = view.enrolment === 'session' && session !== undefined;
  const found = clashes(
    {
      activityId: view.activityId,
      sessionId: each ? session.sessionId : undefined,
      spans: each ? [session] : view.sessions,
    },
    held,
  );
  return (
    <>
      {found.map(clash => (
        <Notice
          key={`${clash.title}${clash.startsAt}`}
          kind="warning"
          title={`这个时间您已经报了《${clash.title}》`}
          text={`${whenText(clash)}。两个都可以报；哪个来不了，请早点让出名额。`}
        />
      ))}
    </>
  );
}
