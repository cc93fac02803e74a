/**
 * What single parties are still to be told, written with what brought it about.
 * Owned by messages, whose rule every room that decides on a party calls. Written by messages.
 */

/** What a party is to be told: whose it is and which registration's, what happened, and when. Its id is its own. */
export type PartyNews = {
  id: string;
  key: string;
  party: string;
  what: 'promoted' | 'accepted' | 'queued' | 'declined' | 'removed' | 'moved';
  at: number;
  reason?: string;
  /** By when it must be heard, where that is before the roster's own start. */
  hearBy?: number;
};

export type NewsSlice = { news?: PartyNews[] };
