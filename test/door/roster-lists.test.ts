/** The lists of doors on one phone: whose is wiped when one of them is refused. */

import { isLocked } from '@app/services/vault';
import { openDoor, takeAlong } from '@app/station/door/useGate';
import { AppError } from '@core/refusal';
import { makeDoorCloud } from '@test/support/door-cloud';
import { start } from '@test/support/rosters';
import { forgetEverything } from '@test/support/taro';
import { serve } from '@test/support/taro-server';

jest.mock('@app/services/transport');

let refusal: AppError | undefined;
const doors = [
  { activityId: 'a1', sessionId: 's1' },
  { activityId: 'a1', sessionId: 's2' },
  { activityId: 'a2', sessionId: 's1' },
];
const held = () =>
  doors.map(({ activityId, sessionId }) => isLocked(`list|${activityId}|${sessionId}`)).join();

beforeEach(async () => {
  forgetEverything();
  jest.spyOn(Date, 'now').mockReturnValue(start);
  const cloud = makeDoorCloud({ anna: 1 });
  refusal = undefined;
  serve({
    'gate.pack': ({ activityId, sessionId = 's1' }) => {
      if (refusal) throw refusal;
      return { ...cloud.pack(start), activityId, sessionId };
    },
  });
  for (const door of doors) await takeAlong(door);
  expect(held()).toBe('true,true,true');
});
afterEach(() => jest.restoreAllMocks());

const asking = { takeAlong, openDoor } as const;

test.each(['takeAlong', 'openDoor'] as const)(
  'of an activity somebody may no longer help at, none stays: %s',
  async ask => {
    refusal = new AppError('caller.forbidden');
    await expect(asking[ask](doors[0]!)).rejects.toMatchObject({ code: 'caller.forbidden' });
    expect(held()).toBe('false,false,true');
  },
);

test('of a session that is over, the others stay', async () => {
  refusal = new AppError('checkin.closed', { window: '', sessionId: 's2' });
  await expect(openDoor({ activityId: 'a1' })).rejects.toMatchObject({ code: 'checkin.closed' });
  expect(held()).toBe('true,false,true');
});

test('whoever has done their work at one door keeps the list of none of that activity', async () => {
  const gate = await openDoor(doors[1]!);
  gate.leave();
  expect(held()).toBe('false,false,true');
});

test('whoever only closes the page keeps them', async () => {
  const gate = await openDoor(doors[0]!);
  gate.close();
  expect(held()).toBe('true,true,true');
});
