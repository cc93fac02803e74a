/**
 * Parties that staff move from one session's roster to another's.
 * Owned by desk. Written by desk.
 */

/**
 * The note of a party that staff moved here from another session's roster and that is still to be let go there
 * (desk/moving.ts). `id` is its registration here, `party` the one it had there, in the writing that `revision` names.
 */
export type Moving = {
  id: string;
  key: string;
  party: string;
  revision?: string;
  /** The roster it leaves, and when what it leaves begins. */
  from: string;
  leavesAt: number;
  /** Staff's request, safe as a field's name. */
  request: string;
  reason: string;
  at: number;
};

export type MovesSlice = {
  /** Parties moved here that are still to be let go where they were. */
  moving?: Moving[];
};

/** What is kept of a party that was moved. */
export type MovedParty = {
  /** On a tombstone: staff moved it to another session, where it is this registration. */
  movedTo?: { id: string; sid: string };
  /** The session staff moved it here from. */
  movedFrom?: string;
};
