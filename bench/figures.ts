/** One table of the report. `failures` are promises found broken; any makes the run fail. */
export type Section = {
  title: string;
  text: string;
  header: string[];
  rows: string[][];
  failures: string[];
};

/** The value below which a share `p` (0 to 1) of the values lies: nearest rank. NaN for no values. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value: on a shared machine the mean would tell of the neighbours. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Milliseconds as the report writes them. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** Bytes as the report writes them, 1 KB being 1024. */
export function kilobytes(bytes: number): string {
  return `${bytes < 10_240 ? (bytes / 1024).toFixed(1) : Math.round(bytes / 1024)} KB`;
}

/** A table in Markdown, its columns aligned so that it reads in a terminal as well, as the formatter would write it. */
function table(header: readonly string[], rows: readonly string[][]): string[] {
  const widths = header.map((_, i) => Math.max(3, ...[header, ...rows].map(cells => cells[i]!.length)));
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)));
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(header), line(rule), ...rows.map(line)];
}

/** A section in Markdown. */
export function written({ title, text, header, rows }: Section): string {
  return [`## ${title}`, '', text, '', ...table(header, rows), ''].join('\n');
}
