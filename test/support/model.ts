/** An in-memory stand-in for the one thing the database promises: a change is judged and applied as one. */
import type { Change, Roster, Test } from '@core/roster/roster';

function at(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
      document,
    );
}

function holds(value: unknown, test: Test): boolean {
  if ('eq' in test) return (value ?? null) === test.eq;
  if ('not' in test) return value !== test.not;
  if ('absent' in test) return value === undefined;
  if ('empty' in test) return Array.isArray(value) && value.length === 0;
  if ('same' in test) return JSON.stringify(value) === JSON.stringify(test.same);
  if ('holds' in test) {
    const wanted = Object.entries(test.holds);
    return (
      Array.isArray(value) &&
      value.some(item => wanted.every(([name, one]) => (item as Record<string, unknown>)[name] === one))
    );
  }
  if (typeof value !== 'number') return false;
  if ('gte' in test) return value >= test.gte;
  if ('lte' in test) return value <= test.lte;
  if ('gt' in test) return value > test.gt;
  return value < test.lt;
}

/** Applies a change if its conditions hold; the roster as it then is, and whether they did. */
export function applied(roster: Roster, change: Change): { roster: Roster; took: boolean } {
  if (!Object.entries(change.when).every(([path, test]) => holds(at(roster, path), test))) {
    return { roster, took: false };
  }
  const next = structuredClone(roster);
  for (const [path, write] of Object.entries(change.write)) {
    const names = path.split('.');
    const last = names.pop()!;
    let parent = next as unknown as Record<string, unknown>;
    for (const name of names) {
      parent[name] ??= {};
      parent = parent[name] as Record<string, unknown>;
    }
    if ('set' in write) parent[last] = structuredClone(write.set);
    else if ('inc' in write) parent[last] = ((parent[last] as number | undefined) ?? 0) + write.inc;
    else if ('push' in write) parent[last] = [...((parent[last] as unknown[] | undefined) ?? []), write.push];
    else if ('remove' in write) delete parent[last];
    else parent[last] = (parent[last] as { id: string }[]).filter(item => item.id !== write.pull.id);
  }
  return { roster: next, took: true };
}
