/** How the import page orders and counts a plan's readings, so that 44 rows stay comfortable. */
import type { PlanPreview } from '@core/plan/contract';

export type PreviewRow = PlanPreview['rows'][number];
export type PreviewFilter = 'all' | 'problems' | 'notes' | 'new' | 'changed' | 'unchanged';

function fits(row: PreviewRow, filter: PreviewFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'problems':
      return row.problems.length > 0;
    case 'notes':
      return (row.reading?.notes.length ?? 0) > 0;
    default:
      return row.problems.length === 0 && row.reading?.status === filter;
  }
}

/** How many rows each filter shows. */
export function filterCounts(rows: readonly PreviewRow[]): Record<PreviewFilter, number> {
  const count = (filter: PreviewFilter) => rows.filter(row => fits(row, filter)).length;
  return {
    all: rows.length,
    problems: count('problems'),
    notes: count('notes'),
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
  };
}

/** The rows a filter shows: those with problems first, then those to look at, else as in the sheet. */
export function rowsToShow(rows: readonly PreviewRow[], filter: PreviewFilter): PreviewRow[] {
  const weight = (row: PreviewRow) => (row.problems.length > 0 ? 0 : row.reading?.notes.length ? 1 : 2);
  return rows.filter(row => fits(row, filter)).sort((a, b) => weight(a) - weight(b) || a.row - b.row);
}

/** The sheet's row numbers that could be imported as they are. */
export function cleanRows(rows: readonly PreviewRow[]): number[] {
  return rows.filter(row => row.reading !== null && row.problems.length === 0).map(row => row.row);
}

/** The rows by registration that give 预计人数 and no 名额: those where staff may declare the one to be the other. */
export function expectingRows(rows: readonly PreviewRow[]): number[] {
  return rows.flatMap(({ row, reading }) => {
    const asks = reading?.mode === 'registration' && reading.expected !== null && reading.capacity === null;
    return asks ? [row] : [];
  });
}

/** Every cell to mend, over all rows. */
export function problemCount(rows: readonly PreviewRow[]): number {
  return rows.reduce((sum, row) => sum + row.problems.length, 0);
}
