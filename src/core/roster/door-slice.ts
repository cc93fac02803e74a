/**
 * What the door keeps on a roster: who came and left, who came without a seat, and which codes were wrong.
 * Owned by door. Written by door, registration and privacy: its doors' hours and rooms follow the activity, a party that
 * registers anew keeps what gates may tell of again, and the words of reasons go in time.
 */

import type { AgeBand } from '@core/programme/activity';

/** How staff check somebody in: the ticket scanned, its code typed, or ticked on the roster. */
export type CheckInWay = 'scanned' | 'typed' | 'ticked';

/** How somebody came in; `self`: without staff. */
export type ArrivalWay = CheckInWay | 'self';

/**
 * One admission at the door, as the gate saw it. `who` names members of the party by their place in it, when their own
 * ticket was shown. `syncedAt` is when a gate without a network told of it, `answered` what it was answered where that
 * was not the usual: told again, it is answered so again.
 */
export type Arrival = {
  sid: string;
  k: number;
  at: number;
  by: string;
  way: ArrivalWay;
  who?: number;
  syncedAt?: number;
  answered?: 'disputed' | 'undone';
};

/**
 * Something at the door taken back: by whom, when and why, and by which request of a gate that told of it. It holds even
 * before what it takes back has arrived.
 */
export type Undone = { at: number; by: string; reason?: string; syncedAt?: number; request?: string };

/** A party, or one named member of it, signing out where hours count; `syncedAt` as at an arrival. */
export type Leave = { sid: string; at: number; by: string; who?: number; syncedAt?: number };

/** People who came without a seat of their own; `names` are masked. */
export type WalkIn = {
  sid: string;
  count: number;
  /** The session's walk-ins after it, which a replay is answered with. */
  total: number;
  at: number;
  by: string;
  names?: string[];
  ages?: Partial<Record<AgeBand, number>>;
  /** Given seats of registered people who did not come. */
  spare?: true;
  syncedAt?: number;
  answered?: 'undone';
  /** The registration without a seat whose people a gate let in while it could not ask. */
  party?: string;
  /** Staff have seen that those people had no seat. */
  agreed?: true;
};

/** Wrong codes in the present ten minutes (numbered since 1970) and on the present Beijing day. */
export type WrongCodes = { span: number; wrong: number; day: string; wrongToday: number };

/** One session: its door’s hours, what its venue holds, and who is there. */
type RosterSession = {
  /** The door's window, epoch milliseconds. */
  opensAt: number;
  closesAt: number;
  room: number | null;
  arrived: number;
  walkIns: number;
};

export type DoorSlice = {
  sessions: Record<string, RosterSession>;
  /** By request id. */
  walkIns: Record<string, WalkIn>;
  undoneWalkIns?: Record<string, Undone>;
  /** Codes that nobody holds, by who typed them (typed-codes.ts). */
  wrongCodes?: Record<string, WrongCodes>;
};

/** What is kept of a party that comes and leaves. */
export type ArrivedParty = {
  /** People who came, over all sessions. */
  came: number;
  /** Of it, here at each session (claims.ts). */
  arrived: Record<string, number>;
  /** By request id; taken back, they stay, and are named in `undone`. */
  arrivals: Record<string, Arrival>;
  undone?: Record<string, Undone>;
  /** By request id. */
  leaves?: Record<string, Leave>;
  /** How often the door let somebody of it in or took that back, by session: what a decision about it rests on. */
  turns?: Record<string, number>;
  /** The turn up to which staff agreed to what gates claim doubly, by session. */
  agreed?: Record<string, number>;
};
