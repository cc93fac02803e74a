/**
 * What a phone keeps of other people for a while: encrypted, in pieces, and gone by its time. A new copy is whole before
 * the head points at it, so that a phone switched off in between still has the old one.
 */

import Taro from '@tarojs/taro';
import { assumeAhead, clockAhead, now } from './now';
import { getSealed, putSealed } from './sealed-storage';
import { keep, kept, keyOf } from './storage';

/** Characters in a piece: Chinese takes three bytes each, and sealing adds two fifths, which stays below 256 KB. */
const pieceLength = 60_000;

/** `ahead`: by how much the server's clock was ahead of this phone's, which is as good without a network. */
type Head = { copy: string; pieces: number; wipeAt: number; ahead?: number | undefined };
const prefix = 'vault|';
const headOf = (name: string) => `${prefix}${name}`;
const pieceOf = (name: string, copy: string, index: number) => `${headOf(name)}|${copy}|${index}`;
/** A piece's key, which says when its time is over: of a copy that was broken off no head does. */
const piece = /\|([0-9a-z]+)\.[0-9a-z]+\|\d+$/;

/** Locks a text away until `wipeAt`, in ms. Rejects when the phone cannot. */
export async function lockAway(name: string, text: string, wipeAt: number): Promise<void> {
  const copy = `${Math.floor(wipeAt).toString(36)}.${Math.random().toString(36).slice(2, 10)}`;
  const pieces = Math.max(1, Math.ceil(text.length / pieceLength));
  for (let index = 0; index < pieces; index++) {
    const part = text.slice(index * pieceLength, (index + 1) * pieceLength);
    await putSealed(keyOf(pieceOf(name, copy, index)), part);
  }
  const before = kept<Head>(headOf(name));
  keep(headOf(name), { copy, pieces, wipeAt, ahead: clockAhead() } satisfies Head);
  if (kept<Head>(headOf(name))?.copy !== copy) throw new Error('this phone is full');
  removePieces(headOf(name), before);
  remove(key => key.startsWith(`${headOf(name)}|`) && !key.startsWith(`${headOf(name)}|${copy}|`));
}

/** What was locked away, or undefined where there is nothing, its time is over, or it cannot be opened. */
export async function unlock(name: string): Promise<string | undefined> {
  const head = kept<Head>(headOf(name));
  if (!head) return undefined;
  assumeAhead(head.ahead);
  if (now() >= head.wipeAt) {
    wipe(name);
    return undefined;
  }
  try {
    const pieces: string[] = [];
    for (let index = 0; index < head.pieces; index++) {
      pieces.push(await getSealed(keyOf(pieceOf(name, head.copy, index))));
    }
    return pieces.join('');
  } catch {
    return undefined;
  }
}

/** Whether something is locked away under a name. */
export const isLocked = (name: string) => kept<Head>(headOf(name)) !== undefined;

/** Forgets it, and whatever a broken-off copy left. */
export function wipe(name: string): void {
  remove(key => key === headOf(name) || key.startsWith(`${headOf(name)}|`));
}

/** Forgets everything under names that begin so. */
export function wipeAll(start: string): void {
  remove(key => key.startsWith(headOf(start)));
}

/** Forgets everything whose time is over, and what a copy broken off has left of it. */
export function wipeOverdue(): void {
  const keys = names().filter(key => key.startsWith(prefix));
  const heads = new Map(
    keys.flatMap(key => {
      const head = piece.test(key) ? undefined : kept<Head>(key);
      return head ? [[key, head] as const] : [];
    }),
  );
  for (const { ahead } of heads.values()) assumeAhead(ahead);
  const at = now();
  const over = keys.filter(key => at >= (heads.get(key)?.wipeAt ?? endOf(key)));
  remove(key => over.includes(key));
}

const endOf = (key: string) => Number.parseInt(piece.exec(key)?.[1] ?? '', 36);

function names(): string[] {
  const own = keyOf('');
  return Taro.getStorageInfoSync()
    .keys.filter(key => key.startsWith(own))
    .map(key => key.slice(own.length));
}

function remove(which: (key: string) => boolean): void {
  for (const key of names().filter(which)) {
    if (!piece.test(key)) removePieces(key, kept<Head>(key));
    Taro.removeStorageSync(keyOf(key));
  }
}

/** A copy's pieces, by what its head says: WeChat does not tell whether it lists what it keeps encrypted. */
function removePieces(at: string, head: Head | undefined): void {
  for (let index = 0; index < (head?.pieces ?? 0); index++)
    Taro.removeStorageSync(keyOf(`${at}|${head?.copy}|${index}`));
}
