import type { Clock } from '../clock';
import type { CollectionSpec, Database } from '../database';
import type { Faults } from '../faults';
import type { Host } from '../host';
import type { Invocations } from '../invocations';
import type { Outbox } from '../outbox';
import type { Storage } from '../storage';
import type { Timers } from '../timers';

/** What the inspector shows and moves; `reset` belongs to the whole cloud. */
export type Inspected = {
  database: Database;
  collections: CollectionSpec[];
  clock: Clock;
  faults: Faults;
  host: Host;
  invocations: Invocations;
  outbox: Outbox;
  storage: Storage;
  timers: Timers;
  /** Whether a browser app is served beside it. */
  hasApp: boolean;
  reset: () => Promise<void>;
};

/** What a developer may send at once. */
export const BODY_LIMIT = 50 * 1024 * 1024;
