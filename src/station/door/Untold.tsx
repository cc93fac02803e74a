import { Notice } from '@app/components/Notice';
import { open } from '@app/services/open';
import { gatePage } from '@app/services/station-links';
import { useState } from 'react';
import { doorsWaiting } from './record-storage';

/** What was done at doors and has not been told yet, with the way to tell it. */
export function Untold() {
  const [doors] = useState(doorsWaiting);
  if (doors.length === 0) return null;
  return (
    <>
      {doors.map(({ waiting, ...door }) => (
        <Notice
          key={`${door.activityId}|${door.sessionId}`}
          kind="warning"
          title={`待同步 ${waiting}`}
          text="没有网络时记下的，还在这台手机里。有网络时打开那个门，会自己同步。"
          action={{ text: '打开那个门', onPress: () => open(gatePage(door)) }}
        />
      ))}
    </>
  );
}
