import type { Kind } from '@core/programme/activity';

/** What of a day is shown: one kind or all, and only what one still gets into. */
export type Filters = { kind?: Kind; open?: true };

/** Everything. */
export const openFilters: Filters = {};
