/** What is read of a roster to decide about seats: of all its parties the one that is decided on. */

import { type Seen, some, view } from '@core/roster/view';

const seats = [
  ...(['activityId', 'stationId', 'state', 'opensAt', 'closesAt', 'startsAt', 'cutOffAt'] as const),
  ...(['terms', 'waitingMax', 'pools', 'parties', 'joinedAt', 'counts', 'noShows'] as const),
] as const;

/** For whoever takes seats or gives them back. */
export const seating = (key: string) => view(...seats, some('members', [key]));
export type Seating = Seen<typeof seating>;

/** With the queue, for what moves a party within it. */
export const queueing = (key: string) => view(...seats, 'queue', some('members', [key]));
export type Queueing = Seen<typeof queueing>;

/** With the sessions and the notes of parties moved here, for what moves one from roster to roster. */
export const moving = (key: string) => view(...seats, 'queue', 'moving', 'sessions', some('members', [key]));
export type MovingView = Seen<typeof moving>;
