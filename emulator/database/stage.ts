import type { Scope } from './expressions/scope';
import type { Collection, Store } from './store';
import type { Doc } from './values';

/** One stage of a pipeline, as it was asked for. */
export type Stage = { name: string; value: unknown };
/** What an aggregation gives, or its first stages. */
export type Aggregated = { documents: Doc[]; examined: number; index?: string };

/** What a stage may need besides its documents: the other collections, and the variables of a $lookup around it. */
export type Surroundings = {
  store: Store;
  scope: Scope;
  examined: (count: number) => void;
  run: (collection: Collection, stages: Stage[], scope: Scope) => Aggregated;
};
