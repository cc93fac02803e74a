/**
 * What a capability declares of the people its collections hold something about. The copy of everything held about
 * somebody, its deletion, its time and its keys are put together from these declarations (privacy/).
 */

import type { Output } from '@core/contract';
import type { CopyEntry } from '@core/privacy/contract';
import { each, type Round } from './store/rounds';

/** Stands where there is nothing to do, with the reason. */
export type None = { none: string };

/** Whoever asks for a copy: as WeChat names them, and as rosters do. */
export type Holder = { openid: string; key: string };

/** A wish to have everything deleted: whose, and up to which moment in epoch ms; what came later stays. */
export type Wish = { _id: string; key: string; at: number };

/** Fields of the copy that released clients read, beside what is new in every reply. */
type Released = Partial<Omit<Output<'privacy.export'>, 'madeAt' | 'next' | 'parts'>>;

/** One page of a part. `next` is where the following one begins. */
export type CopyPage = { entries: CopyEntry[]; released?: Released; next?: string };

/**
 * A part of the copy under its title; `empty` is what it says where there is nothing, and without it the part is then
 * left out. A part is read in one bounded piece, or page by page where it is `paged`; a cursor nobody gave reads as none.
 */
export type Copied = {
  title: string;
  empty?: string;
  paged?: true;
  read(of: Holder, cursor?: string): Promise<CopyPage>;
};

/** Deletes a bounded amount. Returns whether nothing is left; may be run again from anywhere, whatever died before. */
type Erased = (wish: Wish, now: number) => Promise<boolean>;

/**
 * What is encrypted. `count`: documents that a key still seals, up to `most`. `anew`: seals up to `limit` of them with
 * the newest key, until a moment in epoch ms; one that somebody writes meanwhile is taken the next time.
 */
export type Sealed = {
  count(keyId: string, most: number): Promise<number>;
  anew(keyId: string, limit: number, until: number): Promise<Round>;
};

/**
 * What is encrypted in documents of one kind: how those are found that a key seals, and how one is sealed with the
 * newest. That returns the keys it is sealed with afterwards, nothing where somebody else wrote it meanwhile.
 */
export const sealing = <T extends { _id: string }>(
  sealedWith: (keyId: string, limit: number) => Promise<T[]>,
  reseal: (one: T) => Promise<readonly string[] | undefined>,
): Sealed => ({
  count: async (keyId, most) => (await sealedWith(keyId, most)).length,
  anew: async (keyId, limit, until) =>
    each(await sealedWith(keyId, limit), { until, most: limit }, async one => {
      const keys = await reseal(one);
      return { done: keys && !keys.includes(keyId) ? 1 : 0 };
    }),
});

/** How long it is held, in words, and what the clock does for it where no duty of its own does: as a duty does. */
type Kept = { long: string; forget?: (now: number, until: number) => Promise<Round> };

/** What a collection holds about people, and what becomes of it. */
export type Held = { copy: Copied | None; erase: Erased | None; seal: Sealed | None; kept: Kept };

/** Every collection a capability owns, each with what it holds about people or with the reason why it holds nothing. */
export type Personal<Owned> = { [Name in keyof Owned]: Held | None };

/** All that is declared, by collection, in the order in which it is shown and deleted. */
export type HeldCollection = Held & { collection: string };
