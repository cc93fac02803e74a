import { failed } from '../refusal';

const MINUTE_MS = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    clocks.set(zone, clock);
    return clock;
  } catch {
    throw failed(`unrecognized time zone identifier: "${zone}"`);
  }
}

/** Milliseconds since 1970 of a date's parts, read as UTC; parts beyond their range carry over. */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): number {
  // Date.UTC would take the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, millisecond);
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds: `+08:00`, `+0800`, `+08` or an Olson name. */
export function offsetAt(zone: string, at: number): number {
  const fixed = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE_MS;
  }
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const [month, day, hour, minute, second] = ['month', 'day', 'hour', 'minute', 'second'].map(part =>
    Number(parts[part]),
  );
  const local = utc(year, month!, day!, hour, minute, second);
  return local - Math.floor(at / 1000) * 1000;
}

/** The instant at which a zone's clock shows what `local` is read as UTC. */
export function instantOf(local: number, zone: string): number {
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}
