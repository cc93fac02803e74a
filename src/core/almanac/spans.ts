/** Days written as spans: a date 'YYYY-MM-DD', or two joined, '2027-02-05/2027-02-12', both included. */
import { addDays } from '@core/kernel/dates';

/** Every date of some spans, in order and once each. */
export function datesOf(spans: readonly string[]): string[] {
  const dates = spans.flatMap(span => {
    const [from, to] = endsOf(span);
    const days: string[] = [];
    for (let date = from; date <= to; date = addDays(date, 1)) days.push(date);
    return days;
  });
  return [...new Set(dates)].sort();
}

/** The fewest spans that hold these dates and no others. */
export function spansOf(dates: readonly string[]): string[] {
  const spans: [string, string][] = [];
  for (const date of [...new Set(dates)].sort()) {
    const last = spans.at(-1);
    if (last && addDays(last[1], 1) === date) last[1] = date;
    else spans.push([date, date]);
  }
  return spans.map(([from, to]) => (from === to ? from : `${from}/${to}`));
}

/** A span's first and last date. */
export function endsOf(span: string): [from: string, to: string] {
  const [from = '', to = from] = span.split('/');
  return [from, to];
}
