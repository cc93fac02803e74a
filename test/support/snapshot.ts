import type { TestCloud } from './cloud';

/** Every document of every collection, to show that nothing was written. */
export function everything(cloud: Pick<TestCloud, 'database' | 'dump'>): Record<string, unknown[]> {
  return Object.fromEntries(cloud.database.collections().map(({ name }) => [name, cloud.dump(name)]));
}
