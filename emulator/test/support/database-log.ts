import type { CollectionSpec } from '../../database';

/** Documents that one write of the writer adds or changes together: many, so that a kill often falls between them. */
export const TOGETHER = 60;

/** What the writer that is killed writes into. */
export const COLLECTIONS: CollectionSpec[] = [
  { name: 'log', indexes: [{ fields: { n: 1 }, unique: true }] },
  { name: 'lines', indexes: [{ fields: { round: 1, line: 1 }, unique: true }] },
  { name: 'moves', indexes: [{ fields: { code: 1 }, unique: true }, { fields: { round: 1 } }] },
  { name: 'seats', indexes: [{ fields: { n: 1 } }] },
  { name: 'rosters', indexes: [] },
];
