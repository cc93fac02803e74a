/**
 * Shares a read among everybody who asks this instance for the same within a moment, also while it is under way. What it
 * failed with is shared as long, so that a database in trouble is not asked the harder for it.
 * @param span ms for which an answer stands, counted from when it was asked for
 * @param most answers kept; beyond that the oldest goes
 */
export function shared<T>(span: number, most: number) {
  const copies = new Map<string, { at: number; value: Promise<T> }>();
  return (key: string, now: number, read: () => Promise<T>): Promise<T> => {
    const copy = copies.get(key);
    // A clock that was set back makes no copy last.
    if (copy && Math.abs(now - copy.at) < span) return copy.value;
    const value = read();
    copies.delete(key);
    copies.set(key, { at: now, value });
    for (const [oldest] of copies) {
      if (copies.size <= most) break;
      copies.delete(oldest);
    }
    return value;
  };
}
